package io.enrollment.spi;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.internal.Require;
import java.util.List;

/**
 * The outcome of one claimed enrollment.
 *
 * @param lease the right to settle it
 * @param before the state that was claimed: the stored one, as long as the lease is current
 * @param after the state after it; with a due time it stays in the queue, without one it leaves it
 * @param log what happened, numbered without holes up to the {@code nextSeq} of {@code after}; may be empty when the state
 *     is as it was
 * @param thaws whether a frozen message of the enrollment is needed no more
 */
public record Settlement(Lease lease, Enrollment before, Enrollment after, List<LogEntry> log, boolean thaws) {
    /** Copies the list and checks the numbers. */
    public Settlement {
        log = LogNumbers.checked(log, after);
        Require.that(lease.enrollment().equals(after.id()), "settlement", after.id(), "be of " + lease.enrollment());
        Require.that(before.id().equals(after.id()), "settlement before", before.id(), "be of " + after.id());
    }

    /** One of a claim that no message was frozen for. */
    public Settlement(Lease lease, Enrollment before, Enrollment after, List<LogEntry> log) {
        this(lease, before, after, log, false);
    }
}
