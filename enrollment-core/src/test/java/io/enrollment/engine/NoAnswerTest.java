package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.Outcome;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.Step;
import io.enrollment.spi.Channel;
import io.enrollment.spi.MessageRenderer;
import io.enrollment.spi.OutboundMessage;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.RenderedMessage;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Subject;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A host that answers null breaks its own step only: an outcome that was null broke off the whole batch. */
class NoAnswerTest {

    private static final PlanId WELCOME = PlanId.of("welcome");

    private final Host host = new Host();

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what another language may well give
    private static <T> T nothing() {
        return null;
    }

    private record Mute(RecordingChannel others) implements Channel {
        @Override
        public ChannelKind kind() {
            return ChannelKind.EMAIL;
        }

        @Override
        public CompletionStage<Outcome> send(OutboundMessage message) {
            return switch (message.subject().value()) {
                case "no-stage" -> nothing();
                case "no-outcome" -> CompletableFuture.completedFuture(nothing());
                default -> others.send(message);
            };
        }
    }

    private Enrollment after(EnrollmentEngine engine, EnrollmentResult result) {
        return engine.enrollments().find(result.enrollment().orElseThrow());
    }

    private EnrollmentResult enrolled(EnrollmentEngine engine, String subject) {
        return engine.enrollments().enroll(WELCOME, host.person(subject));
    }

    private void work(EnrollmentEngine engine) {
        host.clock.run(engine, host.clock.instant().plus(Duration.ofDays(3)));
    }

    @Test
    void aChannelWithoutAnOutcomeLeavesItsMessageUncertainAndTheOthersSent() {
        EnrollmentEngine engine = host.engine(new Mute(RecordingChannel.withLookup(ChannelKind.EMAIL)))
                .build();
        engine.enrollments().publish(Host.twoEmails());
        EnrollmentResult other = enrolled(engine, "a");
        EnrollmentResult noOutcome = enrolled(engine, "no-outcome");
        EnrollmentResult noStage = enrolled(engine, "no-stage");
        work(engine);
        assertThat(after(engine, other).counters().emailsSent()).isEqualTo(2);
        assertThat(after(engine, noOutcome).status()).isEqualTo(EnrollmentStatus.COMPLETED);
        assertThat(after(engine, noStage).status()).isEqualTo(EnrollmentStatus.COMPLETED);
        assertThat(engine.enrollments().uncertain().list(PageRequest.first(10)).items())
                .hasSize(4);
    }

    @Test
    void aRendererWithoutAMessageFailsItsStepAndNothingLeaves() {
        RecordingChannel mail = RecordingChannel.withLookup(ChannelKind.EMAIL);
        EnrollmentEngine engine = host.engine(mail)
                .renderer(new MessageRenderer() {
                    @Override
                    public RenderedMessage render(
                            Step.Message step, Subject subject, Plan plan, Organization organization) {
                        return subject.id().value().equals("a")
                                ? new RenderedMessage(Optional.of("hi"), "hi", Map.of())
                                : nothing();
                    }

                    @Override
                    public boolean exists(Step.Message step) {
                        return true;
                    }
                })
                .build();
        engine.enrollments().publish(Host.twoEmails());
        EnrollmentResult other = enrolled(engine, "a");
        EnrollmentResult none = enrolled(engine, "b");
        work(engine);
        assertThat(after(engine, other).status()).isEqualTo(EnrollmentStatus.COMPLETED);
        assertThat(after(engine, none).failure().orElseThrow().message()).contains("the renderer gave no message");
        assertThat(mail.accepted()).hasSize(2);
    }

    @Test
    void anActionWithoutAnOutcomeFails() {
        EnrollmentEngine engine = host.engine().action("tag", call -> nothing()).build();
        engine.enrollments()
                .publish(
                        Plan.forPeople("welcome").action("tag", "tag", Map.of()).build());
        EnrollmentResult result = enrolled(engine, "a");
        work(engine);
        assertThat(after(engine, result).failure().orElseThrow().message()).contains("the action gave no outcome");
    }
}
