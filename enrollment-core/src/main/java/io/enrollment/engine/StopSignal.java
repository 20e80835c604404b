package io.enrollment.engine;

import io.enrollment.spi.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells workers to stop, and lets them wait for that by a monotonic clock. Thread-safe. */
final class StopSignal {

    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(50);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int TRIES_AFTER_STOP = 3;

    private final CountDownLatch raised = new CountDownLatch(1);
    private final Consumer<StoreUnavailableException> trouble;

    /** For waiting only. */
    StopSignal() {
        this(unheard -> {});
    }

    /** With what hears of each failure that {@link #persist} overcomes. */
    StopSignal(Consumer<StoreUnavailableException> trouble) {
        this.trouble = trouble;
    }

    void raise() {
        raised.countDown();
    }

    boolean isRaised() {
        return raised.getCount() == 0;
    }

    /** Waits at most this long; returns at once when the signal is raised. */
    boolean await(Duration atMost) throws InterruptedException {
        return raised.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Repeats a call that the store recognizes when it comes again, until it succeeds: what was handed off must be recorded.
     * Gives up only some tries after the signal was raised; the claims then run out, and recovery finds out.
     */
    <T> T persist(Supplier<T> call) throws InterruptedException {
        Duration wait = FIRST_WAIT;
        int triesLeft = TRIES_AFTER_STOP;
        while (true) {
            try {
                return call.get();
            } catch (StoreUnavailableException unavailable) {
                triesLeft -= isRaised() ? 1 : 0;
                if (triesLeft == 0) {
                    throw unavailable;
                }
                trouble.accept(unavailable);
                LOG.debug("settling again in {}", wait, unavailable);
                raised.await(isRaised() ? 0 : wait.toNanos(), TimeUnit.NANOSECONDS);
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
            }
        }
    }
}
