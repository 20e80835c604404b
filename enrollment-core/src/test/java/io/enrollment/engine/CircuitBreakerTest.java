package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.calendar.Delay;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.InboundEvent;
import io.enrollment.enrollment.PauseCause;
import io.enrollment.plan.CircuitBreaker;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.StepKey;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.WidePause;
import io.enrollment.subject.ChannelKind;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A plan of which too much comes back, or is complained about, is paused by itself. */
class CircuitBreakerTest {

    private static final Command.By ANNA = new Command.By("anna", "the list was cleaned");
    private static final PlanId WELCOME = PlanId.of("welcome");
    private static final Duration DAY = Duration.ofDays(1);

    private final Host host = new Host();
    private final RecordingChannel email = RecordingChannel.withLookup(ChannelKind.EMAIL);
    private final List<WidePause> told = new ArrayList<>();
    private final EnrollmentEngine engine = host.engine(email)
            .listener(new EngineListener() {
                @Override
                public void onPlanPaused(WidePause pause) {
                    told.add(pause);
                }
            })
            .build();
    private final Enrollments acme = engine.enrollments();
    private final List<EnrollmentId> sent = new ArrayList<>();
    private int events;
    private int people;

    private void publish(CircuitBreaker breaker) {
        acme.publish(Plan.forPeople("welcome")
                .email("hello", "hello")
                .waitFor(Delay.days(40))
                .email("again", "hello")
                .circuitBreaker(breaker)
                .build());
    }

    private void send(int count) {
        for (int i = 0; i < count; i++) {
            sent.add(acme.enroll(WELCOME, host.person("p-" + people++))
                    .enrollment()
                    .orElseThrow());
        }
        engine.workDue();
    }

    private void comesBack(InboundEvent.What what, int count) {
        for (int i = 0; i < count; i++) {
            IdempotencyKey key = IdempotencyKey.of(sent.remove(0), StepKey.of("hello"), 1);
            InboundEvent event = new InboundEvent(
                    "event-" + events++, host.clock.instant(), new InboundEvent.About.Message(key), what);
            acme.receive(event);
            acme.receive(event);
        }
    }

    private void bounce(int count) {
        comesBack(new InboundEvent.Bounce(ChannelKind.EMAIL, true), count);
    }

    @Test
    void itTripsWhenShareAndMinimumAreReached() {
        publish(CircuitBreaker.onBounces(100, 3));
        send(20);
        bounce(2);
        assertThat(told).as("a tenth, but fewer than three, each told twice").isEmpty();
        bounce(1);
        assertThat(told).singleElement().satisfies(pause -> {
            assertThat(pause.key().cause()).isEqualTo(PauseCause.BOUNCES);
            assertThat(pause.by().reason()).startsWith("3 bounces of 20 messages within PT24H");
        });
        assertThat(acme.summary(WELCOME)).containsEntry(EnrollmentStatus.PAUSED, 20L);
        send(5);
        assertThat(email.handed()).as("nobody who came later is written to").hasSize(20);
        bounce(1);
        assertThat(told).as("paused once").hasSize(1);
    }

    @Test
    void itDoesNotTripBelowTheShare() {
        publish(CircuitBreaker.onBounces(200, 3));
        send(20);
        bounce(3);
        assertThat(acme.pauses().list()).isEmpty();
        bounce(1);
        assertThat(acme.pauses().list()).hasSize(1);
    }

    @Test
    void complaintsHaveAThresholdOfTheirOwn() {
        publish(CircuitBreaker.onBounces(1000, 100).orComplaints(50, 2));
        send(20);
        comesBack(new InboundEvent.Complaint(ChannelKind.EMAIL), 2);
        assertThat(told)
                .singleElement()
                .satisfies(pause -> assertThat(pause.by().reason()).startsWith("2 complaints of 20"));
    }

    @Test
    void whatCameBackBeforeTheWindowCountsNoMore() {
        publish(CircuitBreaker.onBounces(50, 4).within(DAY));
        send(20);
        bounce(3);
        for (int hour = 0; hour < 48; hour += 2) {
            host.clock.advance(Duration.ofHours(2));
            send(1);
        }
        bounce(3);
        assertThat(told).as("three of the last day, and three before it").isEmpty();
        bounce(1);
        assertThat(told).hasSize(1);
    }

    @Test
    void whoResumesThePlanStartsTheCountAnew() {
        publish(CircuitBreaker.onBounces(100, 3));
        send(20);
        bounce(3);
        assertThat(acme.pauses().resumePlan(WELCOME, ANNA)).isEqualTo(20);
        bounce(2);
        assertThat(told).hasSize(1);
        assertThat(acme.pauses().list()).isEmpty();
        bounce(1);
        assertThat(told).hasSize(2);
    }

    @Test
    void aBreakerWithoutAThresholdIsNone() {
        assertThatThrownBy(() -> CircuitBreaker.onBounces(0, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CircuitBreaker.onBounces(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CircuitBreaker.onBounces(1, 1).within(Duration.ofMinutes(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
