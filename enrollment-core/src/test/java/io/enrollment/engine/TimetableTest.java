package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.criteria.Condition;
import io.enrollment.enrollment.Command;
import io.enrollment.plan.AudienceQuery;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanFault;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.PlanInvalidException;
import io.enrollment.plan.RunSchedule;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunPurpose;
import io.enrollment.run.RunStatus;
import io.enrollment.spi.AudienceSource;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The runs of a plan start by its schedule: in the organization's zone, each time once, whatever happens meanwhile. */
class TimetableTest {

    private static final PlanId WELCOME = PlanId.of("welcome");
    private static final Command.By ANN = new Command.By("ann", "");

    private final Host host = new Host();

    private EnrollmentEngine engine() {
        return host.engine(RecordingChannel.withLookup(ChannelKind.EMAIL))
                .audience(AudienceSource.of(host.people.values()))
                .build();
    }

    private static Plan plan(RunSchedule schedule, UnaryOperator<Plan.Builder> more) {
        Plan.Builder plan = Plan.builder();
        return more.apply(plan.from(Host.twoEmails())
                        .addAudience(new AudienceQuery("all", 0, new Condition.Everybody()))
                        .runSchedule(schedule))
                .build();
    }

    private static Plan plan(RunSchedule schedule) {
        return plan(schedule, plan -> plan);
    }

    private static List<EnrollerRun> runs(EnrollmentEngine engine) {
        return engine.enrollments()
                .runs()
                .list(query -> query, PageRequest.first(1000))
                .items();
    }

    private void until(EnrollmentEngine engine, String instant) {
        host.clock.run(engine, Instant.parse(instant));
    }

    @Test
    void aWeekdayScheduleStartsARunOnEachDayAtItsLocalTimeAcrossAChangeOfTheClocks() {
        host.person("a1");
        EnrollmentEngine engine = engine();
        engine.enrollments().publish(plan(RunSchedule.cron("30 9 * * MON-FRI")));
        until(engine, "2026-03-10T00:00:00Z");
        assertThat(runs(engine))
                .extracting(EnrollerRun::createdAt)
                .containsExactly(
                        Instant.parse("2026-03-09T13:30:00Z"),
                        Instant.parse("2026-03-06T14:30:00Z"),
                        Instant.parse("2026-03-05T14:30:00Z"),
                        Instant.parse("2026-03-04T14:30:00Z"),
                        Instant.parse("2026-03-03T14:30:00Z"));
        assertThat(runs(engine)).allSatisfy(run -> {
            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.purpose()).isEqualTo(RunPurpose.DEFAULT);
            assertThat(run.actor()).isEqualTo("schedule");
        });
        assertThat(runs(engine).get(4).funnel().enrolled()).isEqualTo(1);
        assertThat(engine.enrollments().planLife().nextRun(WELCOME)).contains(Instant.parse("2026-03-10T13:30:00Z"));
    }

    @Test
    void ofManyNodesThatSeeTheSameTimeOneRunComes() {
        EnrollmentEngine first = engine();
        EnrollmentEngine second = engine();
        first.enrollments().publish(plan(RunSchedule.cron("0 12 * * *")));
        host.clock.moveTo(Instant.parse("2026-03-02T17:00:00Z"));
        first.workRuns();
        second.workRuns();
        first.workRuns();
        assertThat(runs(first)).hasSize(1);
    }

    @Test
    void aNodeThatDiesAfterItStoredTheRunAndBeforeTheMarkMovedOnStartsNoSecondOne() {
        EnrollmentEngine engine = engine();
        engine.enrollments().publish(plan(RunSchedule.cron("0 12 * * *")));
        var before = host.store
                .schedules()
                .due(Instant.parse("2026-03-02T17:00:00Z"), 1)
                .get(0);
        host.clock.moveTo(Instant.parse("2026-03-02T17:00:01Z"));
        engine.workRuns();
        var after = host.store.schedules().find(before.organization(), WELCOME);
        assertThat(host.store.schedules().move(after, before)).isTrue();
        host.clock.advance(Duration.ofMinutes(2));
        engine.workRuns();
        assertThat(runs(engine)).hasSize(1);
    }

    @Test
    void afterAnOutageTheLastMissedTimeStartsOnceAndSaysThatItIsLate() {
        EnrollmentEngine engine = engine();
        engine.enrollments().publish(plan(RunSchedule.cron("0 * * * *")));
        host.clock.moveTo(Instant.parse("2026-03-04T18:40:00Z"));
        engine.workRuns();
        assertThat(runs(engine))
                .singleElement()
                .satisfies(run -> assertThat(run.reason())
                        .isEqualTo("scheduled for 2026-03-04T18:00:00Z, missed, and started 40 minutes late"));
        assertThat(engine.nextRun()).contains(Instant.parse("2026-03-04T19:00:00Z"));
    }

    @Test
    void whatIsTooOldOrSkippedDoesNotStart() {
        EnrollmentEngine engine = engine();
        RunSchedule monthly = RunSchedule.cron("0 0 3 * *").noLaterThan(Duration.ofHours(2));
        engine.enrollments().publish(plan(monthly));
        host.clock.moveTo(Instant.parse("2026-03-03T08:00:00Z"));
        engine.workRuns();
        engine.enrollments().publish(plan(RunSchedule.cron("0 * * * *").skippingMissed()));
        host.clock.moveTo(Instant.parse("2026-03-03T12:30:00Z"));
        engine.workRuns();
        assertThat(runs(engine)).isEmpty();
        assertThat(engine.nextRun()).contains(Instant.parse("2026-03-03T13:00:00Z"));
    }

    @Test
    void aTimeJustNoticedIsNotMissed() {
        EnrollmentEngine engine = engine();
        engine.enrollments().publish(plan(RunSchedule.cron("0 12 * * *").skippingMissed()));
        host.clock.moveTo(Instant.parse("2026-03-02T17:03:00Z"));
        engine.workRuns();
        assertThat(runs(engine)).hasSize(1);
    }

    @Test
    void aNewVersionTakesItsOwnTimesAndLosesNoneOfTheOld() {
        EnrollmentEngine engine = engine();
        engine.enrollments().publish(plan(RunSchedule.cron("0 12 * * *")));
        host.clock.moveTo(Instant.parse("2026-03-02T17:00:00Z"));
        engine.enrollments().publish(plan(RunSchedule.cron("0 13 * * *")));
        assertThat(runs(engine)).as("what was due under the old one").hasSize(1);
        until(engine, "2026-03-03T17:30:00Z");
        assertThat(runs(engine))
                .extracting(EnrollerRun::createdAt)
                .containsExactly(Instant.parse("2026-03-02T18:00:00Z"), Instant.parse("2026-03-02T17:00:00Z"));
        engine.enrollments().publish(plan(RunSchedule.cron("0 13 * * *"), plan -> plan.runSchedule(Optional.empty())));
        until(engine, "2026-03-05T17:30:00Z");
        assertThat(runs(engine)).hasSize(2);
        assertThat(engine.nextRun()).isEmpty();
    }

    @Test
    void publishingTheSameAgainMovesNothing() {
        EnrollmentEngine engine = engine();
        engine.enrollments().publish(plan(RunSchedule.cron("0 12 * * *")));
        host.clock.moveTo(Instant.parse("2026-03-02T17:00:30Z"));
        engine.enrollments().publish(plan(RunSchedule.cron("0 12 * * *")));
        engine.workRuns();
        assertThat(runs(engine)).hasSize(1);
    }

    @Test
    void anArchivedPlanStartsNoRunsUntilItIsTakenBack() {
        EnrollmentEngine engine = engine();
        engine.enrollments().publish(plan(RunSchedule.cron("0 12 * * *")));
        engine.enrollments().planLife().archive(WELCOME, OnArchive.FINISH_RUNNING, ANN);
        until(engine, "2026-03-04T00:00:00Z");
        assertThat(runs(engine)).isEmpty();
        assertThat(engine.enrollments().planLife().nextRun(WELCOME)).isEmpty();
        engine.enrollments().planLife().unarchive(WELCOME);
        until(engine, "2026-03-05T00:00:00Z");
        assertThat(runs(engine)).hasSize(1);
    }

    @Test
    void nothingStartsBeforeThePlanDoesOrFromItsEndOn() {
        EnrollmentEngine engine = engine();
        engine.enrollments()
                .publish(plan(
                        RunSchedule.cron("0 0 * * *"),
                        plan -> plan.startDate(LocalDate.of(2026, 3, 5)).endDate(LocalDate.of(2026, 3, 7))));
        assertThat(engine.enrollments().planLife().nextRun(WELCOME)).contains(Instant.parse("2026-03-05T05:00:00Z"));
        until(engine, "2026-03-20T00:00:00Z");
        assertThat(runs(engine))
                .extracting(EnrollerRun::createdAt)
                .containsExactly(Instant.parse("2026-03-06T05:00:00Z"), Instant.parse("2026-03-05T05:00:00Z"));
    }

    @Test
    void aScheduleThatNeverFiresIsRefusedWithTheReason() {
        EnrollmentEngine engine = engine();
        assertThatThrownBy(() -> engine.enrollments().publish(plan(RunSchedule.cron("0 9 30 2 *"))))
                .isInstanceOf(PlanInvalidException.class)
                .hasMessageContaining("no date fits 0 9 30 2 *, so no run would ever start");
        Plan between = plan(
                RunSchedule.cron("0 9 1 * *"),
                plan -> plan.startDate(LocalDate.of(2026, 3, 5)).endDate(LocalDate.of(2026, 3, 7)));
        assertThat(engine.enrollments().validate(between))
                .extracting(PlanFault::code)
                .contains("SCHEDULE_NEVER_FIRES");
        assertThat(engine.enrollments().validate(plan(RunSchedule.cron("0 9 1 * *"), plan -> plan.audience(List.of()))))
                .extracting(PlanFault::code)
                .contains("SCHEDULE_WITHOUT_AUDIENCE");
    }

    @Test
    void aPlanThatCannotBeScheduledHoldsUpNoOther() {
        EnrollmentEngine engine = engine();
        engine.enrollments().publish(plan(RunSchedule.cron("0 12 * * *")));
        var gone = io.enrollment.subject.OrganizationId.of("gone");
        host.store.plans().publish(gone, plan(RunSchedule.cron("0 11 * * *")), "a".repeat(64), Host.MONDAY);
        host.store
                .schedules()
                .move(
                        Optional.empty(),
                        new io.enrollment.spi.ScheduleMark(gone, WELCOME, Host.MONDAY, Optional.of(Host.MONDAY)));
        host.clock.moveTo(Instant.parse("2026-03-02T17:00:00Z"));
        engine.workRuns();
        assertThat(runs(engine)).hasSize(1);
    }
}
