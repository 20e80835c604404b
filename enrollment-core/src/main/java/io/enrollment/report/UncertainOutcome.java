package io.enrollment.report;

import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.StepKey;
import java.time.Instant;

/**
 * A message of which nobody knows whether it left, and of which nobody has said it yet.
 *
 * @param enrollment whose message
 * @param plan of which plan
 * @param step of which step
 * @param at when it was put down as uncertain
 */
public record UncertainOutcome(EnrollmentId enrollment, PlanId plan, StepKey step, Instant at) {

    /** Its place among those of the same instant. */
    public String id() {
        return enrollment + "/" + step;
    }

    /** Whether with this entry of a log an outcome becomes uncertain. */
    public static boolean begins(LogEntry entry) {
        return entry.kind() == LogKind.UNCERTAIN;
    }

    /** Whether this entry says what became of the uncertain message of its step, or that it is tried again. */
    public static boolean ends(LogEntry entry) {
        return switch (entry.kind()) {
            case RESOLVED -> true;
            case RETRIED -> entry.reason().filter("UNCERTAIN"::equals).isPresent();
            case LATE_OUTCOME -> entry.reason().filter("ACCEPTED"::equals).isPresent();
            default -> false;
        };
    }
}
