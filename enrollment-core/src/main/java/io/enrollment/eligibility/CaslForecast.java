package io.enrollment.eligibility;

import io.enrollment.plan.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of the permission to send a message when nothing but time passes: tells at enrollment which later step will
 * have lost its consent before it is due. Consent that is given meanwhile can only make it better; a withdrawal that comes
 * meanwhile is nothing that can be foreseen.
 */
public final class CaslForecast {

    private CaslForecast() {}

    /**
     * The first instant, from {@link CheckInput#now()} on, at which the message may not be sent; empty when it may be sent
     * for good.
     */
    public static Optional<Instant> lapse(CheckInput input, Step.Message step) {
        if (CaslDecision.decide(input, PlannedMessage.first(step, input.now())).failed()) {
            return Optional.of(input.now());
        }
        return CaslTimeline.after(input).stream()
                .filter(at -> CaslDecision.decide(input, PlannedMessage.first(step, at))
                        .failed())
                .findFirst();
    }

    /** What the check will say of each message {@linkplain CheckInput#ahead() ahead} when it is due, in the same order. */
    public static List<MessageForecast> of(CheckInput input) {
        return input.ahead().stream()
                .map(message -> new MessageForecast(
                        message.step().key(), message.step().channel(), message.due(), whenDue(input, message)))
                .toList();
    }

    /** What the check will say when the message is due, if nothing but time passes until then. */
    public static CheckResult whenDue(CheckInput input, Step.Message step, Instant due) {
        return whenDue(input, PlannedMessage.first(step, due));
    }

    private static CheckResult whenDue(CheckInput input, PlannedMessage message) {
        CheckInput.Builder then = CheckInput.builder();
        then.from(input)
                .phase(Phase.SEND)
                .step(message.step())
                .history(input.history().plusHandedOff(message.before()))
                .now(message.due());
        return new CaslCheck().check(then.build());
    }
}
