package io.enrollment.engine;

import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.SubjectId;
import java.util.List;
import java.util.Set;

/** Which enrollments a command is for. */
public sealed interface Selection {

    /**
     * These.
     *
     * @param ids which ones
     */
    record Ids(List<EnrollmentId> ids) implements Selection {
        /** Copies the list. */
        public Ids {
            ids = List.copyOf(ids);
        }
    }

    /**
     * Those of a plan.
     *
     * @param plan which one
     * @param statuses in one of these statuses only; empty for all
     */
    record OfPlan(PlanId plan, Set<EnrollmentStatus> statuses) implements Selection {
        /** Copies the set. */
        public OfPlan {
            statuses = Set.copyOf(statuses);
        }
    }

    /**
     * Those of a subject.
     *
     * @param subject who
     */
    record OfSubject(SubjectId subject) implements Selection {}

    /** These enrollments. */
    static Selection of(List<EnrollmentId> ids) {
        return new Ids(ids);
    }

    /** All enrollments of a plan that have not ended. */
    static Selection running(PlanId plan) {
        return new OfPlan(plan, Running.NOT_TERMINAL);
    }

    /** All enrollments of a subject. */
    static Selection of(SubjectId subject) {
        return new OfSubject(subject);
    }
}
