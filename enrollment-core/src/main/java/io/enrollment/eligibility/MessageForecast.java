package io.enrollment.eligibility;

import io.enrollment.plan.StepKey;
import io.enrollment.subject.ChannelKind;
import java.time.Instant;

/**
 * What Canada's Anti-Spam Legislation will say of one message ahead when it is due, if only time passes until then.
 *
 * @param step the message step
 * @param channel its channel
 * @param due when it would be handed off
 * @param casl what the check will say then; a failure means that it will be skipped, or wait, as its step says
 */
public record MessageForecast(StepKey step, ChannelKind channel, Instant due, CheckResult casl) {

    /** A sentence for people. */
    public String describe() {
        return step + " (" + channel + "), due " + due + ": " + casl.describe();
    }
}
