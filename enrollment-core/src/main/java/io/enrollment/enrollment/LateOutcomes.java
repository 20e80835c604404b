package io.enrollment.enrollment;

import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Records an outcome that came after somebody else had changed the enrollment. */
final class LateOutcomes {

    private final Plan plan;
    private final Walk walk;
    private final StepKey key;
    private final IdempotencyKey idempotencyKey;
    private final boolean present;

    /**
     * @param key the step of the attempt
     * @param occurrence the occurrence of that step
     * @param present whether the enrollment is at that step, but paused or failed
     */
    LateOutcomes(Plan plan, Walk walk, StepKey key, int occurrence, boolean present) {
        this.plan = plan;
        this.walk = walk;
        this.key = key;
        this.idempotencyKey = IdempotencyKey.of(walk.state().id(), key, occurrence);
        this.present = present;
    }

    Transition record(Command.Attempted attempted) {
        Outcome outcome = attempted.outcome();
        if (outcome instanceof Outcome.Accepted accepted) {
            accepted(accepted, attempted.startedAt());
        } else if (outcome instanceof Outcome.Unknown unknown && !isSettled()) {
            unknown(unknown, attempted.startedAt());
        } else {
            note(outcome);
        }
        return walk.settled();
    }

    /** Whether the log says already what became of the step: sent, skipped, or uncertain. */
    private boolean isSettled() {
        boolean uncertain = present
                && walk.state()
                        .failure()
                        .map(Failure::reason)
                        .filter(Walk.UNCERTAIN::equals)
                        .isPresent();
        return uncertain || walk.state().done().contains(key);
    }

    private void accepted(Outcome.Accepted accepted, Instant at) {
        if (isSettled()) {
            note(accepted);
        } else {
            walk.log(entry(plan.step(key).map(Attempts::kind).orElse(LogKind.ACTED))
                    .putDetail("late", "true")
                    .putDetail("reference", accepted.reference()));
            message().ifPresent(step -> walk.handedOff(step, at));
        }
        if (present) {
            moveOn(at);
        } else {
            putBehind();
        }
    }

    /** Where the step will be tried again, the doubt is kept with it; else this is all that will ever be known. */
    private void unknown(Outcome.Unknown unknown, Instant at) {
        if (present) {
            note(unknown);
            Instant first = walk.state().unsettledHandOff().orElse(at);
            walk.update(walk.state().toBuilder().unsettledHandOff(first));
        } else {
            walk.log(entry(LogKind.UNCERTAIN)
                    .reason(Attempts.UNKNOWN)
                    .putDetail("late", "true")
                    .putDetail("message", unknown.message()));
            message().ifPresent(step -> walk.handedOff(step, at));
            putBehind();
        }
    }

    private void note(Outcome outcome) {
        LogEntry.Builder entry = entry(LogKind.LATE_OUTCOME)
                .reason(outcome.getClass().getSimpleName().toUpperCase(Locale.ROOT));
        if (outcome instanceof Outcome.Accepted accepted) {
            entry.putDetail("reference", accepted.reference());
        } else if (outcome instanceof Outcome.Rejected rejected) {
            entry.putDetail("code", rejected.reason()).putDetail("message", rejected.message());
        } else if (outcome instanceof Outcome.Failed failed) {
            entry.putDetail("code", failed.reason()).putDetail("message", failed.message());
        } else if (outcome instanceof Outcome.Declined declined) {
            entry.putDetail("code", declined.reason());
        } else {
            entry.putDetail("message", ((Outcome.Unknown) outcome).message());
        }
        walk.log(entry);
    }

    private LogEntry.Builder entry(LogKind kind) {
        return walk.entry(kind).step(key).idempotencyKey(idempotencyKey);
    }

    private Optional<Step.Message> message() {
        return plan.step(key).filter(Step.Message.class::isInstance).map(Step.Message.class::cast);
    }

    /** The step is behind the enrollment, which is elsewhere or has ended; it is never carried out again. */
    private void putBehind() {
        if (!walk.state().done().contains(key)) {
            walk.update(walk.state().toBuilder()
                    .addDone(key)
                    .counters(walk.state().counters().plusStep()));
        }
    }

    /** The step that is held was carried out all the same: a failure is over, and what a pause holds is the next step. */
    private void moveOn(Instant at) {
        Optional<Pause> pause = walk.state().pause();
        walk.update(walk.state().toBuilder()
                .status(EnrollmentStatus.IN_PROGRESS)
                .pause(Optional.empty())
                .failure(Optional.empty())
                .due(Dues.provisional(walk.now())));
        walk.advance(at);
        pause.filter(held -> walk.state().status().isActive())
                .ifPresent(held -> walk.pause(
                        new Pause(held.since(), held.causes(), walk.state().due())));
    }
}
