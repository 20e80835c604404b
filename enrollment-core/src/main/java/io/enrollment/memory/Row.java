package io.enrollment.memory;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.internal.Micros;
import io.enrollment.spi.Freeze;
import io.enrollment.spi.FrozenMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Everything that is kept of one enrollment. Mutable; guarded by the lock of its {@link Tables}. */
final class Row {

    /** By due time, then by identity. */
    static final Comparator<Row> BY_DUE =
            Comparator.<Row>comparingLong(row -> row.due).thenComparing(Row::compareIdentity);
    /** By the end of the lease, then by identity. */
    static final Comparator<Row> BY_LEASE =
            Comparator.<Row>comparingLong(row -> row.leaseUntil).thenComparing(Row::compareIdentity);

    private static final int UNMARKED = 0;
    private static final int MARKED_BY_PRESENT_CLAIM = 1;
    private static final int MARKED_BEFORE = 2;

    final boolean visible;
    final List<LogEntry> log = new ArrayList<>();
    /** The fence of the claim that settled with each log entry; 0 for entries of commands. */
    private final List<Long> settledUnder = new ArrayList<>();

    Enrollment state;
    long fence;
    /** When it is due, in microseconds; kept while it is in a set that is ordered by it. */
    long due;
    /** When the claim runs out, by the clock of the leases; means nothing without a claim. */
    long leaseUntil;

    /** The token of the claim; empty when there is none. */
    String token = "";

    /** The fence that the state was reached under. */
    private long stateFence;

    private boolean unsettled;
    private long firstClaimedAt;
    private int mark;
    private Optional<Freeze> frozen = Optional.empty();

    Row(Enrollment state, boolean visible) {
        this.state = state;
        this.visible = visible;
    }

    boolean isQueued() {
        return state.due().isPresent();
    }

    boolean isClaimed() {
        return !token.isEmpty();
    }

    boolean isRepeated() {
        return unsettled;
    }

    boolean isMarkedBefore() {
        return mark == MARKED_BEFORE;
    }

    long firstClaimedAt() {
        return firstClaimedAt;
    }

    boolean holds(long leaseFence, String leaseToken) {
        return isClaimed() && fence == leaseFence && token.equals(leaseToken);
    }

    void claim(String newToken, long now, long newLeaseUntil) {
        unsettled |= isClaimed();
        if (!unsettled) {
            firstClaimedAt = now;
        }
        mark = mark == UNMARKED ? UNMARKED : MARKED_BEFORE;
        fence++;
        token = newToken;
        leaseUntil = newLeaseUntil;
    }

    /** Goes on under the fence of the settlement that came just before. */
    void keep(String keptToken, long now, long newLeaseUntil) {
        firstClaimedAt = now;
        token = keptToken;
        leaseUntil = newLeaseUntil;
    }

    void mark() {
        if (mark == UNMARKED) {
            mark = MARKED_BY_PRESENT_CLAIM;
        }
    }

    /** Keeps a message, unless one is kept under its key already that it does not replace; the one that is kept then. */
    Optional<FrozenMessage> freeze(Freeze wanted) {
        Optional<Freeze> same = frozen.filter(one -> one.key().equals(wanted.key()));
        boolean keeps = wanted.message().isEmpty() || (same.isPresent() && !wanted.replaces());
        frozen = keeps ? frozen : Optional.of(wanted);
        return (keeps ? same : frozen).flatMap(Freeze::message);
    }

    void thaw() {
        frozen = Optional.empty();
    }

    void release() {
        if (mark == MARKED_BY_PRESENT_CLAIM) {
            mark = UNMARKED;
        }
        token = "";
    }

    /** Takes the state after a settlement or a command, and forgets claims of a step that is behind it now. */
    void moveTo(Enrollment after, List<LogEntry> entries, long settledFence) {
        boolean settled = settledFence != 0;
        boolean left = !after.step().equals(state.step()) || after.occurrence() != state.occurrence();
        if (settled || left) {
            forgetClaims();
        }
        if (!settled && left) {
            thaw();
        }
        state = after;
        fence++;
        stateFence = fence;
        entries.forEach(entry -> append(entry, settledFence));
    }

    void append(LogEntry entry, long settledFence) {
        log.add(entry);
        settledUnder.add(settledFence);
    }

    boolean wasSettledUnder(long seq, long settledFence) {
        return seq <= settledUnder.size() && settledUnder.get((int) seq - 1) == settledFence;
    }

    /** Whether a settlement under this fence that logged nothing left the state as it is. */
    boolean wasLeftUnder(long nextSeq, long settledFence) {
        return stateFence == settledFence + 1 && state.nextSeq() == nextSeq;
    }

    boolean hasLogged(List<LogEntry> entries) {
        return entries.stream()
                .allMatch(entry -> entry.seq() <= log.size()
                        && log.get((int) entry.seq() - 1).equals(entry));
    }

    private void forgetClaims() {
        token = "";
        unsettled = false;
        mark = UNMARKED;
    }

    long enrolledAt() {
        return Micros.floor(state.enrolledAt());
    }

    private int compareIdentity(Row other) {
        int byOrganization = state.organization().compareTo(other.state.organization());
        return byOrganization != 0 ? byOrganization : state.id().compareTo(other.state.id());
    }
}
