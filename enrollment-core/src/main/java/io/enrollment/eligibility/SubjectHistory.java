package io.enrollment.eligibility;

import io.enrollment.internal.Require;
import io.enrollment.plan.PlanId;
import java.util.List;

/**
 * What happened to one subject in one organization before.
 *
 * @param enrollments all its enrollments, in any order
 * @param messagesHandedOff how many messages were handed off to it, on any channel
 */
public record SubjectHistory(List<PastEnrollment> enrollments, long messagesHandedOff) {

    private static final SubjectHistory NONE = new SubjectHistory(List.of(), 0);

    /** Copies the list. */
    public SubjectHistory {
        Require.that(messagesHandedOff >= 0, "history messagesHandedOff", messagesHandedOff, "not be negative");
        enrollments = List.copyOf(enrollments);
    }

    /** The enrollments of one plan. */
    public List<PastEnrollment> of(PlanId plan) {
        return enrollments.stream().filter(past -> past.plan().equals(plan)).toList();
    }

    /** The same, after more messages were handed off. */
    SubjectHistory plusHandedOff(int messages) {
        return messages == 0 ? this : new SubjectHistory(enrollments, messagesHandedOff + messages);
    }

    /** Nothing happened yet. */
    public static SubjectHistory none() {
        return NONE;
    }
}
