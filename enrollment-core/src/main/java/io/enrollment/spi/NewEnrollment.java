package io.enrollment.spi;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.internal.Require;
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
 * @param replaces the change that ends a running enrollment of the same plan and subject, in the same transaction; when it
 *     turns out to be stale, what is stored decides whether there is room
 */
public record NewEnrollment(
        Enrollment first, List<LogEntry> log, Optional<String> uniqueKey, boolean visible, Optional<Change> replaces) {
    /** Copies the list and checks the numbers. */
    public NewEnrollment {
        log = LogNumbers.checked(log, first);
        Require.that(first.nextSeq() == log.size() + 1L, "new enrollment nextSeq", first.nextSeq(), "follow its log");
        uniqueKey.ifPresent(key -> Require.text("unique key", key, 200));
    }
}
