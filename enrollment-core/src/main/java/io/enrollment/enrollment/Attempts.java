package io.enrollment.enrollment;

import io.enrollment.calendar.DueTime;
import io.enrollment.plan.OnUncertain;
import io.enrollment.plan.Plan;
import io.enrollment.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the outcome of an attempt to carry out the present step does. */
final class Attempts {

    private final Rules rules;
    private final Plan plan;
    private final Schedule schedule;
    private final Walk walk;

    Attempts(Rules rules, Plan plan, Schedule schedule, Walk walk) {
        this.rules = rules;
        this.plan = plan;
        this.schedule = schedule;
        this.walk = walk;
    }

    Transition settle(Command.Attempted attempted) {
        Outcome outcome = attempted.outcome();
        if (outcome instanceof Outcome.Accepted accepted) {
            accepted(accepted.reference(), attempted.startedAt());
        } else if (outcome instanceof Outcome.Rejected rejected) {
            walk.failStep(rejected.reason(), rejected.message());
        } else if (outcome instanceof Outcome.Failed failed) {
            failed(failed);
        } else {
            unknown(((Outcome.Unknown) outcome).message(), attempted);
        }
        return walk.settled();
    }

    /** The hand-off can be neither confirmed nor denied: it counts, is shown, and is not repeated. */
    Transition lost(Instant firstHandOff) {
        uncertain("a crash between hand-off and settlement", firstHandOff);
        return walk.settled();
    }

    private void accepted(String reference, Instant at) {
        Step step = walk.current();
        LogEntry.Builder entry = walk.stepEntry(step instanceof Step.Action ? LogKind.ACTED : LogKind.SENT);
        if (!reference.isEmpty()) {
            entry.putDetail("reference", reference);
        }
        walk.log(entry);
        handedOff(step, at);
        walk.advance(at);
    }

    private void handedOff(Step step, Instant at) {
        if (step instanceof Step.Message message) {
            walk.update(walk.state().toBuilder()
                    .lastHandOff(at)
                    .counters(walk.state().counters().plusSent(message.channel())));
        }
    }

    private void failed(Outcome.Failed failed) {
        if (walk.state().failures() + 1 < rules.retries().attempts()) {
            retry(failed.reason(), failed.message(), failed.retryAfter());
        } else if (walk.state().unsettledHandOff().isPresent()) {
            uncertain(failed.message(), walk.state().unsettledHandOff().get());
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
            retry("UNKNOWN_OUTCOME", message, Optional.empty());
        } else {
            uncertain(message, first);
        }
    }

    private void retry(String reason, String message, Optional<Duration> atLeast) {
        Step step = walk.current();
        int failures = walk.state().failures() + 1;
        Duration backoff = rules.retries().waitAfter(failures, walk.key(step));
        Duration wait = atLeast.filter(least -> least.compareTo(backoff) > 0).orElse(backoff);
        Optional<DueTime> again = schedule.gate(step, walk.state(), walk.now().plus(wait));
        if (again.isEmpty()) {
            walk.failStep(reason, message);
            return;
        }
        walk.log(walk.stepEntry(LogKind.RETRYING)
                .reason(reason)
                .putDetail("message", message)
                .putDetail("failures", Integer.toString(failures))
                .putDetail("again", again.get().at().toString()));
        walk.update(walk.state().toBuilder().failures(failures));
        walk.dueAt(Dues.because("retry " + failures + " after " + reason, again.get()));
    }

    private void uncertain(String message, Instant firstHandOff) {
        Step step = walk.current();
        walk.log(walk.stepEntry(LogKind.UNCERTAIN)
                .putDetail("message", message)
                .putDetail("firstHandOff", firstHandOff.toString()));
        handedOff(step, walk.now());
        if (plan.onUncertain() == OnUncertain.BLOCK) {
            walk.block("UNCERTAIN", message);
        } else {
            walk.advance(walk.now());
        }
    }
}
