package io.enrollment.eligibility;

import io.enrollment.internal.Require;
import io.enrollment.plan.Step;
import java.time.Duration;
import java.time.Instant;

/**
 * A message that an enrollment would come to, if nothing happened to it but what its plan says.
 *
 * @param step the message step
 * @param due when it would be handed off
 * @param before how many messages the enrollment would hand off before; at least 0
 */
public record PlannedMessage(Step.Message step, Instant due, int before) {

    /** Checks the number. */
    public PlannedMessage {
        Require.that(before >= 0, "planned message before", before, "be at least 0");
    }

    /** The first message, if it was sent at an instant. */
    static PlannedMessage first(Step.Message step, Instant at) {
        return new PlannedMessage(step, at, 0);
    }

    /** The same message, if everything happened later. */
    PlannedMessage later(Duration by) {
        return new PlannedMessage(step, due.plus(by), before);
    }
}
