package io.enrollment.spi;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import java.util.List;

/**
 * A change of one enrollment by a command, without a claim.
 *
 * @param before the state that the decision was made on
 * @param after the state after it
 * @param log what happened
 */
public record Change(Enrollment before, Enrollment after, List<LogEntry> log) {
    /** Copies the list. */
    public Change {
        log = List.copyOf(log);
    }
}
