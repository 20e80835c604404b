package io.enrollment.spi;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import java.util.List;
import java.util.Optional;

/**
 * An enrollment to be made.
 *
 * @param first its first state, with a due time
 * @param log its first log entries
 * @param uniqueKey the event memory that must not be taken yet for this plan and subject; empty when events need not be
 *     unique
 * @param visible whether it counts for the marketing exclusion of other plans
 * @param replaces the change that ends a running enrollment of the same plan and subject, in the same transaction
 */
public record NewEnrollment(
        Enrollment first, List<LogEntry> log, Optional<String> uniqueKey, boolean visible, Optional<Change> replaces) {
    /** Copies the list. */
    public NewEnrollment {
        log = List.copyOf(log);
    }
}
