package io.enrollment.eligibility;

import io.enrollment.internal.Require;
import io.enrollment.plan.Organization.SenderKind;
import java.util.Set;

/**
 * How long one kind of event implies consent, and for whom.
 *
 * @param life what the period counts from
 * @param months its length in calendar months; 0 when it is not limited
 * @param senders the kinds of sender that may rely on it
 * @param paragraph where it is written
 */
public record ImpliedRule(Life life, int months, Set<SenderKind> senders, String paragraph) {

    /** What the life of an implied consent depends on. */
    public enum Life {
        /** As long as the fact stands: a published or disclosed address. */
        WHILE_IT_STANDS,
        /** A number of months after the event. */
        AFTER_EVENT,
        /** While the relationship is in force, and a number of months after its end. */
        IN_FORCE_AND_AFTER
    }

    /** Checks the bounds and copies the set. */
    public ImpliedRule {
        senders = Set.copyOf(senders);
        Require.notEmpty("implied rule senders", senders);
        Require.text("implied rule paragraph", paragraph, 200);
        Require.that(
                life == Life.WHILE_IT_STANDS ? months == 0 : months >= 1 && months <= 1200,
                "implied rule months",
                months,
                "be 1 to 1200, or 0 for what is not limited");
    }
}
