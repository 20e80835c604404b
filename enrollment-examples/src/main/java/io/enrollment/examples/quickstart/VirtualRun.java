package io.enrollment.examples.quickstart;

import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.simulation.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Moves a virtual clock from one due time to the next. Unlike {@link VirtualClock#run} it can take over from a process that
 * died: what that one had claimed can be claimed again only when its leases have run out, on the wall clock.
 */
final class VirtualRun {

    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(50).toNanos();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final EnrollmentEngine engine;
    private final VirtualClock clock;
    private final RunObserver observer;

    VirtualRun(EnrollmentEngine engine, VirtualClock clock, RunObserver observer) {
        this.engine = engine;
        this.clock = clock;
        this.observer = observer;
    }

    void toTheEnd() {
        long lastWork = System.nanoTime();
        Optional<Instant> next = engine.nextDue();
        while (next.isPresent()) {
            clock.moveTo(later(next.get(), clock.instant()));
            long done = engine.workDue();
            if (done > 0) {
                observer.reached(clock.instant());
                lastWork = System.nanoTime();
            } else {
                observer.waitingForLeases();
                waitABit(next.get(), lastWork);
            }
            next = engine.nextDue();
        }
    }

    private static void waitABit(Instant due, long since) {
        if (System.nanoTime() - since > PATIENCE.toNanos()) {
            throw new IllegalStateException("what is due at " + due + " cannot be claimed");
        }
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
