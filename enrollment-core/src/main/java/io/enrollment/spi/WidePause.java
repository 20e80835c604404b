package io.enrollment.spi;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.PauseCause;
import io.enrollment.internal.Require;
import io.enrollment.internal.Texts;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OrganizationId;
import java.time.Instant;

/**
 * The pause of a whole plan, or of a channel: one stored flag, which holds for enrollments that come later too, and on every
 * node.
 *
 * @param key what is paused, and why
 * @param phase how far it is
 * @param since when it began, to the microsecond
 * @param by who paused it (1 to 200 code points, no control characters), and what they said (at most 2,000 characters), with
 *     U+FFFD for NUL and for half of a surrogate pair, which some databases cannot hold
 */
public record WidePause(Key key, Phase phase, Instant since, Command.By by) {

    /** How far a pause is. */
    public enum Phase {
        /** Nothing goes on any more; the enrollments of the plan are being paused one after the other. */
        PAUSING,
        /** All of them are. */
        PAUSED,
        /** It is over; the enrollments of the plan are being resumed one after the other. */
        LIFTING
    }

    /** What is paused. */
    public sealed interface Target {}

    /**
     * Everything that a plan does.
     *
     * @param plan which plan
     */
    public record OfPlan(PlanId plan) implements Target {}

    /**
     * The messages of one channel, of all plans.
     *
     * @param channel which channel, not CALL
     */
    public record OfChannel(ChannelKind channel) implements Target {
        /** Checks the channel. */
        public OfChannel {
            Require.that(channel != ChannelKind.CALL, "channel", channel, "be one of messages");
        }
    }

    /**
     * What is paused, and why; pauses for several causes stand beside each other.
     *
     * @param organization whose it is
     * @param target what is paused
     * @param cause why: PLAN or BOUNCES for a plan, CHANNEL_LIMIT for a channel
     */
    public record Key(OrganizationId organization, Target target, PauseCause cause) {}

    /** Checks the words, and makes what was said a text that every database can hold. */
    public WidePause {
        Require.text("pause actor", by.actor(), 200);
        Require.that(by.reason().length() <= 2000, "pause reason", by.reason(), "be at most 2000 characters");
        by = new Command.By(by.actor(), Texts.storable(by.reason()));
    }

    /** The same pause in another phase. */
    public WidePause in(Phase next) {
        return new WidePause(key, next, since, by);
    }

    /** Whether it is of this plan. */
    public boolean isOf(PlanId plan) {
        return key.target() instanceof OfPlan of && of.plan().equals(plan);
    }

    /** Whether it is of this channel. */
    public boolean isOf(ChannelKind channel) {
        return key.target() instanceof OfChannel of && of.channel() == channel;
    }
}
