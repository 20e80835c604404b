package io.enrollment.plan;

import io.enrollment.calendar.FrequencyCap;
import io.enrollment.calendar.LocalDayCap;
import io.enrollment.calendar.SendCap;
import io.enrollment.internal.Require;
import io.enrollment.subject.ChannelKind;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A limit to the messages of all plans that one subject gets.
 *
 * @param channel the channel whose messages it limits and counts, not CALL; empty for all channels together
 * @param limit how many, within which time
 */
public record MessageCap(Optional<ChannelKind> channel, SendCap limit) {

    /** The longest time within which messages can be counted. */
    public static final Duration LONGEST = Duration.ofDays(366);

    /** The most messages that can be allowed within that time. */
    public static final int MOST = 1000;

    /**
     * Checks the cap.
     *
     * @throws IllegalArgumentException if it is one of calls, or beyond what can be counted
     */
    public MessageCap {
        Require.that(channel.filter(ChannelKind.CALL::equals).isEmpty(), "cap channel", channel, "be one of messages");
        Require.that(limit.limit() <= MOST, "cap messages", limit.limit(), "be at most " + MOST);
        Require.that(limit.reach().compareTo(LONGEST) <= 0, "cap window", limit.reach(), "be at most " + LONGEST);
    }

    /** At most so many messages within any window of this length. */
    public static MessageCap within(int messages, Duration window) {
        return new MessageCap(Optional.empty(), FrequencyCap.of(messages, window));
    }

    /** At most so many messages on one local date of the recipient. */
    public static MessageCap perLocalDay(int messages) {
        return new MessageCap(Optional.empty(), LocalDayCap.of(messages));
    }

    /** The same limit for the messages of one channel. */
    public MessageCap on(ChannelKind kind) {
        return new MessageCap(Optional.of(kind), limit);
    }

    boolean counts(ChannelKind kind) {
        return channel.isEmpty() || channel.get() == kind;
    }

    /** The cap in words, for derivations and logs. */
    String describe() {
        String what = channel.map(kind -> kind.name().toLowerCase(Locale.ROOT)).orElse("message");
        return "cap: " + what + ", " + limit.describe();
    }
}
