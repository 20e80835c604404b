package io.enrollment.enrollment;

import io.enrollment.plan.Step;

/** What the shell is to do outside before the enrollment can move on. */
public sealed interface Effect {

    /** Nothing: the transition is to be stored. */
    record None() implements Effect {}

    /**
     * Hand a message to the channel, then come back with the outcome.
     *
     * @param step the message step
     * @param address the usable address, as the channel takes it (phone numbers in E.164)
     * @param key what the channel recognizes it by
     */
    record HandOff(Step.Message step, String address, IdempotencyKey key) implements Effect {
        /** Without the address, so that an effect may appear in a log. */
        @Override
        public String toString() {
            return "HandOff[" + key + "]";
        }
    }

    /**
     * Run the host's action, then come back with the outcome.
     *
     * @param step the action step
     * @param key what the action recognizes a repetition by
     */
    record RunAction(Step.Action step, IdempotencyKey key) implements Effect {}

    /**
     * Enroll the subject in another plan, then come back with the outcome.
     *
     * @param step the step
     * @param key what a repetition is recognized by
     */
    record EnrollIn(Step.EnrollIn step, IdempotencyKey key) implements Effect {}
}
