package io.enrollment.memory;

import io.enrollment.internal.Micros;
import io.enrollment.run.Candidate;
import io.enrollment.run.EnrollerRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everything that is kept of one run. Mutable; guarded by the lock of the {@link Tables}. */
final class RunRow {

    /** By when it may be worked on, then by identity. */
    static final Comparator<RunRow> BY_DUE = Comparator.<RunRow>comparingLong(RunRow::due)
            .thenComparing(row -> row.run.organization())
            .thenComparing(row -> row.run.id());

    final List<Candidate> candidates = new ArrayList<>();

    EnrollerRun run;
    private long fence;
    private String token = "";
    private long leaseUntil;

    RunRow(EnrollerRun run) {
        this.run = run;
    }

    long due() {
        return Micros.ceil(run.dueAt());
    }

    long fence() {
        return fence;
    }

    /** Whether somebody should work on it, now or later. */
    boolean isWaiting() {
        return !run.status().isTerminal() && run.awaits().isEmpty();
    }

    boolean isFree(long leaseNow) {
        return token.isEmpty() || leaseUntil <= leaseNow;
    }

    boolean holds(long leaseFence, String leaseToken) {
        return !token.isEmpty() && fence == leaseFence && token.equals(leaseToken);
    }

    void claim(String newToken, long until) {
        fence++;
        token = newToken;
        leaseUntil = until;
    }

    void prolong(long until) {
        leaseUntil = until;
    }

    /** Takes the state that the holder of the lease reached. */
    void settle(EnrollerRun after, long until) {
        run = after;
        leaseUntil = until;
        if (!isWaiting()) {
            token = "";
        }
    }

    /** Takes the state that a command reached. */
    void change(EnrollerRun after) {
        run = after;
        fence++;
        token = "";
    }

    void release() {
        token = "";
    }
}
