package io.enrollment.enrollment;

import io.enrollment.calendar.DueTime;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.OnFailure;
import io.enrollment.plan.OnUncertain;
import io.enrollment.plan.Plan;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One decision under way: the state as it moves, and the log that it leaves. Every state that it passes is valid by itself.
 * Confined to the thread that decides.
 */
final class Walk {

    /** The reason of a step that fell due in a pause and is not made up for. */
    static final String MISSED = "MISSED_WHILE_PAUSED";

    /** The reason of an enrollment that is blocked because nobody knows whether a message left. */
    static final String UNCERTAIN = "UNCERTAIN";

    private final Schedule schedule;
    private final Plan plan;
    private final Instant now;
    private final List<LogEntry> log = new ArrayList<>();
    private Enrollment state;

    Walk(Schedule schedule, Plan plan, Enrollment state, Instant now) {
        this.schedule = schedule;
        this.plan = plan;
        this.state = state;
        this.now = now;
    }

    Enrollment state() {
        return state;
    }

    Instant now() {
        return now;
    }

    /** What happens by itself happens when it is due, however late the scheduler is; never before what it follows. */
    Instant reachedAt() {
        Instant due = state.due().orElseThrow().at();
        return due.isBefore(state.anchor()) ? state.anchor() : due;
    }

    /** The status of an enrollment that nothing holds. */
    EnrollmentStatus underWay() {
        boolean untouched = state.done().isEmpty() && state.work().attempts() == 0;
        return untouched ? EnrollmentStatus.QUEUED : EnrollmentStatus.IN_PROGRESS;
    }

    Transition settled() {
        return Transition.settled(state, log);
    }

    /** The step that the enrollment waits for. */
    Step current() {
        StepKey key = state.step().orElseThrow();
        return plan.step(key)
                .orElseThrow(() -> new IllegalStateException(
                        "plan " + state.plan() + " version " + state.version() + " has no step " + key));
    }

    /** A log entry with the next number. */
    LogEntry.Builder entry(LogKind kind) {
        LogEntry.Builder entry = LogEntry.builder();
        entry.enrollment(state.id()).seq(state.nextSeq()).at(now).kind(kind);
        return entry;
    }

    /** A log entry about the present step. */
    LogEntry.Builder stepEntry(LogKind kind) {
        Step step = current();
        LogEntry.Builder entry = entry(kind).step(step.key()).due(state.due());
        if (Attempts.isOutside(step)) {
            entry.idempotencyKey(key(step));
        }
        return entry;
    }

    IdempotencyKey key(Step step) {
        return IdempotencyKey.of(state.id(), step.key(), state.occurrence());
    }

    void log(LogEntry.Builder entry) {
        log.add(entry.build());
        state = changed().withNextSeq(state.nextSeq() + 1);
    }

    /** The state as a value that can change one attribute without copying the others. */
    private ImmutableEnrollment changed() {
        return (ImmutableEnrollment) ImmutableEnrollment.copyOf(state);
    }

    void update(Enrollment.Builder next) {
        state = next.build();
    }

    /**
     * Leaves the present step behind and schedules the next one, its delay counted from {@code anchor}. A step that was
     * carried out before is passed over, so that none is ever carried out again and every plan comes to an end.
     */
    void advance(Optional<StepKey> target, Instant anchor) {
        Optional<StepKey> next = firstOpen(target);
        Enrollment.Builder moved = state.toBuilder();
        moved.addDone(current().key())
                .counters(state.counters().plusStep())
                .failures(0)
                .unsettledHandOff(Optional.empty())
                .heldBecause(Optional.empty())
                .work(state.work().atNextStep())
                .waitOver(Optional.empty())
                .anchor(anchor);
        if (next.isEmpty()) {
            update(ended(moved, EnrollmentStatus.COMPLETED, EndCause.END_OF_PLAN));
            log(entry(LogKind.COMPLETED).reason(EndCause.END_OF_PLAN.name()));
        } else {
            Optional<DueTime> due = state.due().or(() -> Optional.of(Dues.provisional(anchor)));
            update(moved.status(EnrollmentStatus.IN_PROGRESS).step(next).due(due));
            schedule(anchor);
        }
    }

    /** Leaves the present step for the one that follows it by the plan. */
    void advance(Instant anchor) {
        advance(plan.following(current()), anchor);
    }

    private Optional<StepKey> firstOpen(Optional<StepKey> target) {
        Optional<StepKey> next = target;
        for (int passed = 0; passed < plan.steps().size(); passed++) {
            if (next.filter(this::isBehind).isEmpty()) {
                return next;
            }
            next = next.flatMap(plan::step).flatMap(plan::following);
        }
        return Optional.empty();
    }

    private boolean isBehind(StepKey key) {
        return state.done().contains(key) || state.step().filter(key::equals).isPresent();
    }

    /** Sets the due time of the present step, its delay counted from {@code anchor}; fails the step when there is none. */
    void schedule(Instant anchor) {
        Schedule.Due due = schedule.due(current(), state, anchor);
        if (due instanceof Schedule.Due.At at) {
            dueAt(at.time());
        } else {
            update(state.toBuilder().due(Dues.provisional(anchor)));
            failStep(((Schedule.Due.Never) due).reason(), "step " + current().key() + " has no due time");
        }
    }

    /** Sets the due time, or the expiry when that comes first. */
    void dueAt(DueTime due) {
        state = changed().withDue(wake(due));
    }

    /** What is due then wakes up then, or earlier: when what it waits for came, or when it expires. */
    DueTime wake(DueTime due) {
        DueTime wanted = Waits.heard(current(), state, now)
                .filter(at -> !at.isAfter(due.at()))
                .map(at -> Dues.heard(at, due))
                .orElse(due);
        return schedule.expiry(state)
                .filter(expiry -> expiry.isBefore(wanted.at()))
                .map(expiry -> expiring(wanted, expiry))
                .orElse(wanted);
    }

    /** Leaves the present step open for somebody to carry out, until then or the expiry, if there is either. */
    void open(Assignment assignment, Optional<DueTime> until) {
        update(state.toBuilder()
                .status(EnrollmentStatus.ASSIGNED)
                .pause(Optional.empty())
                .heldBecause(Optional.empty())
                .due(Optional.empty())
                .work(state.work().opened(assignment)));
        until.or(() -> schedule.expiry(state).map(at -> Dues.at(at, schedule.zone(current()), "expires then")))
                .ifPresent(this::dueAt);
    }

    private static DueTime expiring(DueTime due, Instant expiry) {
        List<String> derivation = new ArrayList<>(due.derivation());
        derivation.add("expires before, at " + expiry);
        return new DueTime(expiry, LocalDateTime.ofInstant(expiry, due.zone().zone()), due.zone(), derivation);
    }

    /** Skips the present step; the next delay counts from now, as if it had been carried out. */
    void skip(String reason, Map<String, String> facts) {
        skip(reason, facts, now);
    }

    /** As {@link #skip(String, Map)}, because somebody says so. */
    void skip(String reason, Command.By by) {
        skip(reason, Map.of(), by, now);
    }

    /** As {@link #skip(String, Map)}, the next delay counted from {@code anchor}. */
    void skip(String reason, Map<String, String> facts, Instant anchor) {
        skip(reason, facts, Command.By.ENGINE, anchor);
    }

    private void skip(String reason, Map<String, String> facts, Command.By by, Instant anchor) {
        if (state.unsettledHandOff().isPresent()) {
            uncertain(reason, "not handed off again", state.unsettledHandOff().get(), anchor);
            return;
        }
        Step step = current();
        LogEntry.Builder entry = stepEntry(LogKind.SKIPPED).reason(reason).putAllDetails(facts);
        named(entry, by);
        log(entry);
        if (step instanceof Step.Message message) {
            update(state.toBuilder().counters(state.counters().plusSkipped(message.channel())));
        }
        advance(anchor);
    }

    /** The present step failed for good: block, skip or stop, as the plan says. */
    void failStep(String reason, String message) {
        if (state.unsettledHandOff().isPresent()) {
            uncertain(reason, message, state.unsettledHandOff().get(), now);
            return;
        }
        if (plan.onFailure() == OnFailure.SKIP) {
            skip(reason, Map.of("message", message));
            return;
        }
        log(stepEntry(LogKind.STEP_FAILED).reason(reason).putDetail("message", message));
        if (plan.onFailure() == OnFailure.STOP) {
            end(EnrollmentStatus.STOPPED, EndCause.STEP_FAILED, LogKind.STOPPED, Command.By.ENGINE);
        } else {
            block(reason, message);
        }
    }

    /**
     * The hand-off of the present step can be neither confirmed nor denied: it counts, is shown, and is not repeated by
     * itself; the enrollment goes on or is blocked, as the plan says.
     */
    void uncertain(String reason, String message, Instant firstHandOff, Instant anchor) {
        putDownAsUncertain(reason, message, firstHandOff);
        if (plan.onUncertain() == OnUncertain.BLOCK) {
            block(UNCERTAIN, message);
        } else {
            advance(anchor);
        }
    }

    private void putDownAsUncertain(String reason, String message, Instant firstHandOff) {
        log(stepEntry(LogKind.UNCERTAIN)
                .reason(reason)
                .putDetail("message", message)
                .putDetail("firstHandOff", firstHandOff.toString()));
        handedOff(current(), now);
        update(state.toBuilder().unsettledHandOff(Optional.empty()));
    }

    /** Counts a message that was handed off, or may have been. */
    void handedOff(Step step, Instant at) {
        if (step instanceof Step.Message message) {
            Instant last = state.lastHandOff().filter(at::isBefore).orElse(at);
            state = changed()
                    .withLastHandOff(last)
                    .withCounters(state.counters().plusSent(message.channel()));
        }
    }

    /** Holds the enrollment at the present step until somebody retries it. */
    private void block(String reason, String message) {
        update(state.toBuilder()
                .status(EnrollmentStatus.FAILED)
                .due(Optional.empty())
                .heldBecause(Optional.empty())
                .work(state.work().closed())
                .failure(new Failure(reason, message, now)));
    }

    /** Takes the enrollment out of the scheduler's hands until somebody resumes it. The wait of a message that is held is over. */
    void pause(Pause pause) {
        if (state.status() == EnrollmentStatus.PENDING_DEPLOYMENT) {
            Instant over =
                    schedule.wait(current(), state, state.due().orElseThrow()).at();
            state = changed().withWaitOver(over);
        }
        update(state.toBuilder()
                .status(EnrollmentStatus.PAUSED)
                .due(Optional.empty())
                .heldBecause(Optional.empty())
                .pause(pause));
    }

    /** Holds the present, ready message until a later time. */
    void hold(DueTime until, String reason) {
        log(stepEntry(LogKind.HELD).reason(reason).putDetail("until", until.at().toString()));
        update(state.toBuilder().status(EnrollmentStatus.PENDING_DEPLOYMENT).heldBecause(reason));
        dueAt(until);
    }

    /** Ends the enrollment; a hand-off in doubt is put down as uncertain first, since nobody will learn more of it. */
    void end(EnrollmentStatus status, EndCause cause, LogKind kind, Command.By by) {
        state.unsettledHandOff()
                .ifPresent(first -> putDownAsUncertain(cause.name(), "ended before its outcome was known", first));
        LogEntry.Builder entry = entry(kind).reason(cause.name());
        state.step().ifPresent(entry::step);
        named(entry, by);
        update(ended(state.toBuilder(), status, cause));
        log(entry);
    }

    /** Says in a log entry who gave the command, and why. */
    static void named(LogEntry.Builder entry, Command.By by) {
        if (!by.equals(Command.By.ENGINE)) {
            entry.actor(by.actor());
        }
        if (!by.reason().isEmpty()) {
            entry.putDetail("said", by.reason());
        }
    }

    private Enrollment.Builder ended(Enrollment.Builder builder, EnrollmentStatus status, EndCause cause) {
        builder.status(status)
                .step(Optional.empty())
                .due(Optional.empty())
                .pause(Optional.empty())
                .failure(Optional.empty())
                .heldBecause(Optional.empty())
                .unsettledHandOff(Optional.empty())
                .waitOver(Optional.empty())
                .startShift(StartShift.NONE)
                .work(state.work().atNextStep())
                .ending(new Ending(cause, now));
        return builder;
    }
}
