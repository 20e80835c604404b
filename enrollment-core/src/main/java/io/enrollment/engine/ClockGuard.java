package io.enrollment.engine;

import io.enrollment.engine.ClockWatch.Reading;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Watches the wall clock of an engine. Thread-safe. */
final class ClockGuard {

    private final InstantSource clock;
    private final Duration limit;
    private final boolean real;
    private ClockWatch watch;

    /** A guard; one of a clock that is not {@code real} finds everything plausible, since such a clock may jump as it likes. */
    ClockGuard(InstantSource clock, Duration limit, boolean real) {
        this.clock = clock;
        this.limit = limit;
        this.real = real;
        this.watch = ClockWatch.trusting(read());
    }

    /** What is wrong with the clock now; empty when nothing is. */
    synchronized Optional<String> fault() {
        if (!real) {
            return Optional.empty();
        }
        watch = watch.next(read(), limit);
        return watch.isPlausible() ? Optional.empty() : Optional.of(describe(watch.jump()));
    }

    /** Takes the clock for right as it is. */
    synchronized void confirm() {
        watch = ClockWatch.trusting(read());
    }

    private Reading read() {
        return new Reading(clock.instant(), System.nanoTime());
    }

    private String describe(Duration jump) {
        return "the clock is " + jump.abs().truncatedTo(ChronoUnit.MILLIS)
                + (jump.isNegative() ? " behind" : " ahead of") + " where it should be, which is more than " + limit;
    }
}
