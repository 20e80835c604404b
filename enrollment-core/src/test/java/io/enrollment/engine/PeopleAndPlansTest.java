package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.eligibility.EntryOrigin;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.StepKey;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.SubjectId;
import org.junit.jupiter.api.Test;

/** Calls that people make, and plans that enroll in other plans, through the facade. */
class PeopleAndPlansTest {

    private static final Command.By ANN = new Command.By("ann", "asked");

    private final Host host = new Host();

    @Test
    void aCallIsOpenUntilSomebodySaysWhatCameOfIt() {
        try (EnrollmentEngine engine = host.engine().build()) {
            Enrollments acme = engine.enrollments();
            acme.publish(Plan.forPeople("care").call("call", "sales").build());
            EnrollmentId id = acme.enroll(PlanId.of("care"), host.person("lead-1"))
                    .enrollment()
                    .orElseThrow();
            engine.workDue();
            assertThat(acme.find(id).status()).isEqualTo(EnrollmentStatus.ASSIGNED);

            acme.reassign(id, StepKey.of("call"), "bo", ANN);
            CommandResult said = acme.dispose(id, StepKey.of("call"), "spoke", ANN);

            assertThat(said.changed()).isTrue();
            assertThat(acme.find(id).status()).isEqualTo(EnrollmentStatus.COMPLETED);
            assertThat(acme.find(id).counters().calls()).isEqualTo(1);
        }
    }

    @Test
    void aPlanEnrollsInAnotherPlanWithItsChecksAndARefusalIsNoError() {
        try (EnrollmentEngine engine = host.engine().build()) {
            Enrollments acme = engine.enrollments();
            acme.publish(Plan.forPeople("next").call("call", "sales").build());
            acme.publish(Plan.forPeople("first").enrollIn("on", "next").build());
            acme.publish(Plan.forPeople("second").enrollIn("on", "next").build());
            SubjectId lead = host.person("lead-1");

            EnrollmentId first =
                    acme.enroll(PlanId.of("first"), lead).enrollment().orElseThrow();
            engine.workDue();
            EnrollmentId second =
                    acme.enroll(PlanId.of("second"), lead).enrollment().orElseThrow();
            engine.workDue();

            Enrollment next =
                    acme.list(PlanId.of("next"), PageRequest.first(10)).items().get(0);
            assertThat(next.subject()).isEqualTo(lead);
            assertThat(entry(acme, first, LogKind.ENROLLED_IN).details())
                    .containsEntry("reference", next.id().value());
            assertThat(entry(acme, second, LogKind.SKIPPED).reason()).contains("ALREADY_IN_QUEUE");
            assertThat(acme.find(second).status()).isEqualTo(EnrollmentStatus.COMPLETED);
            assertThat(acme.attempts(PlanId.of("next"), PageRequest.first(10)).items())
                    .extracting(EnrollmentResult::origin)
                    .containsOnly(EntryOrigin.RULE)
                    .hasSize(2);
        }
    }

    @Test
    void aPlanThatIsNotThereFailsTheStep() {
        try (EnrollmentEngine engine = host.engine().build()) {
            Enrollments acme = engine.enrollments();
            acme.publish(Plan.forPeople("first").enrollIn("on", "nowhere").build());

            EnrollmentId id = acme.enroll(PlanId.of("first"), host.person("lead-1"))
                    .enrollment()
                    .orElseThrow();
            engine.workDue();

            assertThat(acme.find(id).failure().orElseThrow().reason()).isEqualTo("PLAN_UNKNOWN");
        }
    }

    private static LogEntry entry(Enrollments acme, EnrollmentId id, LogKind kind) {
        return acme.log(id, PageRequest.first(100)).items().stream()
                .filter(entry -> entry.kind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
