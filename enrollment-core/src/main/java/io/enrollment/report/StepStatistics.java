package io.enrollment.report;

import io.enrollment.enrollment.LogKind;
import io.enrollment.plan.StepKey;
import java.util.Map;
import java.util.Set;

/**
 * What happened at one step of a plan, over all enrollments and versions; always what their logs add up to.
 *
 * @param step the step
 * @param waiting how many enrollments have it as their next step now
 * @param logged how many log entries of each kind name it
 */
public record StepStatistics(StepKey step, long waiting, Map<LogKind, Long> logged) {

    private static final Set<LogKind> CARRIED_OUT = Set.of(
            LogKind.SENT,
            LogKind.ACTED,
            LogKind.ENROLLED_IN,
            LogKind.WAITED,
            LogKind.BRANCHED,
            LogKind.PASSED_BY,
            LogKind.UNCERTAIN);

    /** Copies the map. */
    public StepStatistics {
        logged = Map.copyOf(logged);
    }

    /** How many log entries of a kind name it. */
    public long count(LogKind kind) {
        return logged.getOrDefault(kind, 0L);
    }

    /** How many times it was carried out: sent (uncertain ones included), acted, waited, or decided. Calls and
     * tasks are told by how often they were disposed of. */
    public long carriedOut() {
        return CARRIED_OUT.stream().mapToLong(this::count).sum();
    }

    /** How many times it was skipped. */
    public long skipped() {
        return count(LogKind.SKIPPED);
    }

    /** How many times it failed for good. */
    public long failed() {
        return count(LogKind.STEP_FAILED);
    }
}
