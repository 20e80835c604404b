package io.enrollment.spi;

import io.enrollment.calendar.FrequencyCap;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.Outcome;
import io.enrollment.subject.ChannelKind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The way out for the messages of one kind.
 *
 * <p>Obligations: <b>C1</b> {@link #send} may be called again with the same key and content; within {@link #dedupeWindow()}
 * the recipient gets the message once. <b>C2</b> {@link Outcome.Accepted} only when the provider has taken the message for
 * good. <b>C3</b> {@link NotHandedOffException}, thrown or as the stage's failure, only when certainly nothing left the
 * process; any other failure is read as {@link Outcome.Unknown}. <b>C4</b> {@link #lookup} answers for every message that
 * was ever accepted, as soon as it was.
 */
public interface Channel {

    /** What kind of messages it takes. */
    ChannelKind kind();

    /** Hands a message off. */
    CompletionStage<Outcome> send(OutboundMessage message);

    /** How long after the first hand-off the provider recognizes a repeated key; empty when it never does. */
    default Optional<Duration> dedupeWindow() {
        return Optional.empty();
    }

    /** Whether {@link #lookup} works. */
    default boolean canLookup() {
        return false;
    }

    /** What the provider knows of a key: the acceptance, or empty when it never took such a message. */
    default Optional<Outcome.Accepted> lookup(IdempotencyKey key) {
        return Optional.empty();
    }

    /**
     * Whether the provider refuses a repeated key whose message is not, letter for letter, the first one. The engine then stores
     * address and words before the first hand-off, and hands exactly these off again after a crash, whatever became of the
     * template and of the subject. They are personal data; they are removed with the settlement that leaves no doubt.
     */
    default boolean freezesPayload() {
        return false;
    }

    /** The most messages to be under way at once in one engine. */
    default int concurrency() {
        return 16;
    }

    /**
     * How many messages it takes within any window of this length, from one engine; empty for any number. What comes beyond
     * that is held (PENDING_DEPLOYMENT, CHANNEL_RATE) until its turn. Asked for each message; may change.
     */
    default Optional<FrequencyCap> rate() {
        return Optional.empty();
    }
}
