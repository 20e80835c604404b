package io.enrollment.subject;

import java.time.Instant;
import java.util.Optional;

/**
 * A subject's word, or a register's, that it does not want to be contacted.
 *
 * @param channel the channel it covers; empty for all communication
 * @param reason on what ground
 * @param at from when it holds; one in the future has no effect yet
 */
public record OptOut(Optional<ChannelKind> channel, Reason reason, Instant at) {

    /** The ground of an opt-out. */
    public enum Reason {
        /** The subject asked for it. */
        OPTED_OUT,
        /** Objection to direct marketing (GDPR art. 21). */
        OBJECTED,
        /** The organization's own do-not-call list. */
        DNC_INTERNAL,
        /** A national do-not-call register. */
        DNC_NATIONAL
    }

    /** An opt-out of all communication. */
    public static OptOut all(Instant at) {
        return new OptOut(Optional.empty(), Reason.OPTED_OUT, at);
    }

    /** An opt-out of one channel. */
    public static OptOut of(ChannelKind channel, Instant at) {
        return new OptOut(Optional.of(channel), Reason.OPTED_OUT, at);
    }

    /** Whether it holds at {@code now}. */
    public boolean holdsAt(Instant now) {
        return !at.isAfter(now);
    }
}
