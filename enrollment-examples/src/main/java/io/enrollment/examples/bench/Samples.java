package io.enrollment.examples.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The times that one contestant took for one thing. Not thread-safe. */
final class Samples {

    private final String name;
    private final List<Duration> times = new ArrayList<>();

    Samples(String name) {
        this.name = name;
    }

    void add(Duration time) {
        times.add(time);
        Collections.sort(times);
    }

    /** The median in seconds. */
    double median() {
        return times.get(times.size() / 2).toNanos() / 1e9;
    }

    /** The median, the spread, and how many things that makes in a second. */
    String describe(long things, String unit) {
        return DripBench.line(
                "%-16s median %8.0f ms (%d to %d), %,9.0f %s/s",
                name,
                median() * 1e3,
                times.get(0).toMillis(),
                times.get(times.size() - 1).toMillis(),
                things / median(),
                unit);
    }
}
