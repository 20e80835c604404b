package io.enrollment.enrollment;

import static io.enrollment.calendar.Delay.days;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.OnResume;
import io.enrollment.plan.OnUncertain;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import io.enrollment.plan.StepKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an outcome does that comes after somebody else has changed the enrollment. */
class LateOutcomesTest {

    private static final Outcome ACCEPTED = new Outcome.Accepted("r-1");
    private static final Outcome UNKNOWN = new Outcome.Unknown("timeout");
    private static final Outcome REJECTED = new Outcome.Rejected("MAILBOX_GONE", "no such mailbox");

    private static PlanBuilder twoEmails() {
        return Plan.forPeople("welcome").email("one", "t").email("two", "t").after(days(3));
    }

    private static Course claimed(PlanBuilder plan) {
        Course course = Course.of(plan.build());
        assertThat(course.claim().isSettled()).isFalse();
        return course;
    }

    @Test
    void atTheSameStepItIsAnOutcomeLikeAnyOther() {
        Course course = claimed(twoEmails());
        course.pause();
        course.resume();

        course.late("one", ACCEPTED);

        assertThat(course.lines()).endsWith("SENT one");
        assertThat(course.due()).isEqualTo("2026-01-08T10:00");
    }

    @Test
    void aPausedEnrollmentIsHeldAtTheNextStepWhoseDelayCountsFromTheHandOff() {
        Course course = claimed(twoEmails());
        course.pause();

        course.late("one", ACCEPTED);

        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.PAUSED);
        assertThat(course.state().step()).contains(StepKey.of("two"));
        assertThat(course.state().counters()).isEqualTo(new Counters(1, 0, 0, 0, 0, 0, 0, 1));
        course.at("2026-01-07T10:00").resume();
        assertThat(course.due()).isEqualTo("2026-01-10T10:00");
    }

    @Test
    void aWaitThatBeganInThePauseIsFrozenFromItsBeginning() {
        Course course = claimed(twoEmails());
        course.pause();
        Instant handedOff = Course.local("2026-01-06T10:00");

        course.at("2026-01-06T10:01").late("one", ACCEPTED, handedOff);
        course.at("2026-01-20T10:00").resume();

        assertThat(course.due()).isEqualTo("2026-01-23T10:00");
    }

    @Test
    void theLastStepOfAPausedEnrollmentCompletesIt() {
        Course course = claimed(Plan.forPeople("p").email("one", "t"));
        course.pause();

        course.late("one", ACCEPTED);

        assertThat(course.lines()).endsWith("SENT one", "COMPLETED END_OF_PLAN");
    }

    @Test
    void onAStoppedEnrollmentItCountsAndChangesNothingElse() {
        Course course = claimed(twoEmails());
        course.stop();
        Enrollment stopped = course.state();

        course.later(Duration.ofMinutes(1)).late("one", ACCEPTED);

        assertThat(course.lines()).endsWith("STOPPED one MANUAL", "SENT one");
        assertThat(course.last().details()).containsEntry("late", "true");
        assertThat(course.state().ending()).isEqualTo(stopped.ending());
        assertThat(course.state().done()).containsExactly(StepKey.of("one"));
        assertThat(course.state().counters()).isEqualTo(new Counters(1, 0, 0, 0, 0, 0, 0, 1));
    }

    @Test
    void aFailureIsOverWhenTheStepWasCarriedOutAfterAll() {
        Course course = claimed(twoEmails()).park("DECISION_FAILED");

        course.late("one", ACCEPTED);

        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.IN_PROGRESS);
        assertThat(course.state().failure()).isEmpty();
        assertThat(course.state().step()).contains(StepKey.of("two"));
    }

    @Test
    void whatWasUncertainAndTurnsOutAcceptedCountsOnce() {
        Course goesOn = claimed(twoEmails());
        goesOn.claim(new Recovery.Lost(goesOn.now()));
        Course blocked = claimed(twoEmails().with(plan -> plan.onUncertain(OnUncertain.BLOCK)));
        blocked.claim(new Recovery.Lost(blocked.now()));

        goesOn.late("one", ACCEPTED);
        blocked.late("one", ACCEPTED);

        assertThat(goesOn.lines()).containsExactly("UNCERTAIN one OUTCOME_LOST", "LATE_OUTCOME one ACCEPTED");
        assertThat(blocked.lines()).containsExactly("UNCERTAIN one OUTCOME_LOST", "LATE_OUTCOME one ACCEPTED");
        assertThat(goesOn.state().counters().emailsSent()).isEqualTo(1);
        assertThat(blocked.state().counters().emailsSent()).isEqualTo(1);
        assertThat(blocked.state().step()).contains(StepKey.of("two"));
    }

    @Test
    void anOutcomeOfAStepThatIsBehindIsLoggedAndCountsNothing() {
        Course course = claimed(twoEmails());
        course.accept();
        Enrollment before = course.state();

        course.late("one", new Outcome.Accepted("r-2"));

        assertThat(course.last().kind()).isEqualTo(LogKind.LATE_OUTCOME);
        assertThat(course.last().details()).containsEntry("reference", "r-2");
        assertThat(course.state().counters()).isEqualTo(before.counters());
        assertThat(course.state().step()).isEqualTo(before.step());
    }

    @Test
    void aStepThatWasSkippedInTheMeantimeIsNotHandedOffAgain() {
        Course course = claimed(twoEmails().with(plan -> plan.onResume(OnResume.SKIP_MISSED)));
        course.pause();
        course.later(Duration.ofDays(1)).resume();

        course.late("one", ACCEPTED);

        assertThat(course.lines()).endsWith("SKIPPED one MISSED_WHILE_PAUSED", "LATE_OUTCOME one ACCEPTED");
        assertThat(course.run().lines().stream().filter("SENT one"::equals)).isEmpty();
    }

    @Test
    void aRefusalIsLoggedWithWhatWasSaid() {
        Course course = claimed(twoEmails());
        course.pause();

        course.late("one", REJECTED);

        assertThat(course.lines()).endsWith("LATE_OUTCOME one REJECTED");
        assertThat(course.last().details())
                .containsEntry("code", "MAILBOX_GONE")
                .containsEntry("message", "no such mailbox");
        assertThat(course.state().step()).contains(StepKey.of("one"));
    }

    @Test
    void aFailureThatHandedNothingOffIsLogged() {
        Course course = claimed(twoEmails());
        course.stop();

        course.late("one", new Outcome.Failed("BUSY", "try later", Optional.empty()));

        assertThat(course.lines()).endsWith("LATE_OUTCOME one FAILED");
        assertThat(course.state().counters().emailsSent()).isZero();
    }

    @Test
    void anUnknownOutcomeIsKeptInMindWhereTheStepIsStillToCome() {
        Course course = claimed(twoEmails());
        Instant first = course.now();
        course.pause();

        course.later(Duration.ofMinutes(1)).late("one", UNKNOWN, first);

        assertThat(course.lines()).endsWith("LATE_OUTCOME one UNKNOWN");
        assertThat(course.state().unsettledHandOff()).contains(first);
        course.stop();
        assertThat(course.lines()).endsWith("UNCERTAIN one MANUAL", "STOPPED one MANUAL");
    }

    @Test
    void anUnknownOutcomeOfAnEnrollmentThatHasEndedIsUncertainAndCounts() {
        Course course = claimed(twoEmails());
        course.stop();

        course.late("one", UNKNOWN);

        assertThat(course.lines()).endsWith("STOPPED one MANUAL", "UNCERTAIN one UNKNOWN_OUTCOME");
        assertThat(course.state().counters().emailsSent()).isEqualTo(1);
        course.late("one", ACCEPTED);
        assertThat(course.lines()).endsWith("LATE_OUTCOME one ACCEPTED");
        assertThat(course.state().counters().emailsSent()).isEqualTo(1);
    }

    @Test
    void aLateActionWasCarriedOutToo() {
        Course course = claimed(Plan.forPeople("p").action("tag", "crm.tag", Map.of()));
        course.stop();

        course.late("tag", ACCEPTED);

        assertThat(course.lines()).endsWith("ACTED tag");
        assertThat(course.state().lastHandOff()).isEmpty();
    }
}
