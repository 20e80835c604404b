package io.enrollment.memory;

import io.enrollment.eligibility.Reasons;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.internal.Require;
import io.enrollment.memory.Tables.Slot;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Change;
import io.enrollment.spi.EnrollItem;
import io.enrollment.spi.EnrollmentWriter;
import io.enrollment.spi.NewEnrollment;
import java.util.List;
import java.util.Optional;

/** Enrolling and commands, in memory. */
final class MemoryWriter implements EnrollmentWriter {

    private final Tables tables;

    MemoryWriter(Tables tables) {
        this.tables = tables;
    }

    @Override
    public List<EnrollmentResult> enroll(List<EnrollItem> batch) {
        synchronized (tables) {
            batch.forEach(this::checkNew);
            return batch.stream().map(this::enroll).toList();
        }
    }

    private void checkNew(EnrollItem item) {
        EnrollmentResult attempt = item.attempt();
        boolean repeated = tables.attempt(attempt.organization(), attempt.id()).isPresent();
        item.enrollment()
                .map(NewEnrollment::first)
                .ifPresent(first -> Require.that(
                        repeated || tables.row(first.organization(), first.id()).isEmpty(),
                        "enrollment id",
                        first.id(),
                        "be new"));
    }

    private EnrollmentResult enroll(EnrollItem item) {
        EnrollmentResult attempt = item.attempt();
        Optional<EnrollmentResult> repeated = tables.attempt(attempt.organization(), attempt.id());
        if (repeated.isPresent()) {
            return repeated.get();
        }
        EnrollmentResult result = decide(item);
        tables.insert(result);
        return result;
    }

    /** Enrolls candidates of a run; a candidate is an attempt that is kept with its run. */
    List<EnrollmentResult> enrollOfRun(List<EnrollItem> batch) {
        batch.forEach(this::checkNew);
        return batch.stream().map(this::decide).toList();
    }

    private EnrollmentResult decide(EnrollItem item) {
        EnrollmentResult attempt = item.attempt();
        return item.enrollment().map(wanted -> decide(attempt, wanted)).orElse(attempt);
    }

    private EnrollmentResult decide(EnrollmentResult attempt, NewEnrollment wanted) {
        Enrollment first = wanted.first();
        Optional<EnrollmentId> sameEvent = wanted.uniqueKey().flatMap(key -> tables.owner(Slot.event(first, key)));
        if (sameEvent.isPresent()) {
            return attempt.refusedWith(Reasons.EVENT_ALREADY_USED, sameEvent);
        }
        wanted.replaces().ifPresent(this::applyOne);
        Optional<EnrollmentId> running = tables.owner(Slot.active(first));
        if (running.isPresent()) {
            return attempt.refusedWith(Reasons.ALREADY_IN_QUEUE, running);
        }
        insert(wanted);
        return attempt;
    }

    private void insert(NewEnrollment wanted) {
        Enrollment first = wanted.first();
        if (!first.status().isTerminal()) {
            tables.occupy(Slot.active(first), first.id());
        }
        wanted.uniqueKey().ifPresent(key -> tables.occupy(Slot.event(first, key), first.id()));
        Row row = new Row(first, wanted.visible());
        wanted.log().forEach(entry -> row.append(entry, 0));
        tables.insert(row);
    }

    @Override
    public List<ApplyOutcome> apply(List<Change> changes) {
        synchronized (tables) {
            return changes.stream().map(this::applyOne).toList();
        }
    }

    @Override
    public Optional<List<ApplyOutcome>> applyTogether(List<Change> changes) {
        synchronized (tables) {
            boolean all = changes.stream()
                    .map(this::outcome)
                    .allMatch(outcome -> outcome == ApplyOutcome.APPLIED || outcome == ApplyOutcome.ALREADY_APPLIED);
            return all ? Optional.of(changes.stream().map(this::applyOne).toList()) : Optional.empty();
        }
    }

    private ApplyOutcome applyOne(Change change) {
        ApplyOutcome outcome = outcome(change);
        if (outcome == ApplyOutcome.APPLIED) {
            Enrollment before = change.before();
            Row row = tables.row(before.organization(), before.id()).orElseThrow();
            move(tables, row, change.after(), change.log(), 0);
            change.once().map(key -> Slot.once(before, key)).ifPresent(slot -> tables.occupy(slot, before.id()));
        }
        return outcome;
    }

    /** What applying a change would come to. */
    private ApplyOutcome outcome(Change change) {
        Enrollment before = change.before();
        Optional<Row> found = tables.row(before.organization(), before.id());
        if (found.isEmpty()) {
            return ApplyOutcome.GONE;
        }
        Row row = found.get();
        Optional<Slot> once = change.once().map(key -> Slot.once(before, key));
        boolean nothing = change.log().isEmpty() && once.isEmpty();
        if (nothing || once.flatMap(tables::owner).isPresent()) {
            return ApplyOutcome.ALREADY_APPLIED;
        }
        if (row.state.nextSeq() != before.nextSeq()) {
            return row.hasLogged(change.log()) ? ApplyOutcome.ALREADY_APPLIED : ApplyOutcome.STALE;
        }
        if (!row.state.subject().equals(before.subject())) {
            return ApplyOutcome.STALE; // erased since: it must not get its subject back
        }
        if (change.unlessClaimed() && (row.isClaimed() || row.isRepeated())) {
            return ApplyOutcome.STALE;
        }
        return ApplyOutcome.APPLIED;
    }

    /** Moves a row to its next state and gives its place free once it has ended. */
    static void move(Tables tables, Row row, Enrollment after, List<LogEntry> log, long settledFence) {
        tables.change(row, () -> row.moveTo(after, log, settledFence));
        if (after.status().isTerminal()) {
            tables.vacate(Slot.active(after), after.id());
        }
    }
}
