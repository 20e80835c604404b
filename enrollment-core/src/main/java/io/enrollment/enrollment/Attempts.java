package io.enrollment.enrollment;

import io.enrollment.calendar.DueTime;
import io.enrollment.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What the outcome of an attempt to carry out the present step does. */
final class Attempts {

    /** The reason of an attempt of which nobody knows what came of it. */
    static final String UNKNOWN = "UNKNOWN_OUTCOME";

    private final Rules rules;
    private final Schedule schedule;
    private final Walk walk;

    Attempts(Rules rules, Schedule schedule, Walk walk) {
        this.rules = rules;
        this.schedule = schedule;
        this.walk = walk;
    }

    Transition settle(Command.Attempted attempted) {
        if (!isUnderWay()) {
            return Transition.refused(
                    walk.state(),
                    "no attempt is under way in an enrollment that is "
                            + walk.state().status());
        }
        Outcome outcome = attempted.outcome();
        if (outcome instanceof Outcome.Accepted accepted) {
            accepted(accepted, attempted.startedAt());
        } else if (outcome instanceof Outcome.Rejected rejected) {
            walk.failStep(rejected.reason(), rejected.message());
        } else if (outcome instanceof Outcome.Failed failed) {
            failed(failed);
        } else if (outcome instanceof Outcome.Declined declined) {
            walk.skip(declined.reason(), Map.of());
        } else {
            unknown(((Outcome.Unknown) outcome).message(), attempted);
        }
        return walk.settled();
    }

    private boolean isUnderWay() {
        return walk.state().status().isActive() && isOutside(walk.current());
    }

    /** Whether somebody outside carries out a step of this kind. */
    static boolean isOutside(Step step) {
        return step instanceof Step.Message || step instanceof Step.Action || step instanceof Step.EnrollIn;
    }

    /** Nothing can tell whether an earlier hand-off happened. */
    Transition lost(Instant firstHandOff) {
        walk.uncertain("OUTCOME_LOST", "a crash between hand-off and settlement", firstHandOff, walk.now());
        return walk.settled();
    }

    private void accepted(Outcome.Accepted accepted, Instant at) {
        Step step = walk.current();
        LogEntry.Builder entry = walk.stepEntry(kind(step));
        if (!accepted.reference().isEmpty()) {
            entry.putDetail("reference", accepted.reference());
        }
        if (accepted.segments() > 0) {
            entry.putDetail("segments", Integer.toString(accepted.segments()));
        }
        walk.log(entry);
        walk.handedOff(step, at);
        walk.advance(at);
    }

    /** What the log calls it when a step of this kind was carried out outside. */
    static LogKind kind(Step step) {
        if (step instanceof Step.Message) {
            return LogKind.SENT;
        }
        return step instanceof Step.Action ? LogKind.ACTED : LogKind.ENROLLED_IN;
    }

    private void failed(Outcome.Failed failed) {
        if (walk.state().failures() + 1 < rules.retries().attempts()) {
            retry(failed.reason(), failed.message(), failed.retryAfter());
        } else {
            walk.failStep(failed.reason(), failed.message());
        }
    }

    private void unknown(String message, Command.Attempted attempted) {
        Instant first = walk.state().unsettledHandOff().orElse(attempted.startedAt());
        boolean again = attempted.retriable()
                && walk.state().failures() + 1 < rules.retries().attempts();
        if (again) {
            walk.update(walk.state().toBuilder().unsettledHandOff(first));
            retry(UNKNOWN, message, Optional.empty());
        } else {
            walk.uncertain(UNKNOWN, message, first, walk.now());
        }
    }

    private void retry(String reason, String message, Optional<Duration> atLeast) {
        Step step = walk.current();
        int failures = walk.state().failures() + 1;
        Duration backoff = rules.retries().waitAfter(failures, walk.key(step));
        Duration wait = atLeast.filter(least -> least.compareTo(backoff) > 0).orElse(backoff);
        Instant over = walk.now().plus(wait);
        Optional<DueTime> again = schedule.gate(step, walk.state(), over);
        if (again.isEmpty()) {
            walk.failStep(reason, message);
            return;
        }
        walk.log(walk.stepEntry(LogKind.RETRYING)
                .reason(reason)
                .putDetail("message", message)
                .putDetail("failures", Integer.toString(failures))
                .putDetail("again", again.get().at().toString()));
        walk.update(walk.state().toBuilder()
                .status(walk.underWay())
                .heldBecause(Optional.empty())
                .waitOver(over)
                .failures(failures));
        walk.dueAt(Dues.because("retry " + failures + " after " + reason, again.get()));
    }
}
