package io.enrollment.plan;

import io.enrollment.calendar.FrequencyCap;
import io.enrollment.internal.Require;
import io.enrollment.internal.ValueStyle;
import io.enrollment.subject.ChannelKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.immutables.value.Value;

/**
 * How much one subject gets from an organization, whichever plans it comes from: counted are messages that were handed off,
 * that may have been, and that are about to be.
 *
 * <p>Messages of an exempt class are neither held nor counted. Exempt by default are those that solicit nothing: what
 * somebody asked for, bought, works with or must be told is not to wait for marketing, nor to take its place.
 */
@Value.Immutable
@ValueStyle
public interface MessageCaps {

    /** The gap that is no gap. */
    Duration NO_GAP = Duration.ZERO;

    /** The limits; none unless set. */
    List<MessageCap> caps();

    /** The shortest time between two messages to one subject, over all channels; zero for none. */
    @Value.Default
    default Duration minimumGap() {
        return NO_GAP;
    }

    /** The classes of messages that are neither held nor counted. */
    @Value.Default
    default Set<MessageClass> exempt() {
        return Stream.of(MessageClass.values())
                .filter(kind -> !kind.solicits())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(MessageClass.class)));
    }

    /** Checks the gap. */
    @Value.Check
    default void check() {
        Require.that(!minimumGap().isNegative(), "caps minimumGap", minimumGap(), "not be negative");
        Require.that(
                minimumGap().compareTo(MessageCap.LONGEST) <= 0,
                "caps minimumGap",
                minimumGap(),
                "be at most " + MessageCap.LONGEST);
    }

    /**
     * A message that counts.
     *
     * @param channel the channel that it went to
     * @param at when it was handed off
     */
    record Counted(ChannelKind channel, Instant at) {}

    /** Whether nothing is limited. */
    default boolean isEmpty() {
        return all().isEmpty();
    }

    /** Whether messages of this class are limited. */
    default boolean concern(MessageClass kind) {
        return !isEmpty() && !exempt().contains(kind);
    }

    /** For how long a message may count, at most. */
    default Duration reach() {
        return all().stream()
                .map(cap -> cap.limit().reach())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /**
     * What holds a message; empty when it fits now. Every limit lets it pass at the instant of the hold, unless more is
     * handed off until then.
     *
     * @param counted the other messages to the subject, in any order, none after {@code now}
     * @param channel the channel that it is to go to
     * @param now when
     * @param zone the zone of the subject's local dates
     */
    default Optional<CapHold> hold(List<Counted> counted, ChannelKind channel, Instant now, ZoneId zone) {
        List<MessageCap> limits = all();
        limits.removeIf(cap -> !cap.counts(channel));
        Optional<CapHold> hold = Optional.empty();
        for (Optional<CapHold> next = first(limits, counted, now, zone);
                next.isPresent();
                next = first(limits, counted, next.get().until(), zone)) {
            hold = next;
        }
        return hold;
    }

    private static Optional<CapHold> first(List<MessageCap> limits, List<Counted> counted, Instant at, ZoneId zone) {
        for (MessageCap cap : limits) {
            List<Instant> sends = counted.stream()
                    .filter(one -> cap.counts(one.channel()))
                    .map(Counted::at)
                    .toList();
            Optional<Instant> later = cap.limit().earliest(sends, at, zone);
            if (later.isPresent()) {
                return Optional.of(new CapHold(later.get(), cap.describe()));
            }
        }
        return Optional.empty();
    }

    private List<MessageCap> all() {
        List<MessageCap> all = new ArrayList<>(caps());
        if (!minimumGap().isZero()) {
            all.add(new MessageCap(Optional.empty(), FrequencyCap.of(1, minimumGap())));
        }
        return all;
    }

    /** No limits. */
    static MessageCaps none() {
        return builder().build();
    }

    /** A builder without limits. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link MessageCaps}; not thread-safe. */
    final class Builder extends ImmutableMessageCaps.Builder {
        Builder() {}
    }
}
