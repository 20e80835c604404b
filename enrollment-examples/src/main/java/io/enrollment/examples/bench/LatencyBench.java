package io.enrollment.examples.bench;

import io.enrollment.engine.EnrollRequest;
import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.jdbc.JdbcEnrollmentStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * How long a step that is due waits until it is handed to the channel, at low load: one enrollment at a time, whose first
 * message is due at once. The time of the enrollment itself is part of it.
 */
public final class LatencyBench {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final int LONGEST_PAUSE_MILLIS = 200;

    private LatencyBench() {}

    /**
     * Measures enrollments by the engine that carries them out, and by another one that knows nothing of it, as in another
     * process.
     *
     * @throws Exception if the database fails
     */
    public static void run(BenchServer server, int times, Consumer<String> out) throws Exception {
        EngineDrip drip = new EngineDrip(server, 2 * times, 1, Crowd.directory(2 * times), settings -> settings);
        drip.prepare();
        try (JdbcEnrollmentStore store = drip.store();
                JdbcEnrollmentStore others = drip.store();
                EnrollmentEngine worker = drip.engine(store).start();
                EnrollmentEngine other = drip.engine(others).build()) {
            enrolled(drip, worker, 0);
            out.accept(described("in the same process", measured(drip, worker, 1, times)));
            out.accept(described("across processes (polled every second)", measured(drip, other, times, 2 * times)));
        }
    }

    private static List<Duration> measured(EngineDrip drip, EnrollmentEngine enrolling, int from, int to) {
        List<Duration> latencies = new ArrayList<>();
        for (int i = from; i < to; i++) {
            LockSupport.parkNanos(
                    TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS)));
            latencies.add(enrolled(drip, enrolling, i));
        }
        latencies.sort(null);
        return latencies;
    }

    private static Duration enrolled(EngineDrip drip, EnrollmentEngine enrolling, int person) {
        long before = drip.sink().taken();
        long began = System.nanoTime();
        enrolling.enrollments().enrollAll(EnrollRequest.in(EngineDrip.PLAN), List.of(Crowd.id(person)));
        while (drip.sink().taken() == before) {
            if (System.nanoTime() - began > PATIENCE) {
                throw new IllegalStateException("nothing was handed to the channel");
            }
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static String described(String where, List<Duration> sorted) {
        return DripBench.line(
                "from due to the channel %s: median %.1f ms, 95%% within %.1f ms, longest %.1f ms, of %d",
                where, millis(sorted, 0.5), millis(sorted, 0.95), millis(sorted, 1), sorted.size());
    }

    private static double millis(List<Duration> sorted, double share) {
        int place = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.get(Math.max(0, place)).toNanos() / 1e6;
    }
}
