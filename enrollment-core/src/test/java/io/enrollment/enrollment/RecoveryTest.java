package io.enrollment.enrollment;

import static io.enrollment.calendar.Delay.days;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.SendWindow;
import io.enrollment.criteria.Condition;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.OnUncertain;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of a step whose earlier claim never settled. */
class RecoveryTest {

    private static final Instant FIRST = Course.local(Course.MONDAY);

    private static PlanBuilder twoEmails() {
        return Plan.forPeople("welcome").email("one", "t").email("two", "t").after(days(1));
    }

    private static Course later(PlanBuilder plan) {
        return Course.of(plan.build()).later(Duration.ofMinutes(10));
    }

    private static Recovery confirmed() {
        return new Recovery.Confirmed(new Outcome.Accepted("r-7"), FIRST);
    }

    private static Recovery repeatable() {
        return new Recovery.Repeatable(FIRST, false);
    }

    @Test
    void whatTheChannelConfirmsIsSentAndCountsFromTheFirstHandOff() {
        Course course = later(twoEmails());

        course.claim(confirmed());

        assertThat(course.lines()).containsExactly("SENT one");
        assertThat(course.last().details()).containsEntry("reference", "r-7");
        assertThat(course.state().lastHandOff()).contains(FIRST);
        assertThat(course.due()).isEqualTo("2026-01-06T10:00");
    }

    @Test
    void whatTheChannelConfirmsIsSentEvenIfItMayNotBeSentAnyMore() {
        Course course = later(twoEmails().with(plan -> plan.maximumAge(Period.ofDays(1))))
                .later(Duration.ofDays(3))
                .knowing(Course.lead().deletedAt(FIRST).build());

        course.claim(confirmed());

        assertThat(course.lines()).containsExactly("SENT one");
    }

    @Test
    void whatMayBeRepeatedIsHandedOffAgainUnderTheSameKey() {
        Course course = Course.of(twoEmails().build());
        IdempotencyKey first = ((Effect.HandOff) course.claim().effect()).key();

        Transition again = course.later(Duration.ofMinutes(10)).claim(repeatable());

        assertThat(((Effect.HandOff) again.effect()).key()).isEqualTo(first);
        assertThat(course.state().unsettledHandOff()).isEmpty();
    }

    @Test
    void whatMayBeRepeatedButIsBlockedNowIsUncertainNeverSilentlySkipped() {
        Course course =
                later(twoEmails()).knowing(Course.lead().deletedAt(FIRST).build());

        course.claim(repeatable());

        assertThat(course.lines()).containsExactly("UNCERTAIN one SUBJECT_DELETED");
        assertThat(course.last().details()).containsEntry("firstHandOff", FIRST.toString());
        assertThat(course.state().counters().emailsSent()).isEqualTo(1);
        assertThat(course.state().counters().emailsSkipped()).isZero();
    }

    @Test
    void whatTheChannelDoesNotKnowIsSimplySkippedWhenItIsBlocked() {
        Course course =
                later(twoEmails()).knowing(Course.lead().deletedAt(FIRST).build());

        course.claim(new Recovery.Repeatable(FIRST, true));

        assertThat(course.lines()).containsExactly("SKIPPED one SUBJECT_DELETED");
    }

    @Test
    void whatMayBeRepeatedIsHeldWithItsDoubtWhileTheWindowIsClosed() {
        Course course =
                later(twoEmails().window(SendWindow.weekdays("09:00", "17:00"))).at("2026-01-05T18:00");

        course.claim(repeatable());

        assertThat(course.lines()).containsExactly("HELD one WINDOW_CLOSED");
        assertThat(course.state().unsettledHandOff()).contains(FIRST);
        course.knowing(Course.lead().deletedAt(FIRST).build()).atDue().claim();
        assertThat(course.lines()).endsWith("UNCERTAIN one SUBJECT_DELETED");
    }

    @Test
    void whatMayHaveLeftIsUncertainBeforeAGoalOrTheExpiryEndsIt() {
        Condition bought = Condition.equal("bought", "yes");
        Course goal = later(twoEmails().goal("goal", bought))
                .knowing(Course.lead().attribute("bought", "yes").build());
        Course old = later(twoEmails().with(plan -> plan.maximumAge(Period.ofDays(1))))
                .later(Duration.ofDays(3));

        goal.claim(repeatable());
        old.claim(repeatable());

        assertThat(goal.lines()).containsExactly("UNCERTAIN one GOAL_MET", "COMPLETED one GOAL_MET");
        assertThat(old.lines()).containsExactly("UNCERTAIN one MAXIMUM_AGE", "EXPIRED one MAXIMUM_AGE");
    }

    @Test
    void whatIsLostIsUncertainAndTheEnrollmentGoesOn() {
        Course course = later(twoEmails());

        course.claim(new Recovery.Lost(FIRST));

        assertThat(course.lines()).containsExactly("UNCERTAIN one OUTCOME_LOST");
        assertThat(course.state().lastHandOff()).contains(course.now());
        assertThat(course.due()).isEqualTo("2026-01-06T10:10");
    }

    @Test
    void whatIsLostBlocksWhereThePlanSaysSo() {
        Course course = later(twoEmails().with(plan -> plan.onUncertain(OnUncertain.BLOCK)));

        course.claim(new Recovery.Lost(FIRST));

        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.FAILED);
        assertThat(course.state().done()).isEmpty();
    }

    @Test
    void aLostActionIsUncertainAndCountsNoMessage() {
        Course course = later(Plan.forPeople("p").action("tag", "crm.tag", Map.of()));

        course.claim(new Recovery.Lost(FIRST));

        assertThat(course.lines()).containsExactly("UNCERTAIN tag OUTCOME_LOST", "COMPLETED END_OF_PLAN");
        assertThat(course.state().counters()).isEqualTo(new Counters(0, 0, 0, 0, 0, 0, 0, 1));
        assertThat(course.state().lastHandOff()).isEmpty();
    }

    @Test
    void aStepThatNeedsNobodyOutsideHasNothingToRecover() {
        Course course = Course.of(Plan.forPeople("p").waitFor("pause", days(1)).build());

        course.atDue().claim(new Recovery.Lost(FIRST));

        assertThat(course.lines()).containsExactly("WAITED pause", "COMPLETED END_OF_PLAN");
    }
}
