package io.enrollment.spi;

import io.enrollment.run.EnrollerRun;
import java.util.List;
import java.util.Optional;

/**
 * What became of a page of enrollments that a run expires.
 *
 * @param outcome whether it was stored
 * @param run the run after it; empty when nothing was stored because the right to work on it was lost
 * @param applied the changes that were applied; the others found their enrollment changed, claimed or gone
 */
public record ExpiryRecord(ApplyOutcome outcome, Optional<EnrollerRun> run, List<Change> applied) {
    /** Copies the list. */
    public ExpiryRecord {
        applied = List.copyOf(applied);
    }

    /** Nothing was stored by this call. */
    public static ExpiryRecord nothing(ApplyOutcome outcome, Optional<EnrollerRun> run) {
        return new ExpiryRecord(outcome, run, List.of());
    }
}
