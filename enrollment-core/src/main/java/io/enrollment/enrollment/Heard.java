package io.enrollment.enrollment;

import io.enrollment.eligibility.Reasons;
import io.enrollment.internal.Require;
import io.enrollment.subject.ChannelKind;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an enrollment remembers of what came back from outside.
 *
 * @param events the newest event of each name that its plan waits for
 * @param closed the channels that are closed to it, with the reason by which their steps are skipped
 * @param quietUntil until when the subject is out of office; no message and no call before
 * @param softEmails soft bounces of emails
 * @param softTexts soft bounces of texts
 */
public record Heard(
        Map<String, Seen> events,
        Map<ChannelKind, String> closed,
        Optional<Instant> quietUntil,
        int softEmails,
        int softTexts) {

    /** Nothing was heard. */
    public static final Heard NOTHING = new Heard(Map.of(), Map.of(), Optional.empty(), 0, 0);

    /**
     * An event that was heard of.
     *
     * @param at when it happened
     * @param used whether a wait ended with it
     */
    public record Seen(Instant at, boolean used) {}

    /** Copies the maps and validates the numbers. */
    public Heard {
        events = Map.copyOf(events);
        closed = Map.copyOf(closed);
        Require.that(softEmails >= 0 && softTexts >= 0, "soft bounces", softEmails + softTexts, "not be negative");
    }

    /** Soft bounces on a channel. */
    public int soft(ChannelKind channel) {
        return channel == ChannelKind.EMAIL ? softEmails : softTexts;
    }

    /** Remembers an event, unless a newer one of the name is known. */
    Heard event(String name, Instant at) {
        Seen known = events.get(name);
        return known != null && !known.at().isBefore(at) ? this : withEvent(name, new Seen(at, false));
    }

    /** A wait ended with the newest event of this name. */
    Heard used(String name) {
        Seen known = events.get(name);
        return known == null ? this : withEvent(name, new Seen(known.at(), true));
    }

    private Heard withEvent(String name, Seen seen) {
        Map<String, Seen> more = new HashMap<>(events);
        more.put(name, seen);
        return new Heard(more, closed, quietUntil, softEmails, softTexts);
    }

    /** Closes a channel; the subject's own word stands against any other reason. */
    Heard closed(ChannelKind channel, String reason) {
        Map<ChannelKind, String> more = new HashMap<>(closed);
        more.merge(channel, reason, (old, next) -> old.equals(Reasons.CHANNEL_OPTED_OUT) ? old : next);
        return new Heard(events, more, quietUntil, softEmails, softTexts);
    }

    /** Opens a channel that was closed for this reason. */
    Heard opened(ChannelKind channel, String reason) {
        Map<ChannelKind, String> less = new HashMap<>(closed);
        less.remove(channel, reason);
        return new Heard(events, less, quietUntil, softEmails, softTexts);
    }

    /** Keeps quiet until then, or for longer when it does already. */
    Heard quiet(Instant until) {
        Instant later = quietUntil.filter(until::isBefore).orElse(until);
        return new Heard(events, closed, Optional.of(later), softEmails, softTexts);
    }

    /** One more soft bounce. */
    Heard softBounce(ChannelKind channel) {
        return channel == ChannelKind.EMAIL
                ? new Heard(events, closed, quietUntil, softEmails + 1, softTexts)
                : new Heard(events, closed, quietUntil, softEmails, softTexts + 1);
    }
}
