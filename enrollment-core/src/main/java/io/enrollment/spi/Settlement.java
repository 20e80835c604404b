package io.enrollment.spi;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.internal.Require;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of one claimed enrollment.
 *
 * @param lease the right to settle it
 * @param before the state that was claimed: the stored one, as long as the lease is current
 * @param after the state after it; with a due time it stays in the queue, without one it leaves it
 * @param log what happened, numbered without holes up to the {@code nextSeq} of {@code after}; may be empty when the state
 *     is as it was
 * @param thaws whether a frozen message of the enrollment is needed no more
 * @param keep present when the claim is to be kept for the next step, which must be due by then
 * @param givesBack the place under the caps that is free again, since its message was certainly not handed off
 */
public record Settlement(
        Lease lease,
        Enrollment before,
        Enrollment after,
        List<LogEntry> log,
        boolean thaws,
        Optional<Keep> keep,
        Optional<CapPlace> givesBack) {
    /** Copies the list and checks the numbers. */
    public Settlement {
        log = LogNumbers.checked(log, after);
        Require.that(lease.enrollment().equals(after.id()), "settlement", after.id(), "be of " + lease.enrollment());
        Require.that(before.id().equals(after.id()), "settlement before", before.id(), "be of " + after.id());
        Require.that(
                keep.isEmpty() || isDue(after, keep.get().now()), "settlement keep", keep, "be of what is due by then");
    }

    private static boolean isDue(Enrollment state, Instant now) {
        return state.due().filter(due -> !due.at().isAfter(now)).isPresent();
    }

    /** One that ends the claim. */
    public Settlement(Lease lease, Enrollment before, Enrollment after, List<LogEntry> log, boolean thaws) {
        this(lease, before, after, log, thaws, Optional.empty(), Optional.empty());
    }

    /** One that ends a claim that no message was frozen for. */
    public Settlement(Lease lease, Enrollment before, Enrollment after, List<LogEntry> log) {
        this(lease, before, after, log, false);
    }

    /** The same settlement, with the claim kept for the next step. */
    public Settlement keeping(Keep kept) {
        return new Settlement(lease, before, after, log, thaws, Optional.of(kept), givesBack);
    }

    /** The same settlement, giving back a place under the caps. */
    public Settlement givingBack(Optional<CapPlace> place) {
        return new Settlement(lease, before, after, log, thaws, keep, place);
    }
}
