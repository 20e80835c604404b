package io.enrollment.examples.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Waits for one hand-off of a node and keeps its answer back, so that the node dies between hand-off and settlement. */
final class Trap {

    private final AtomicInteger left;
    private volatile Optional<String> caught = Optional.empty();
    private final CountDownLatch sprung = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Springs at the {@code nth} hand-off from now on. */
    Trap(int nth) {
        left = new AtomicInteger(nth);
    }

    /** Told by the provider of each hand-off of the node, after it was recorded; returns when the answer may go. */
    void onReceipt(String key) throws InterruptedException {
        if (left.decrementAndGet() == 0) {
            caught = Optional.of(key);
            sprung.countDown();
            released.await(1, TimeUnit.MINUTES);
        }
    }

    /** Waits until it springs, at most so long. */
    void await(Duration atMost) throws InterruptedException {
        sprung.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Lets the answer go, which nobody hears any more; the key that was caught. */
    Optional<String> release() {
        left.set(0);
        released.countDown();
        return caught;
    }
}
