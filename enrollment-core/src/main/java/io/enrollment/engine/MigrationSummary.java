package io.enrollment.engine;

import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.plan.StepKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a migration does, or has done.
 *
 * @param moved how many enrollments are moved
 * @param dueChanged how many of them are due at another time than before
 * @param ended how many of them have nothing left in the other version, and end
 * @param newlySent messages that only the other version has ahead of an enrollment, by step
 * @param noLongerSent messages that only its own version has ahead of it, by step
 * @param refused how many are not moved, by reason
 * @param sample the first hundred that are moved
 */
public record MigrationSummary(
        long moved,
        long dueChanged,
        long ended,
        Map<StepKey, Long> newlySent,
        Map<StepKey, Long> noLongerSent,
        Map<String, Long> refused,
        List<Move> sample) {
    /** Copies the collections. */
    public MigrationSummary {
        newlySent = Map.copyOf(newlySent);
        noLongerSent = Map.copyOf(noLongerSent);
        refused = Map.copyOf(refused);
        sample = List.copyOf(sample);
    }

    /**
     * One enrollment.
     *
     * @param enrollment its id
     * @param fromStep what it waited for
     * @param toStep what it waits for then; empty when it ends
     * @param dueBefore when that was due
     * @param dueAfter when it is due then
     */
    public record Move(
            EnrollmentId enrollment,
            Optional<StepKey> fromStep,
            Optional<StepKey> toStep,
            Optional<Instant> dueBefore,
            Optional<Instant> dueAfter) {}
}
