package io.enrollment.enrollment;

import java.time.Duration;
import java.util.Optional;

/** What came of an attempt to carry out a step outside: a hand-off to a channel, or the host's action. */
public sealed interface Outcome {

    /**
     * It was taken.
     *
     * @param reference the provider's own id; may be empty
     * @param segments how many segments a text took; 0 when it is no text, or is not known
     */
    record Accepted(String reference, int segments) implements Outcome {
        /** One of which no segments are counted. */
        public Accepted(String reference) {
            this(reference, 0);
        }
    }

    /**
     * It was refused for good.
     *
     * @param reason one machine-readable code
     * @param message what was said; no address and no message body
     */
    record Rejected(String reason, String message) implements Outcome {}

    /**
     * It was not taken, for a cause that may pass; nothing was handed off.
     *
     * @param reason one machine-readable code
     * @param message what was said; no address and no message body
     * @param retryAfter how long to wait at least; empty for the engine's backoff
     */
    record Failed(String reason, String message, Optional<Duration> retryAfter) implements Outcome {}

    /**
     * It was considered and not done, which is no failure: the step is skipped.
     *
     * @param reason one machine-readable code
     */
    record Declined(String reason) implements Outcome {}

    /**
     * Whether it was taken cannot be told.
     *
     * @param message what is known; no address and no message body
     */
    record Unknown(String message) implements Outcome {}
}
