package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.Delay;
import io.enrollment.engine.AuditReport;
import io.enrollment.engine.EnrollRequest;
import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.Enrollments;
import io.enrollment.engine.Templates;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.report.Finding;
import io.enrollment.report.Finding.Kind;
import io.enrollment.simulation.VirtualClock;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import io.enrollment.testkit.RecordingChannel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An audit finds exactly what was broken in the tables, and a repair puts right what can be put right. */
abstract class AuditContract {

    private static final PlanId WELCOME = PlanId.of("welcome");
    private static final Command.By ANNA = new Command.By("anna", "");
    private static final List<SubjectId> PEOPLE =
            List.of(SubjectId.of("ann"), SubjectId.of("bob"), SubjectId.of("carl"), SubjectId.of("dora"));

    private Enrollments acme;
    private List<Enrollment> all;

    abstract DataSource dataSource();

    @BeforeEach
    void someEnrollments() {
        EnrollmentEngine engine = EnrollmentEngine.builder()
                .organization(Organization.named("Acme")
                        .country("US")
                        .sentBy("Acme, 1 Main St")
                        .unsubscribeAt("https://acme.example/u"))
                .store(TestDatabase.emptied(dataSource(), JdbcEnrollmentStore.builder(dataSource())))
                .clock(VirtualClock.at(Instant.parse("2026-03-02T15:00:00Z")))
                .subjects(ids -> ids.stream().map(AuditContract::person).toList())
                .renderer(Templates.from(name -> Optional.of("Subject: Hello\n\nHello")))
                .channel(RecordingChannel.withLookup(ChannelKind.EMAIL))
                .build();
        acme = engine.enrollments();
        acme.publish(Plan.forPeople("welcome")
                .waitFor(Delay.days(2))
                .email("hello", "hello")
                .build());
        acme.enrollAll(EnrollRequest.in(WELCOME), PEOPLE);
        all = acme.list(WELCOME, PageRequest.first(10)).items();
        acme.stop(all.get(3).id(), ANNA);
        all = acme.list(WELCOME, PageRequest.first(10)).items();
    }

    private static Subject person(SubjectId id) {
        return Subject.person(id.value())
                .email(id + "@example.org")
                .country("US")
                .build();
    }

    private void broken(String sql, int enrollment) {
        TestDatabase.execute(
                dataSource(), sql.replace("{id}", "'" + all.get(enrollment).id() + "'"));
    }

    private static List<Kind> kinds(AuditReport report) {
        return report.findings().stream().map(Finding::kind).sorted().toList();
    }

    @Test
    void whatIsWholeIsFoundWhole() {
        AuditReport report = acme.audit();
        assertThat(report.findings()).isEmpty();
        assertThat(report.isClean()).isTrue();
        assertThat(report.enrollments()).isEqualTo(4);
        assertThat(report.entries()).isEqualTo(5);
        assertThat(report.countsCompared()).isTrue();
    }

    @Test
    void everythingThatIsBrokenIsFoundAndPutRight() {
        broken("delete from enr_due where enrollment_id = {id}", 0);
        broken("update enr_due set due_at = due_at + 7 where enrollment_id = {id}", 1);
        broken("delete from enr_reservation where owner = {id}", 2);
        broken("update enr_enrollment set status = 'PAUSED', removed = 1 where enrollment_id = {id}", 3);
        broken("delete from enr_listed where enrollment_id = {id}", 2);
        broken(
                "insert into enr_count (organization_id, plan_id, count_id, shard_key, counter, amount)"
                        + " select organization_id, plan_id, 7, 0, 'status/QUEUED', 5 from enr_enrollment where enrollment_id = {id}",
                0);
        AuditReport found = acme.audit();
        assertThat(kinds(found))
                .containsExactly(
                        Kind.NOT_QUEUED,
                        Kind.DUE_DIFFERS,
                        Kind.PLACE_NOT_HELD,
                        Kind.STATUS_DIFFERS,
                        Kind.STATUS_DIFFERS,
                        Kind.COUNT_DIFFERS);
        assertThat(found.repaired()).isZero();
        assertThat(acme.repair().repaired()).isEqualTo(6);
        assertThat(acme.audit().findings()).isEmpty();
    }

    @Test
    void aPlaceThatSomebodyElseHasIsReportedAndLeft() {
        broken("update enr_reservation set owner = 'somebody' where owner = {id}", 0);
        assertThat(kinds(acme.repair())).containsExactly(Kind.PLACE_NOT_HELD);
        assertThat(kinds(acme.audit())).containsExactly(Kind.PLACE_NOT_HELD);
    }

    @Test
    void whatBreaksTheWakeUpInvariantIsFoundAndLeft() {
        broken(
                "update enr_enrollment set state = replace(state, '\"due\":', '\"dew\":') where enrollment_id = {id}",
                0);
        AuditReport report = acme.repair();
        assertThat(kinds(report)).contains(Kind.UNREADABLE);
        assertThat(report.findings().get(0).detail()).contains("wake-ups");
    }

    @Test
    void aLogWithAHoleIsFound() {
        broken("update enr_log set entry = replace(entry, '\"seq\":1', '\"seq\":2') where enrollment_id = {id}", 0);
        assertThat(kinds(acme.audit())).containsExactly(Kind.LOG_INCOMPLETE);
    }

    @Test
    void countersThatTheLogDoesNotBearOutAreFound() {
        broken(
                "update enr_enrollment set state = replace(state, '\"nextSeq\"', '\"counters\":{\"emailsSent\":3},\"nextSeq\"')"
                        + " where enrollment_id = {id}",
                0);
        assertThat(kinds(acme.audit())).containsExactly(Kind.COUNTERS_DIFFER);
    }
}
