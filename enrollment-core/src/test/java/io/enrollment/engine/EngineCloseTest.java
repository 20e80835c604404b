package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.enrollment.Outcome;
import io.enrollment.plan.PlanId;
import io.enrollment.report.ExportRequest;
import io.enrollment.spi.Channel;
import io.enrollment.spi.OutboundMessage;
import io.enrollment.subject.ChannelKind;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Seen: the first worker that was told to stop took what was to wake the others, who slept on until their next look, and
 * closing an engine took up to a poll interval. Seen too: exports, runs and steps were waited for one after the other, each for a
 * whole drain timeout, when the database did not answer.
 */
class EngineCloseTest {

    private static final Duration LONG = Duration.ofMinutes(30);
    private static final int OFTEN = 20;

    private final Host host = new Host();

    @Test
    @Timeout(60)
    void whoClosesAnEngineWaitsForNoLookOfItsIdleWorkers() {
        for (int i = 0; i < OFTEN; i++) {
            host.engine(RecordingChannel.withLookup(ChannelKind.EMAIL))
                    .settings(settings -> settings.workers(8).pollInterval(LONG).drainTimeout(LONG))
                    .start()
                    .close();
        }
    }

    /** Whoever comes here stays. */
    private static IllegalStateException interrupted(CountDownLatch here) {
        here.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
        return new IllegalStateException("interrupted");
    }

    private static Channel silent(CountDownLatch here) {
        return new Channel() {
            @Override
            public ChannelKind kind() {
                return ChannelKind.EMAIL;
            }

            @Override
            public CompletionStage<Outcome> send(OutboundMessage message) {
                throw interrupted(here);
            }
        };
    }

    @Test
    @Timeout(60)
    void stepsRunsAndExportsThatHangAreWaitedForAtTheSameTime() throws InterruptedException {
        Duration drain = Duration.ofSeconds(2);
        CountDownLatch here = new CountDownLatch(3);
        EnrollmentEngine engine = host.engine(silent(here))
                .audience((request, page) -> {
                    throw interrupted(here);
                })
                .notificationSink(file -> {
                    throw interrupted(here);
                })
                .settings(settings -> settings.workers(1).drainTimeout(drain))
                .start();
        Enrollments acme = engine.enrollments();
        PlanId plan = acme.publish(Host.twoEmails()).id();
        acme.enroll(plan, host.person("a"));
        RunRequest.Builder run = RunRequest.builder();
        acme.runs().start(run.plan(plan).everybody(true).build());
        ExportRequest.Builder export = ExportRequest.builder();
        acme.exports().start(export.plan(plan).requester("ann").build());
        here.await();
        long began = System.nanoTime();
        engine.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(drain.multipliedBy(2));
    }
}
