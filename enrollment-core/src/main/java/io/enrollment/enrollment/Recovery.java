package io.enrollment.enrollment;

import java.time.Instant;

/** What is known of an earlier claim of the same step whose outcome was never settled. */
public sealed interface Recovery {

    /** There was none, or it certainly handed nothing off. */
    record Fresh() implements Recovery {}

    /**
     * There was one, and the channel, asked, says that it took the message.
     *
     * @param outcome what the channel knows
     * @param firstHandOff when the hand-off may first have happened
     */
    record Confirmed(Outcome.Accepted outcome, Instant firstHandOff) implements Recovery {}

    /**
     * There was one, and the message may be handed off again under the same key: the channel, asked, does not know it, or
     * its dedupe window is open, or the step asks for at-least-once.
     *
     * @param firstHandOff when the hand-off may first have happened
     * @param asked whether the channel was asked and does not know the message
     */
    record Repeatable(Instant firstHandOff, boolean asked) implements Recovery {}

    /**
     * There was one, and nothing can tell whether it left.
     *
     * @param firstHandOff when the hand-off may first have happened
     */
    record Lost(Instant firstHandOff) implements Recovery {}
}
