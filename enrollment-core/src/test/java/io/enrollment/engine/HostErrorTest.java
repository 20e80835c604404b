package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.Step;
import io.enrollment.spi.MessageRenderer;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.RenderedMessage;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Subject;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An error that a host's code throws is an outcome like an exception; it neither stops a thread nor blocks the queue. */
class HostErrorTest {

    private static final PlanId WELCOME = PlanId.of("welcome");

    private final Host host = new Host();

    private static EnrollmentStatus status(EnrollmentEngine engine, EnrollmentResult enrolled) {
        return engine.enrollments().find(enrolled.enrollment().orElseThrow()).status();
    }

    @Test
    void aChannelThatThrowsAnErrorLeavesTheOthersToTheirMessages() {
        RecordingChannel mail = RecordingChannel.forgetful(ChannelKind.EMAIL).answer(() -> {
            throw new ServiceConfigurationError("no mail provider");
        });
        EnrollmentEngine engine = host.engine(mail).build();
        engine.enrollments().publish(Host.twoEmails());
        EnrollmentResult a = engine.enrollments().enroll(WELCOME, host.person("a"));
        EnrollmentResult b = engine.enrollments().enroll(WELCOME, host.person("b"));
        host.clock.run(engine, host.clock.instant().plus(Duration.ofDays(3)));
        assertThat(engine.enrollments().uncertain().list(PageRequest.first(10)).items())
                .hasSize(1);
        assertThat(status(engine, a)).isEqualTo(EnrollmentStatus.COMPLETED);
        assertThat(status(engine, b)).isEqualTo(EnrollmentStatus.COMPLETED);
    }

    @Test
    void aRendererThatThrowsAnErrorFailsItsStepOnly() {
        EnrollmentEngine engine = host.engine(RecordingChannel.withLookup(ChannelKind.EMAIL))
                .renderer(new MessageRenderer() {
                    @Override
                    public RenderedMessage render(
                            Step.Message step, Subject subject, Plan plan, Organization organization) {
                        if (subject.id().value().equals("a")) {
                            throw new ServiceConfigurationError("no template engine");
                        }
                        return new RenderedMessage(Optional.of("hi"), "hi", Map.of());
                    }

                    @Override
                    public boolean exists(Step.Message step) {
                        return true;
                    }
                })
                .build();
        engine.enrollments().publish(Host.twoEmails());
        EnrollmentResult a = engine.enrollments().enroll(WELCOME, host.person("a"));
        EnrollmentResult b = engine.enrollments().enroll(WELCOME, host.person("b"));
        host.clock.run(engine, host.clock.instant().plus(Duration.ofDays(3)));
        assertThat(status(engine, a)).isEqualTo(EnrollmentStatus.FAILED);
        assertThat(status(engine, b)).isEqualTo(EnrollmentStatus.COMPLETED);
    }

    @Test
    void aThreadOfTheEngineSurvivesAnError() throws InterruptedException {
        EngineSettings.Builder numbers = EngineSettings.builder();
        EngineSettings settings = numbers.pollInterval(Duration.ofMillis(1)).build();
        CountDownLatch rounds = new CountDownLatch(3);
        Background background = new Background("test", settings, () -> {
            rounds.countDown();
            throw new ServiceConfigurationError("not there");
        });
        background.start();
        boolean again = rounds.await(30, TimeUnit.SECONDS);
        background.stop(Deadline.in(Duration.ofSeconds(30)));
        assertThat(again).isTrue();
    }
}
