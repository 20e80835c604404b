package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.FrequencyCap;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.LogKind;
import io.enrollment.enrollment.Outcome;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.spi.Channel;
import io.enrollment.spi.OutboundMessage;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A channel gets no more than it takes, and what waits does not spin. */
class ChannelRateTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final PlanId WELCOME = PlanId.of("welcome");

    private final Host host = new Host();
    private final List<Instant> sent = new ArrayList<>();

    /** Takes three texts a second. */
    private final Channel texts = new Channel() {
        @Override
        public ChannelKind kind() {
            return ChannelKind.TEXT;
        }

        @Override
        public Optional<FrequencyCap> rate() {
            return Optional.of(FrequencyCap.of(3, SECOND));
        }

        @Override
        public CompletionStage<Outcome> send(OutboundMessage message) {
            sent.add(host.clock.instant());
            return CompletableFuture.completedFuture(new Outcome.Accepted("ref"));
        }
    };

    private final EnrollmentEngine engine = host.engine(texts).build();
    private final Enrollments acme = engine.enrollments();

    private List<EnrollmentId> enrolled(int from, int to) {
        acme.publish(Plan.forPeople("welcome").text("nudge", "hello").build());
        List<EnrollmentId> ids = new ArrayList<>();
        for (int i = from; i < to; i++) {
            ids.add(acme.enroll(WELCOME, host.person("p-" + i)).enrollment().orElseThrow());
        }
        return ids;
    }

    private void workUntilNothingIsDue() {
        for (int i = 0; i < 100 && engine.nextDue().isPresent(); i++) {
            host.clock.moveTo(engine.nextDue().orElseThrow());
            engine.workDue();
        }
    }

    @Test
    void noWindowHoldsMoreThanTheRateAndEachWaitsOnce() {
        List<EnrollmentId> ids = enrolled(0, 11);
        engine.workDue();
        assertThat(sent).hasSize(3);
        assertThat(acme.summary(WELCOME)).containsEntry(EnrollmentStatus.PENDING_DEPLOYMENT, 8L);
        host.clock.advance(Duration.ofMillis(300));
        ids.addAll(enrolled(11, 13));
        engine.workDue();
        assertThat(sent).as("who comes later queues behind").hasSize(3);
        workUntilNothingIsDue();
        assertThat(sent).hasSize(13);
        for (Instant end : sent) {
            assertThat(sent.stream()
                            .filter(at -> !at.isAfter(end) && at.plus(SECOND).isAfter(end)))
                    .hasSizeLessThanOrEqualTo(3);
        }
        assertThat(sent.get(12)).isEqualTo(Host.MONDAY.plus(SECOND.multipliedBy(4)));
        for (EnrollmentId id : ids) {
            assertThat(acme.log(id, PageRequest.first(20)).items())
                    .filteredOn(entry -> entry.kind() == LogKind.HELD)
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void theLogTellsTheSegmentsOfATextAndWhyItWaited() {
        List<EnrollmentId> ids = enrolled(0, 4);
        engine.workDue();
        workUntilNothingIsDue();
        assertThat(ids.stream().flatMap(id -> acme.log(id, PageRequest.first(20)).items().stream()))
                .filteredOn(entry -> entry.kind() == LogKind.SENT)
                .hasSize(4)
                .allSatisfy(entry -> assertThat(entry.details()).containsEntry("segments", "1"));
        assertThat(ids.stream().flatMap(id -> acme.log(id, PageRequest.first(20)).items().stream()))
                .filteredOn(entry -> entry.kind() == LogKind.HELD)
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason()).contains("CHANNEL_RATE"));
    }
}
