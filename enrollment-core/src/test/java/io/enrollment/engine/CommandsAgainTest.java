package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.Outcome;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.StepKey;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the trials of engines at work have found, one by one. */
class CommandsAgainTest {

    private static final PlanId WELCOME = PlanId.of("welcome");
    private static final Command.By ANN = new Command.By("ann", "asked");

    private final Host host = new Host();
    private final RecordingChannel email = RecordingChannel.withLookup(ChannelKind.EMAIL);

    private List<Enrollment> all(Enrollments acme) {
        return acme.list(WELCOME, PageRequest.first(10)).items();
    }

    /** The answer to a restart may get lost: told again, it must not restart what came of it. */
    @Test
    void restartingOneThatHadEndedIsDoneOnce() {
        EnrollmentEngine engine = host.engine(email).build();
        Enrollments acme = engine.enrollments();
        acme.publish(Host.twoEmails());
        EnrollmentId old = acme.enroll(WELCOME, host.person("ann")).enrollment().orElseThrow();
        acme.stop(old, ANN);

        assertThat(acme.restart(old, ANN).changed()).isTrue();
        CommandResult again = acme.restart(old, ANN);

        assertThat(again.changed()).isFalse();
        assertThat(again.refusal().orElseThrow()).contains("came after");
        assertThat(all(acme)).hasSize(2);
    }

    /** An open task that is paused is still open after a migration. */
    @Test
    void aPausedTaskIsMigratedAsItIs() {
        EnrollmentEngine engine = host.engine(email).build();
        Enrollments acme = engine.enrollments();
        acme.publish(Plan.forPeople("welcome").call("call", "sales").build());
        EnrollmentId id = acme.enroll(WELCOME, host.person("ann")).enrollment().orElseThrow();
        engine.workDue();
        acme.pause(id, ANN);
        int next = acme.publish(Plan.forPeople("welcome")
                        .call("call", "sales")
                        .email("hello", "hello")
                        .build())
                .version();

        assertThat(acme.planLife()
                        .migrate(MigrationRequest.of(WELCOME, next), ANN)
                        .moved())
                .isEqualTo(1);

        assertThat(acme.find(id).status()).isEqualTo(EnrollmentStatus.PAUSED);
        acme.resume(id, ANN);
        assertThat(acme.find(id).status()).isEqualTo(EnrollmentStatus.ASSIGNED);
        assertThat(acme.dispose(id, StepKey.of("call"), "done", ANN).changed()).isTrue();
    }

    /** A pause of one that waits behind another in the same batch takes effect, as soon as the store is asked again. */
    @Test
    void whatIsPausedWhileASlowBatchLeavesDoesNotLeave() {
        EnrollmentEngine engine =
                host.engine(email).settings(with -> with.recheck(Duration.ZERO)).build();
        Enrollments acme = engine.enrollments();
        acme.publish(Host.twoEmails());
        List<EnrollmentId> ids =
                acme.enrollAll(EnrollRequest.in(WELCOME), List.of(host.person("ann"), host.person("bob"))).stream()
                        .map(result -> result.enrollment().orElseThrow())
                        .toList();
        email.answer(() -> {
            ids.forEach(id -> acme.pause(id, ANN));
            return new Outcome.Accepted("r-1");
        });

        engine.workDue();

        assertThat(email.handed()).hasSize(1);
        EnrollmentId other = ids.stream()
                .filter(id -> !id.equals(email.handed().get(0).enrollment()))
                .findFirst()
                .orElseThrow();
        assertThat(acme.find(other).counters().emailsSent()).isZero();
        assertThat(acme.find(other).step()).isEqualTo(Optional.of(StepKey.of("hello")));
    }
}
