package io.enrollment.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A moment by which several things are to be over, by a monotonic clock. Immutable. */
final class Deadline {

    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    /** So long from now on. */
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** How long to wait at most; never 0, which would be for ever to a thread that is joined. */
    long millisLeft() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime()));
    }
}
