package io.enrollment.plan;

/** What a message step promises when a node dies between the hand-off and the commit of its outcome. */
public enum DeliveryMode {
    /**
     * The channel's lookup or dedupe window decides; where it has neither, a message that may have left is UNCERTAIN and
     * not sent again. The default.
     */
    EFFECTIVELY_ONCE,
    /** Handed off again under the same idempotency key; the recipient may get it twice, never not at all. */
    AT_LEAST_ONCE,
    /** Never handed off twice; a message that may have left is UNCERTAIN, whatever the channel can do. */
    AT_MOST_ONCE
}
