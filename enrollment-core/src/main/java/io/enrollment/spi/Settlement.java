package io.enrollment.spi;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import java.util.List;

/**
 * The outcome of one claimed enrollment.
 *
 * @param lease the right to settle it
 * @param after the state after it; with a due time it stays in the queue, without one it leaves it
 * @param log what happened
 */
public record Settlement(Lease lease, Enrollment after, List<LogEntry> log) {
    /** Copies the list. */
    public Settlement {
        log = List.copyOf(log);
    }
}
