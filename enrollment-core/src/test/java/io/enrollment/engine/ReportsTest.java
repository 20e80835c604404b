package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.LogKind;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.StepKey;
import io.enrollment.report.EnrollmentRow;
import io.enrollment.report.PlanCounts;
import io.enrollment.report.Progress;
import io.enrollment.spi.EnrollmentOrder;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people look at, from the outside. */
class ReportsTest {

    private static final PlanId WELCOME = PlanId.of("welcome");
    private static final Command.By ANNA = new Command.By("anna", "asked");

    private final Host host = new Host();
    private final EnrollmentEngine engine =
            host.engine(RecordingChannel.withLookup(ChannelKind.EMAIL)).build();
    private final Enrollments acme = engine.enrollments();

    @BeforeEach
    void publish() {
        acme.publish(Host.twoEmails());
    }

    private EnrollmentId enroll(String subject) {
        return acme.enroll(WELCOME, host.person(subject)).enrollment().orElseThrow();
    }

    @Test
    void aRowTellsWhereAnEnrollmentIs() {
        enroll("ann");
        engine.workDue();
        EnrollmentRow row = only();
        assertThat(row.name()).isEqualTo("Ann");
        assertThat(row.progress()).isEqualTo(new Progress(1, 3));
        assertThat(row.counters().emailsSent()).isEqualTo(1);
        assertThat(row.step()).contains(StepKey.of("wait-2"));
        assertThat(row.due().orElseThrow().derivation()).isNotEmpty();
        assertThat(row.because()).isEmpty();
        acme.pause(row.enrollment().id(), ANNA);
        assertThat(only().because()).contains("MANUAL");
        acme.stop(row.enrollment().id(), ANNA);
        assertThat(only().progress()).isEqualTo(new Progress(1, 3));
    }

    private EnrollmentRow only() {
        List<EnrollmentRow> rows = acme.reports()
                .list(of -> of.plan(WELCOME).order(EnrollmentOrder.NAME), PageRequest.first(10))
                .items();
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    @Test
    void aListIsOfThisOrganizationWhateverIsAsked() {
        enroll("ann");
        assertThat(acme.reports()
                        .list(
                                of -> of.plan(WELCOME).organization(io.enrollment.subject.OrganizationId.of("another")),
                                PageRequest.first(10))
                        .items())
                .hasSize(1);
    }

    @Test
    void summariesAndStepsAddUp() {
        enroll("ann");
        EnrollmentId bob = enroll("bob");
        enroll("carl");
        engine.workDue();
        acme.pause(bob, ANNA);
        host.clock.advance(Duration.ofDays(3));
        engine.workDue();

        PlanCounts counts = acme.reports().counts(WELCOME);
        assertThat(counts.total()).isEqualTo(3);
        assertThat(counts.paused()).isEqualTo(1);
        assertThat(counts.active()).isZero();
        assertThat(counts.byStatus()).containsEntry(EnrollmentStatus.COMPLETED, 2L);
        assertThat(acme.reports().steps(WELCOME))
                .extracting(step -> step.step().value(), step -> step.waiting(), step -> step.carriedOut())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("hello", 0L, 3L),
                        org.assertj.core.groups.Tuple.tuple("wait-2", 1L, 2L),
                        org.assertj.core.groups.Tuple.tuple("again", 0L, 2L));
        assertThat(acme.reports().steps(WELCOME).get(1).count(LogKind.PAUSED)).isEqualTo(1);
    }

    @Test
    void aSubjectIsShownThePlansOfItsTypeOnly() {
        acme.publish(Plan.forCompanies("partners").email("hello", "hello").build());
        SubjectId ann = host.person("ann");
        SubjectId firm =
                host.put(Subject.company("firm").email("info@firm.example").build());
        assertThat(acme.reports().plansFor(ann))
                .extracting(plan -> plan.id().value())
                .containsExactly("welcome");
        assertThat(acme.reports().plansFor(firm))
                .extracting(plan -> plan.id().value())
                .containsExactly("partners");
        assertThatThrownBy(() -> acme.reports().plansFor(SubjectId.of("nobody")))
                .isInstanceOf(NotFoundException.class);
    }
}
