package io.enrollment.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The queue of enrollments by due time, handed out under leases with fencing tokens. */
public interface StepQueue {

    /**
     * Claims due enrollments, those due longest first; in a store with shards that holds within each shard, and the shards
     * take turns.
     *
     * <p><b>S1</b> An enrollment is in at most one live claim. <b>S2</b> The fence strictly increases with every claim and
     * every change, and is never reset. <b>S3</b> Never more than {@code limit}; fewer does not mean that nothing is due.
     * <b>S4</b> A claim whose lease has run out by the store's clock may be claimed again, and is then {@code repeated}.
     */
    List<Claim> claim(ClaimRequest request);

    /**
     * Commits the mark that messages are about to leave. Returns whether each lease still holds; one that does not is not
     * marked, and its message must not leave. A mark stands until the claim is settled, or released by the one who marked.
     */
    List<Boolean> mark(List<Lease> leases);

    /**
     * Stores messages before they are handed off. Returns for each, in order, whether its lease holds, and what is stored then.
     *
     * <p><b>F1</b> Of messages under one key the first stays, unless a later one {@code replaces} it; one under another key of the
     * same enrollment always takes its place. <b>F2</b> A lease that does not hold stores nothing and removes nothing. <b>F3</b> It
     * is removed, in the same transaction, by a settlement that {@code thaws} it and by a change after which the enrollment waits
     * for another step or occurrence, or has ended; and by nothing else, so that it outlives releases, leases and pauses.
     */
    List<Frozen> freeze(List<Freeze> messages);

    /**
     * Settles claims, all in one transaction; state, log and queue together. Returns one outcome for each, in order.
     *
     * <p><b>S5</b> A lease whose fence or token is not current changes nothing: STALE, or GONE when the enrollment left the
     * queue. <b>S6</b> Repeating an applied settlement reports ALREADY_APPLIED, whatever happened since; one that logged
     * nothing, until something else is settled or changed. <b>S7</b> A lease that ran out but was not claimed
     * again still settles. <b>S8</b> Log entries are stored with their numbers, without holes. <b>S9</b> An applied
     * settlement with {@link Settlement#keep} leaves the enrollment claimed under {@link Lease#next}, as by a first claim, so
     * that nobody else gets it in between; one that is only ALREADY_APPLIED says nothing of who holds it now.
     */
    List<ApplyOutcome> settle(List<Settlement> settlements);

    /**
     * Prolongs leases from now on, by the store's clock. Returns whether each still holds; one that ran out but was not
     * claimed again holds.
     */
    List<Boolean> extend(List<Lease> leases, Duration lease);

    /**
     * Gives claims back as if they had never been made, except for the fence; only for claims of which nothing was handed
     * off. A claim that was {@code repeated} stays so. A claim that a change took the right to settle from can still be
     * released, and should be when its message did not leave; one that somebody else claimed since is left alone.
     */
    void release(List<Lease> leases);

    /** The earliest due time in the queue, leased ones included; rounded up to the microsecond. */
    Optional<Instant> earliestDue();
}
