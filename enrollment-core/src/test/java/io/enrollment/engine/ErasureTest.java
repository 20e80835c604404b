package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.PlanId;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import io.enrollment.testkit.RecordingChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Erasing subjects, and archiving plans, from the outside. */
class ErasureTest {

    private static final PlanId WELCOME = PlanId.of("welcome");
    private static final Command.By ANNA = new Command.By("anna", "asked by letter");

    private final Host host = new Host();
    private final RecordingChannel email = RecordingChannel.withLookup(ChannelKind.EMAIL);
    private final EnrollmentEngine engine = host.engine(email)
            .erasureKey("0123456789abcdef".getBytes(StandardCharsets.UTF_8))
            .build();
    private final Enrollments acme = engine.enrollments();

    private EnrollmentId enrolled(String subject) {
        acme.publish(Host.twoEmails());
        EnrollmentId id =
                acme.enroll(WELCOME, host.person(subject)).enrollment().orElseThrow();
        engine.workDue();
        return id;
    }

    @Test
    void whatRunsIsStoppedAndNothingIsSentAfterIt() {
        EnrollmentId id = enrolled("ann");
        assertThat(acme.erase(SubjectId.of("ann"), ANNA)).isEqualTo(new ErasureResult(1, 1));
        host.clock.advance(Duration.ofDays(30));
        engine.workDue();
        assertThat(email.handed()).hasSize(1);
        Enrollment left = acme.find(id);
        assertThat(left.status()).isEqualTo(EnrollmentStatus.STOPPED);
        assertThat(left.ending().orElseThrow().cause()).isEqualTo(EndCause.DELETED);
        assertThat(left.subject()).isNotEqualTo(SubjectId.of("ann"));
        assertThat(acme.list(SubjectId.of("ann"), PageRequest.first(5)).items()).isEmpty();
        assertThat(acme.audit().findings()).isEmpty();
        assertThat(acme.erase(SubjectId.of("ann"), ANNA)).isEqualTo(new ErasureResult(0, 0));
    }

    @Test
    void whoComesBackIsRefusedAsDeletedByItsIdAndByItsAddress() {
        enrolled("ann");
        acme.erase(SubjectId.of("ann"), ANNA);
        EnrollmentResult again = acme.enroll(WELCOME, SubjectId.of("ann"));
        assertThat(again.refusal()).contains("SUBJECT_DELETED");

        Subject ann = Objects.requireNonNull(host.people.get(SubjectId.of("ann")));
        Subject.Builder other = Subject.builder();
        SubjectId renamed = host.put(other.from(ann).id(SubjectId.of("ann-2")).build());
        assertThat(acme.enroll(WELCOME, renamed).refusal()).contains("SUBJECT_DELETED");
        assertThat(acme.enroll(WELCOME, host.put(stranger())).refusal()).contains("FAILED_NO_CONSENT");
    }

    private static Subject stranger() {
        Subject.Builder person =
                Subject.person("carl").email("carl@example.net").phone("+14165550199");
        return person.country("US").build();
    }

    @Test
    void withoutAKeyNobodyCanBeErased() {
        EnrollmentEngine without = host.engine(email).build();
        assertThatThrownBy(() -> without.enrollments().erase(SubjectId.of("ann"), ANNA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("erasure key");
        assertThatThrownBy(() -> host.engine(email).erasureKey(new byte[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16 bytes");
    }

    @Test
    void anArchivedPlanFinishesOrStopsAndTakesNobody() {
        EnrollmentId id = enrolled("ann");
        assertThat(acme.planLife().archive(WELCOME, OnArchive.FINISH_RUNNING, ANNA))
                .isZero();
        assertThat(acme.enroll(WELCOME, host.person("bob")).refusal()).contains("PLAN_ARCHIVED");
        assertThat(acme.reports().plansFor(SubjectId.of("ann"))).isEmpty();
        assertThat(acme.find(id).status().isActive()).isTrue();
        assertThat(acme.planLife().archive(WELCOME, OnArchive.STOP_RUNNING, ANNA))
                .isEqualTo(1);
        assertThat(acme.find(id).ending().orElseThrow().cause()).isEqualTo(EndCause.PLAN_ARCHIVED);
        acme.planLife().unarchive(WELCOME);
        assertThat(acme.enroll(WELCOME, host.person("dora")).enrolled()).isTrue();
    }
}
