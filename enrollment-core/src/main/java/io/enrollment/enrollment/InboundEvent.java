package io.enrollment.enrollment;

import io.enrollment.internal.Require;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Something that came back from outside, as a provider or the host tells it. May be told again, late, and in any order.
 *
 * @param id the provider's id of the event, unique within the organization; 1 to 200 code points
 * @param at when it happened
 * @param about what it is about
 * @param what what happened
 */
public record InboundEvent(String id, Instant at, About about, What what) {

    /** The soft bounce of a subject on a channel that counts as a hard one. */
    public static final int SOFT_IS_HARD = 3;

    /** Validates the id. */
    public InboundEvent {
        Require.text("event id", id, 200);
    }

    /** What an event is about: the more precisely it is known, the better. */
    public sealed interface About {

        /**
         * A message that was handed off.
         *
         * @param key the key that it was handed off under
         */
        record Message(IdempotencyKey key) implements About {}

        /**
         * An enrollment.
         *
         * @param id which one
         */
        record One(EnrollmentId id) implements About {}

        /**
         * A subject.
         *
         * @param id who
         */
        record Somebody(SubjectId id) implements About {}
    }

    /** What happened. */
    public sealed interface What {

        /** The name by which plans wait for it. */
        String name();
    }

    /** A message was delivered. */
    public record Delivered() implements What {
        @Override
        public String name() {
            return "delivered";
        }
    }

    /** A message was opened. */
    public record Opened() implements What {
        @Override
        public String name() {
            return "opened";
        }
    }

    /** A link in a message was followed. */
    public record Clicked() implements What {
        @Override
        public String name() {
            return "clicked";
        }
    }

    /**
     * A person replied; for texts {@link TextReply} looks at the words.
     *
     * @param channel on which channel
     */
    public record Reply(ChannelKind channel) implements What {
        /** Validates the channel. */
        public Reply {
            Require.that(channel.isMessage(), "reply channel", channel, "be EMAIL or TEXT");
        }

        @Override
        public String name() {
            return "reply";
        }
    }

    /**
     * A text came in. Its words are looked at and forgotten: STOP, START, HELP in their many forms do what they say, what is
     * unclear is held for a person to look at, anything else is a reply.
     *
     * @param words the text
     */
    public record TextReply(String words) implements What {
        @Override
        public String name() {
            return "reply";
        }

        /** Without the words, so that an event may appear in a log. */
        @Override
        public String toString() {
            return "TextReply[" + words.length() + " characters]";
        }
    }

    /**
     * A machine replied that the subject is away, which is no reply: the next step is held until the business day after the
     * return, or for three business days.
     *
     * @param returnsOn the day of return, if it is said
     */
    public record OutOfOffice(Optional<LocalDate> returnsOn) implements What {
        @Override
        public String name() {
            return "out-of-office";
        }
    }

    /**
     * A message came back. A hard bounce closes the channel; the third soft one of a subject counts as hard. A message that
     * bounced softly is not handed off again by the engine: it was accepted once, and its key is used up.
     *
     * @param channel on which channel
     * @param hard whether for good
     */
    public record Bounce(ChannelKind channel, boolean hard) implements What {
        /** Validates the channel. */
        public Bounce {
            Require.that(channel.isMessage(), "bounce channel", channel, "be EMAIL or TEXT");
        }

        @Override
        public String name() {
            return "bounce";
        }
    }

    /**
     * The subject complained: all its enrollments stop.
     *
     * @param channel about messages on this channel
     */
    public record Complaint(ChannelKind channel) implements What {
        @Override
        public String name() {
            return "complaint";
        }
    }

    /**
     * The subject unsubscribed.
     *
     * @param scope from what
     */
    public record Unsubscribe(Scope scope) implements What {
        @Override
        public String name() {
            return "unsubscribe";
        }
    }

    /** What somebody unsubscribes from. */
    public sealed interface Scope {

        /** Everything: all enrollments end. */
        record All() implements Scope {}

        /**
         * A plan: its enrollment ends.
         *
         * @param plan which one
         */
        record OfPlan(PlanId plan) implements Scope {}

        /**
         * A channel: its steps are skipped, and an enrollment without a step on another one ends.
         *
         * @param channel which one
         */
        record OfChannel(ChannelKind channel) implements Scope {}
    }

    /**
     * An event of the host's own. Enrollments whose plan does not wait for it pass it over.
     *
     * @param name its name
     */
    public record Custom(String name) implements What {
        /** Validates the name. */
        public Custom {
            Require.text("event name", name, 200);
        }
    }
}
