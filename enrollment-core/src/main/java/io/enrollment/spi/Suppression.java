package io.enrollment.spi;

import io.enrollment.plan.PlanId;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.Optional;

/**
 * What the host is to remember of a subject, since it decides whether the subject may be contacted from now on.
 *
 * @param organization the tenant
 * @param subject who
 * @param kind what happened
 * @param channel the channel that it covers; empty for all communication, or for a plan
 * @param plan the plan that it covers; empty for every plan
 * @param eventId the provider's id of the event
 * @param at when it happened
 */
public record Suppression(
        OrganizationId organization,
        SubjectId subject,
        Kind kind,
        Optional<ChannelKind> channel,
        Optional<PlanId> plan,
        String eventId,
        Instant at) {

    /** What happened. */
    public enum Kind {
        /** The address of the channel does not exist any more: to be kept as bounced. */
        BOUNCED,
        /** The subject complained: no marketing on the channel any more. */
        COMPLAINED,
        /** The subject opted out. */
        OPTED_OUT,
        /** The subject opted in again on the channel. */
        OPTED_IN
    }
}
