package io.enrollment.spi;

import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.plan.Organization;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.Step;
import io.enrollment.subject.SubjectId;

/**
 * A message on its way to a channel.
 *
 * @param key what the provider recognizes it by; the same in every attempt
 * @param organization who sends
 * @param plan the plan
 * @param enrollment the enrollment
 * @param subject to whom
 * @param step the step
 * @param address the address, as the channel takes it (phone numbers in E.164)
 * @param content the words
 */
public record OutboundMessage(
        IdempotencyKey key,
        Organization organization,
        PlanId plan,
        EnrollmentId enrollment,
        SubjectId subject,
        Step.Message step,
        String address,
        RenderedMessage content) {

    /** Without address and words, so that a message may appear in a log. */
    @Override
    public String toString() {
        return "OutboundMessage[" + key + "]";
    }
}
