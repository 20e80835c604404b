package io.enrollment.subject;

/** What a subject is; a plan is for one of the two. */
public enum SubjectType {
    /** A natural person: a lead, a customer, a candidate. */
    PERSON,
    /** A company. */
    COMPANY
}
