package io.enrollment.report;

import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.plan.PlanId;
import java.util.Optional;

/**
 * Something that is not as it must be in what is stored.
 *
 * @param kind what is wrong
 * @param enrollment the enrollment, unless it is a plan's count
 * @param plan the plan, of a count
 * @param detail the two things that do not agree
 */
public record Finding(Kind kind, Optional<EnrollmentId> enrollment, Optional<PlanId> plan, String detail) {

    /** What can be wrong. */
    public enum Kind {
        /** The state cannot be read, or breaks the wake-up invariant. */
        UNREADABLE(false, "nothing: somebody must look at it"),
        /** It is due and the scheduler does not know it. */
        NOT_QUEUED(true, "put it in the queue for its due time"),
        /** The scheduler would carry it although nothing is due. */
        QUEUED_WITHOUT_DUE(true, "take it out of the queue"),
        /** The scheduler would carry it at another time. */
        DUE_DIFFERS(true, "move it in the queue to its due time"),
        /** It has not ended and does not keep a second one out. */
        PLACE_NOT_HELD(true, "take its place, if it is free"),
        /** It has ended and keeps others out. */
        PLACE_KEPT(true, "give its place free"),
        /** Lists and checks go by another status than the state's. */
        STATUS_DIFFERS(true, "set what lists go by to the state's"),
        /** The log has a hole, or does not end where the state says. */
        LOG_INCOMPLETE(false, "nothing: what is lost cannot be made up"),
        /** The counters of the enrollment are not what its log adds up to. */
        COUNTERS_DIFFER(false, "nothing: somebody must look at it"),
        /** A count of a plan is not what its enrollments and logs add up to. */
        COUNT_DIFFERS(true, "correct the count");

        private final boolean repairable;
        private final String remedy;

        Kind(boolean repairable, String remedy) {
            this.repairable = repairable;
            this.remedy = remedy;
        }

        /** Whether the engine can put it right by itself: the state and the log are what is believed. */
        public boolean isRepairable() {
            return repairable;
        }

        /** What a repair does. */
        public String remedy() {
            return remedy;
        }
    }

    /** Of an enrollment. */
    public static Finding of(Kind kind, EnrollmentId enrollment, String detail) {
        return new Finding(kind, Optional.of(enrollment), Optional.empty(), detail);
    }

    /** Of a count. */
    public static Finding of(Kind kind, PlanId plan, String detail) {
        return new Finding(kind, Optional.empty(), Optional.of(plan), detail);
    }

    @Override
    public String toString() {
        return kind + " "
                + enrollment
                        .map(Object::toString)
                        .or(() -> plan.map(Object::toString))
                        .orElse("") + ": " + detail;
    }
}
