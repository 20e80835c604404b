package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.enrollment.Outcome;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.StepKey;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Steps that are due one right after the other are carried out under one claim, and are as safe as if each had its own. */
class StepsInARowTest {

    private static final PlanId DRIP = PlanId.of("drip");
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final Host host = new Host();
    private final RecordingChannel email = RecordingChannel.withLookup(ChannelKind.EMAIL);
    private final EnrollmentEngine engine = host.engine(email).build();
    private final Enrollments acme = engine.enrollments();

    private EnrollmentId enrolled() {
        acme.publish(Plan.forPeople("drip")
                .email("one", "hello")
                .email("two", "hello")
                .email("three", "hello")
                .build());
        return acme.enroll(DRIP, host.person("ann")).enrollment().orElseThrow();
    }

    private List<LogKind> kinds(EnrollmentId id) {
        return acme.log(id, PageRequest.first(20)).items().stream()
                .map(LogEntry::kind)
                .toList();
    }

    @Test
    void eachStepIsSettledAndClaimedBeforeTheNextIsHandedOff() {
        EnrollmentId id = enrolled();
        List<List<LogKind>> logged = new ArrayList<>();
        List<Integer> claimable = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            email.answer(() -> {
                logged.add(kinds(id));
                ClaimRequest others = new ClaimRequest("other", "token", 10, Host.MONDAY, LEASE);
                claimable.add(host.store.steps().claim(others).size());
                return new Outcome.Accepted("ref");
            });
        }
        assertThat(engine.workDue()).isEqualTo(3);
        assertThat(logged)
                .containsExactly(
                        List.of(LogKind.ENROLLED),
                        List.of(LogKind.ENROLLED, LogKind.SENT),
                        List.of(LogKind.ENROLLED, LogKind.SENT, LogKind.SENT));
        assertThat(claimable).as("what another worker can claim meanwhile").containsExactly(0, 0, 0);
        assertThat(acme.find(id).status()).isEqualTo(EnrollmentStatus.COMPLETED);
    }

    @Test
    void aPauseBetweenTwoStepsHoldsTheNext() {
        EnrollmentId id = enrolled();
        AtomicReference<EnrollmentId> paused = new AtomicReference<>();
        email.answer(() -> {
            acme.pause(id, new Command.By("anna", "asked"));
            paused.set(id);
            return new Outcome.Accepted("ref");
        });
        engine.workDue();
        assertThat(paused.get()).isEqualTo(id);
        assertThat(email.handed()).hasSize(1);
        Enrollment state = acme.find(id);
        assertThat(state.status()).isEqualTo(EnrollmentStatus.PAUSED);
        acme.resume(id, new Command.By("anna", "asked"));
        engine.workDue();
        assertThat(email.handed())
                .extracting(message -> message.step().key())
                .containsExactly(StepKey.of("one"), StepKey.of("two"), StepKey.of("three"));
    }
}
