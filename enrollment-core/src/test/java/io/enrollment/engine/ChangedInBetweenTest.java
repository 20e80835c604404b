package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.enrollment.Outcome;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.testkit.RecordingChannel;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Seen under many commands at once: what a command changed while a worker decided on it stayed claimed, and did not move before
 * the lease had run out, a minute by default. The clock of the leases stands still here.
 */
class ChangedInBetweenTest {

    private static final PlanId DRIP = PlanId.of("drip");
    private static final Command.By ANNA = new Command.By("anna", "asked");

    private final Host host = new Host();
    private final RecordingChannel email = RecordingChannel.withLookup(ChannelKind.EMAIL);
    private Optional<EnrollmentId> disturbed = Optional.empty();
    private final EnrollmentEngine engine = host.engine(email)
            .subjects(ids -> {
                disturb();
                return ids.stream()
                        .filter(host.people::containsKey)
                        .map(id -> Objects.requireNonNull(host.people.get(id)))
                        .toList();
            })
            .build();

    /** Between the claim and the decision, once. */
    private void disturb() {
        Optional<EnrollmentId> one = disturbed;
        disturbed = Optional.empty();
        one.ifPresent(id -> {
            engine.enrollments().pause(id, ANNA);
            engine.enrollments().resume(id, ANNA);
        });
    }

    private List<LogKind> kinds(EnrollmentId id) {
        return engine.enrollments().log(id, PageRequest.first(20)).items().stream()
                .map(LogEntry::kind)
                .toList();
    }

    private EnrollmentId enrolled(Plan plan) {
        engine.enrollments().publish(plan);
        return engine.enrollments()
                .enroll(DRIP, host.person("ann"))
                .enrollment()
                .orElseThrow();
    }

    @Test
    void whatNothingWasDoneForMovesAtOnce() {
        EnrollmentId id = enrolled(Plan.forPeople("drip").exit("end").build());
        disturbed = Optional.of(id);

        engine.workDue();

        assertThat(kinds(id)).endsWith(LogKind.COMPLETED);
    }

    @Test
    void whatIsToBeTriedAgainIsFreeOnceItsLateOutcomeIsRecorded() {
        EnrollmentId id = enrolled(Plan.forPeople("drip").email("one", "hello").build());
        email.answer(() -> {
            engine.enrollments().pause(id, ANNA);
            engine.enrollments().resume(id, ANNA);
            return new Outcome.Failed("BUSY", "try later", Optional.empty());
        });

        engine.workDue();
        host.clock.run(engine, Host.MONDAY.plusSeconds(600));

        assertThat(kinds(id)).contains(LogKind.RETRYING, LogKind.SENT).endsWith(LogKind.COMPLETED);
    }
}
