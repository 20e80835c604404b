package io.enrollment.engine;

import io.enrollment.eligibility.EntryOrigin;
import io.enrollment.enrollment.Effect;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.Outcome;
import io.enrollment.plan.EventKey;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.StoreUnavailableException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Enrolls the subject of an enrollment in another plan, as a rule does: with all checks, and for the same event. A refusal is
 * an outcome like any other. Thread-safe.
 */
final class OtherPlans {

    private final Enroller enroller;
    private final EngineListener listener;
    private final InstantSource clock;

    OtherPlans(Enroller enroller, EngineListener listener, InstantSource clock) {
        this.enroller = enroller;
        this.listener = listener;
        this.clock = clock;
    }

    Outcome enroll(Work work, Effect.EnrollIn effect) {
        Enrollment enrollment = work.claim().enrollment();
        EnrollRequest.Builder request = EnrollRequest.builder();
        request.plan(effect.step().plan())
                .eventKey(Optional.of(enrollment.eventKey()).filter(key -> !key.equals(EventKey.DEFAULT)))
                .origin(EntryOrigin.RULE);
        try {
            EnrollmentResult result = enroller.enrollOnce(
                    enrollment.organization(), request.build(), enrollment.subject(), effect.key(), clock.instant());
            Listeners.tell(listener, l -> l.onAttempt(result));
            return result.refusal()
                    .<Outcome>map(Outcome.Declined::new)
                    .orElseGet(() -> new Outcome.Accepted(
                            result.enrollment().orElseThrow().value()));
        } catch (NotFoundException unknown) {
            return new Outcome.Rejected("PLAN_UNKNOWN", String.valueOf(unknown.getMessage()));
        } catch (StoreUnavailableException unavailable) {
            // The ids are those of the step, so that trying again enrolls nobody twice.
            return new Outcome.Failed("STORE_UNAVAILABLE", String.valueOf(unavailable.getMessage()), Optional.empty());
        }
    }
}
