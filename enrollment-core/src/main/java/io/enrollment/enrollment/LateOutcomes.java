package io.enrollment.enrollment;

import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import java.util.Locale;
import java.util.Optional;

/** Records an outcome that came after somebody else had changed the enrollment. */
final class LateOutcomes {

    private final Plan plan;
    private final Walk walk;

    LateOutcomes(Plan plan, Walk walk) {
        this.plan = plan;
        this.walk = walk;
    }

    Transition record(StepKey key, int occurrence, Command.Attempted attempted, boolean sameStep) {
        IdempotencyKey idempotencyKey = IdempotencyKey.of(walk.state().id(), key, occurrence);
        if (attempted.outcome() instanceof Outcome.Accepted accepted) {
            accepted(key, idempotencyKey, accepted, attempted, sameStep);
        } else {
            walk.log(walk.entry(LogKind.LATE_OUTCOME)
                    .step(key)
                    .idempotencyKey(idempotencyKey)
                    .reason(attempted.outcome().getClass().getSimpleName().toUpperCase(Locale.ROOT)));
        }
        return walk.settled();
    }

    private void accepted(
            StepKey key,
            IdempotencyKey idempotencyKey,
            Outcome.Accepted accepted,
            Command.Attempted attempted,
            boolean sameStep) {
        Optional<Step.Message> message =
                plan.step(key).filter(Step.Message.class::isInstance).map(Step.Message.class::cast);
        walk.log(walk.entry(message.isPresent() ? LogKind.SENT : LogKind.ACTED)
                .step(key)
                .idempotencyKey(idempotencyKey)
                .putDetail("late", "true")
                .putDetail("reference", accepted.reference()));
        message.ifPresent(step -> walk.update(walk.state().toBuilder()
                .lastHandOff(attempted.startedAt())
                .counters(walk.state().counters().plusSent(step.channel()))));
        if (sameStep && walk.state().status() == EnrollmentStatus.PAUSED) {
            moveOnPaused(attempted);
        } else {
            walk.update(walk.state().toBuilder().addDone(key));
        }
    }

    /** The step that the pause holds was carried out all the same: what it holds now is the next one. */
    private void moveOnPaused(Command.Attempted attempted) {
        Pause pause = walk.state().pause().orElseThrow();
        walk.update(walk.state().toBuilder()
                .status(EnrollmentStatus.IN_PROGRESS)
                .pause(Optional.empty())
                .due(pause.heldDue().orElse(Dues.provisional(walk.now()))));
        walk.advance(attempted.startedAt());
        if (walk.state().status().isActive()) {
            Pause held = new Pause(pause.since(), pause.causes(), walk.state().due());
            walk.update(walk.state().toBuilder()
                    .status(EnrollmentStatus.PAUSED)
                    .due(Optional.empty())
                    .pause(held));
        }
    }
}
