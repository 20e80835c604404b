package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.engine.EnrollRequest;
import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.Enrollments;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.EngineState;
import io.enrollment.spi.OutboundMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An engine at work whose database fails in the middle of it; nothing may be lost, nothing may happen twice. */
final class Outage implements EngineListener {

    private static final int SUBJECTS = 150;
    private static final int STEPS = 3;
    private static final long SECONDS = 60;

    private final Plan plan = Plan.forPeople("outage")
            .email("one", "t")
            .email("two", "t")
            .email("three", "t")
            .build();
    private final TestHost host = new TestHost();
    private final CountDownLatch underWay = new CountDownLatch(40);
    private final CountDownLatch degraded = new CountDownLatch(1);
    private final CountDownLatch recovered = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(SUBJECTS);
    private final BlockingQueue<EngineState> states = new LinkedBlockingQueue<>();

    @Override
    public void onTransition(Enrollment after, List<LogEntry> log) {
        underWay.countDown();
        if (after.status().isTerminal()) {
            ended.countDown();
        }
    }

    @Override
    public void onState(EngineState state) {
        states.add(state);
        if (state == EngineState.DEGRADED) {
            degraded.countDown();
        } else if (state == EngineState.RUNNING && degraded.getCount() == 0) {
            recovered.countDown();
        }
    }

    /** Lets the database fail until the engine says so. */
    void untilDegraded(JdbcEnrollmentStore store, Runnable fail, Runnable heal) throws InterruptedException {
        run(store, () -> {
            await(underWay);
            fail.run();
            await(degraded);
            heal.run();
            await(ended);
            await(recovered);
        });
        assertThat(states)
                .containsExactly(
                        EngineState.RUNNING, EngineState.DEGRADED, EngineState.RUNNING, EngineState.TERMINATED);
    }

    /** Does harm a number of times, or until everything has ended. */
    void repeatedly(JdbcEnrollmentStore store, int times, Runnable harm) throws InterruptedException {
        run(store, () -> {
            await(underWay);
            for (int i = 0; i < times && !ended.await(50, TimeUnit.MILLISECONDS); i++) {
                harm.run();
            }
            await(ended);
        });
    }

    /** What happens while the engine works. */
    @FunctionalInterface
    private interface Story {
        void run() throws InterruptedException;
    }

    private void run(JdbcEnrollmentStore store, Story story) throws InterruptedException {
        try (EnrollmentEngine engine = host.engine(store)
                .listener(this)
                .settings(s -> s.batchSize(10)
                        .pollInterval(Duration.ofMillis(100))
                        .sendTimeout(Duration.ofSeconds(1))
                        .lease(Duration.ofSeconds(4)))
                .start()) {
            Enrollments acme = engine.enrollments();
            acme.publish(plan);
            acme.enrollAll(EnrollRequest.in(plan.id()), host.people(SUBJECTS));
            story.run();
            assertThat(acme.summary(plan.id())).containsExactly(Map.entry(EnrollmentStatus.COMPLETED, (long) SUBJECTS));
        }
        assertThat(host.mail().accepted()).as("nothing is lost").hasSize(SUBJECTS * STEPS);
        assertThat(host.mail().handed())
                .extracting(OutboundMessage::key)
                .as("nothing is handed off twice")
                .doesNotHaveDuplicates();
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(SECONDS, TimeUnit.SECONDS)).isTrue();
    }
}
