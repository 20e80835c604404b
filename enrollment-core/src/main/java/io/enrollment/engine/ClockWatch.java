package io.enrollment.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * Judges a wall clock by a monotonic one. A difference that grows slowly, as when a clock is disciplined, is followed; one that
 * comes at once is a jump, and lasts until the wall clock is again where the monotonic one expects it. Immutable and pure.
 *
 * @param trusted the last reading that was plausible
 * @param jump how far the wall clock is off now; zero when it is plausible
 */
record ClockWatch(Reading trusted, Duration jump) {

    /**
     * Both clocks, read at one moment.
     *
     * @param wall the wall clock
     * @param nanos the monotonic clock, of any origin
     */
    record Reading(Instant wall, long nanos) {}

    /** A watch that takes this reading for right. */
    static ClockWatch trusting(Reading reading) {
        return new ClockWatch(reading, Duration.ZERO);
    }

    /** What the next reading says, when jumps of up to {@code limit} are nothing to speak of. */
    ClockWatch next(Reading reading, Duration limit) {
        Instant expected = trusted.wall().plusNanos(reading.nanos() - trusted.nanos());
        Duration off = Duration.between(expected, reading.wall());
        return off.abs().compareTo(limit) > 0 ? new ClockWatch(trusted, off) : trusting(reading);
    }

    boolean isPlausible() {
        return jump.isZero();
    }
}
