package io.enrollment.report;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * How counters change while enrollments come, move and go: what a store adds to its counts in the same transaction in which
 * it stores the enrollments. Mutable, not thread-safe.
 */
public final class Tally {

    private final Map<Counter, Long> changes = new HashMap<>();

    /** A tally without any change. */
    public Tally() {}

    /** An enrollment is there from now on, with what was logged of it so far. */
    public Tally came(Enrollment state, Collection<LogEntry> log) {
        place(state, 1);
        logged(log, 1);
        return this;
    }

    /** An enrollment moved, and this was logged on the way. */
    public Tally moved(Enrollment before, Enrollment after, Collection<LogEntry> log) {
        place(before, -1);
        place(after, 1);
        logged(log, 1);
        return this;
    }

    /** An enrollment is gone for good. What was done for it stays counted. */
    public Tally left(Enrollment state) {
        place(state, -1);
        return this;
    }

    private void place(Enrollment state, long by) {
        if (!state.removed()) {
            add(new Counter.InStatus(state.status()), by);
        }
        state.step().ifPresent(step -> add(new Counter.At(step), by));
    }

    private void logged(Collection<LogEntry> log, long by) {
        log.forEach(entry -> entry.step().ifPresent(step -> add(new Counter.Logged(entry.kind(), step), by)));
    }

    private void add(Counter counter, long by) {
        changes.merge(counter, by, Long::sum);
    }

    /** By how much each counter changed; those that stayed the same are left out. */
    public Map<Counter, Long> changes() {
        changes.values().removeIf(change -> change == 0);
        return Map.copyOf(changes);
    }
}
