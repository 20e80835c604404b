package io.enrollment.simulation;

import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.internal.Require;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** A clock that stands still until it is moved, and never moves back. Thread-safe. */
public final class VirtualClock implements InstantSource {

    private final AtomicReference<Instant> now;

    private VirtualClock(Instant start) {
        this.now = new AtomicReference<>(start);
    }

    /** A clock that shows this instant. */
    public static VirtualClock at(Instant start) {
        return new VirtualClock(start);
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(now.get());
    }

    /**
     * Moves it to an instant.
     *
     * @throws IllegalArgumentException if that is before what it shows
     */
    public void moveTo(Instant instant) {
        now.updateAndGet(shown -> {
            Require.that(!instant.isBefore(shown), "virtual clock", instant, "not move back from " + shown);
            return instant;
        });
    }

    /**
     * Moves it on; when several threads do so at once, by all of it.
     *
     * @throws IllegalArgumentException if that is negative
     */
    public void advance(Duration by) {
        Require.that(!by.isNegative(), "virtual clock", by, "not move back");
        now.updateAndGet(shown -> shown.plus(by));
    }

    /**
     * Lets an engine that was built on this clock carry out everything up to an instant, enroller runs and their schedules
     * included, jumping from one due time to the next; then shows that instant.
     *
     * @return how many claims of steps were carried out
     * @throws IllegalStateException if something is due that cannot be claimed
     */
    public long run(EnrollmentEngine engine, Instant until) {
        long total = work(engine);
        Optional<Instant> next = next(engine);
        while (next.filter(due -> !due.isAfter(until)).isPresent()) {
            Instant due = next.get();
            moveTo(due.isBefore(instant()) ? instant() : due);
            total += work(engine);
            next = next(engine);
            if (next.filter(due::equals).isPresent()) {
                throw new IllegalStateException("something is due at " + due + " but cannot be claimed");
            }
        }
        moveTo(until.isBefore(instant()) ? instant() : until);
        return total;
    }

    /** What runs enroll is due at once. */
    private static long work(EnrollmentEngine engine) {
        engine.workRuns();
        return engine.workDue();
    }

    private static Optional<Instant> next(EnrollmentEngine engine) {
        return Stream.of(engine.nextDue(), engine.nextRun())
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }
}
