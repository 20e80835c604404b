package io.enrollment.subject;

/** The kind of a contact point. */
public enum ContactKind {
    /** An email address. */
    EMAIL,
    /** A telephone number. */
    PHONE
}
