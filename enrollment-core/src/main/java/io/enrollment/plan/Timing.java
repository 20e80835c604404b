package io.enrollment.plan;

import io.enrollment.calendar.Delay;

/**
 * When a step is due.
 *
 * @param anchor what the delay counts from
 * @param delay how long after it
 */
public record Timing(Anchor anchor, Delay delay) {

    /** What a delay counts from. */
    public enum Anchor {
        /** When the previous step was carried out or skipped. */
        PREVIOUS_STEP,
        /**
         * When the enrollment began. Pauses move it as {@link OnResume} says: later by the time spent paused with FREEZE, to the
         * resume with RESTART_DELAY.
         */
        START
    }

    /** At once after the previous step. */
    public static Timing immediately() {
        return new Timing(Anchor.PREVIOUS_STEP, Delay.none());
    }

    /** This long after the previous step. */
    public static Timing after(Delay delay) {
        return new Timing(Anchor.PREVIOUS_STEP, delay);
    }

    /** This long after the enrollment's start. */
    public static Timing afterStart(Delay delay) {
        return new Timing(Anchor.START, delay);
    }
}
