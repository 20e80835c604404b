package io.enrollment.examples.cluster;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Looks now and then whether something has come true, by the monotonic clock. */
final class Waiting {

    private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(20);

    /** Something that can be looked at. */
    @FunctionalInterface
    interface Look<X extends Exception> {
        boolean isTrue() throws X;
    }

    private Waiting() {}

    /** Waits until it is true; false when that takes longer than {@code atMost}. */
    static <X extends Exception> boolean until(Look<X> look, Duration atMost) throws X {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!look.isTrue()) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            LockSupport.parkNanos(BETWEEN);
        }
        return true;
    }
}
