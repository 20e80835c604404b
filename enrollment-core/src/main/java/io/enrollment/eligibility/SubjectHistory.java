package io.enrollment.eligibility;

import java.util.List;

/**
 * What happened to one subject in one organization before.
 *
 * @param enrollments all its enrollments, in any order
 * @param messagesHandedOff how many messages were handed off to it, on any channel
 */
public record SubjectHistory(List<PastEnrollment> enrollments, long messagesHandedOff) {

    /** Copies the list. */
    public SubjectHistory {
        enrollments = List.copyOf(enrollments);
    }

    /** Nothing happened yet. */
    public static SubjectHistory none() {
        return new SubjectHistory(List.of(), 0);
    }
}
