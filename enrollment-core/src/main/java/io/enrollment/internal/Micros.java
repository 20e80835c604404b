package io.enrollment.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Instants as whole microseconds since 1970-01-01T00:00:00Z, the unit in which stores keep and compare them.
 *
 * <p>A due time is rounded up and the present is rounded down, so that nothing is ever taken before it is due.
 *
 * <p>Internal: not part of the API.
 */
public final class Micros {

    private static final long PER_SECOND = 1_000_000;

    private Micros() {}

    /** The last whole microsecond that is not after the instant. */
    public static long floor(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), PER_SECOND), instant.getNano() / 1000);
    }

    /** The same as a bound of what is looked for: an instant beyond all that can be stored is as good as the last one. */
    public static long bound(Instant instant) {
        long most = Long.MAX_VALUE / PER_SECOND - 1;
        long seconds = Math.max(-most, Math.min(most, instant.getEpochSecond()));
        return seconds == instant.getEpochSecond() ? floor(instant) : seconds * PER_SECOND;
    }

    /** The first whole microsecond that is not before the instant. */
    public static long ceil(Instant instant) {
        long floor = floor(instant);
        return instant.equals(instant(floor)) ? floor : floor + 1;
    }

    /** The instant of a whole microsecond. */
    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
