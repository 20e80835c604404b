package io.enrollment.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.Delay;
import io.enrollment.calendar.SendWindow;
import io.enrollment.criteria.Condition;
import io.enrollment.plan.Disposition;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.OnAppointment;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import io.enrollment.plan.StepSettings;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OptOut;
import io.enrollment.subject.Subject;
import java.time.Duration;
import java.time.Period;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Calls and tasks: assigned, open, and done with a disposition. */
class PersonStepsTest {

    private static PlanBuilder plan() {
        return Plan.forPeople("care");
    }

    private static Course open(PlanBuilder plan) {
        Course course = Course.of(plan.build());
        course.work();
        return course;
    }

    @Test
    void aCallIsAssignedAndTheOpenTaskIsTheOneReasonToMoveAgain() {
        Course course = open(plan().call("call", "sales").email("thanks", "t"));

        assertThat(course.lines()).containsExactly("ASSIGNED call");
        assertThat(course.last().details()).containsEntry("assignee", "sales").containsEntry("attempt", "1");
        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.ASSIGNED);
        assertThat(course.state().due()).isEmpty();
        assertThat(course.state().wakeUps()).isEqualTo(1);
    }

    @Test
    void aDispositionThatEndsTheStepIsCountedAndTheNextDelayCountsFromIt() {
        Course course = open(plan().call("call", "sales").email("thanks", "t").after(Delay.days(1)));

        course.at("2026-01-05T14:00").dispose("call", "spoke");

        assertThat(course.lines()).containsExactly("ASSIGNED call", "DISPOSED call spoke");
        assertThat(course.last().actor()).contains("ann");
        assertThat(course.last().details()).containsEntry("contactMade", "true");
        assertThat(course.state().counters().calls()).isEqualTo(1);
        assertThat(course.state().work().last())
                .contains(new LastAttempt(StepKey.of("call"), "spoke", Course.local("2026-01-05T14:00")));
        assertThat(course.due()).isEqualTo("2026-01-06T14:00");
    }

    @Test
    void whatReachesNobodyIsTriedAgainAfterTheSpacingUntilTheAttemptsAreUsedUp() {
        Course course =
                open(plan().call("call", "sales", 2, Duration.ofHours(3)).email("sorry", "t"));

        course.dispose("call", "no-answer");
        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.IN_PROGRESS);
        assertThat(course.due()).isEqualTo("2026-01-05T13:00");
        course.atDue().work();
        course.dispose("call", "left-message");
        course.run();

        assertThat(course.lines())
                .containsExactly(
                        "ASSIGNED call",
                        "DISPOSED call no-answer",
                        "ASSIGNED call",
                        "DISPOSED call left-message",
                        "SENT sorry",
                        "COMPLETED END_OF_PLAN");
        assertThat(course.state().counters().calls()).isEqualTo(2);
    }

    @Test
    void aDispositionMayAskForMoreTimeThanTheSpacing() {
        Disposition busy = new Disposition("busy", false, false, false, false, Optional.of(Duration.ofHours(5)));
        Course course =
                open(plan().call("call", "sales", 3, Duration.ofHours(1)).dispositions(busy));

        course.dispose("call", "busy");

        assertThat(course.due()).isEqualTo("2026-01-05T15:00");
    }

    @Test
    void aCallBackIsOwedAtTheTimeAgreedHoweverManyAttemptsThereWere() {
        Course course = open(plan().call("call", "sales"));

        course.callBack("call", "call-back", "2026-01-07T11:30");
        assertThat(course.due()).isEqualTo("2026-01-07T11:30");
        course.atDue().work();

        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.ASSIGNED);
        assertThat(course.last().details()).containsEntry("attempt", "2");
    }

    @Test
    void theTimeToCallBackMustBeGivenWhereItIsAskedForAndOnlyThere() {
        Course course = open(plan().call("call", "sales"));

        assertThat(course.dispose("call", "call-back").refusal()).contains("call-back needs the time to call back at");
        assertThat(course.callBack("call", "spoke", "2026-01-07T11:30").refusal())
                .contains("spoke takes no time to call back at");
        assertThat(course.callBack("call", "call-back", "2026-01-05T10:00")
                        .refusal()
                        .orElseThrow())
                .startsWith("the time to call back at must be still to come");
    }

    @Test
    void anUnknownDispositionIsRefusedWithThoseThatAreKnown() {
        Course course = open(
                plan().task("task", "sales", "offer").dispositions(Disposition.done("sold"), Disposition.done("lost")));

        assertThat(course.dispose("task", "done").refusal())
                .contains("there is no disposition done in plan care, only sold, lost");
        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.ASSIGNED);
    }

    @Test
    void anAppointmentCompletesTheEnrollmentOrMovesItOnAsThePlanSays() {
        Course completed = open(plan().call("call", "sales").email("more", "t"));
        Course goesOn = open(plan().call("call", "sales").email("more", "t").onAppointment(OnAppointment.CONTINUE));

        completed.dispose("call", "appointment");
        goesOn.dispose("call", "appointment");

        assertThat(completed.lines())
                .containsExactly("ASSIGNED call", "DISPOSED call appointment", "COMPLETED call APPOINTMENT");
        assertThat(completed.state().ending()).contains(new Ending(EndCause.APPOINTMENT, completed.now()));
        assertThat(goesOn.state().step()).contains(StepKey.of("more"));
        assertThat(goesOn.state().work().appointmentAt()).contains(goesOn.now());
    }

    @Test
    void sayingTheSameTwiceChangesNothingAndAStepThatIsNotOpenIsRefused() {
        Course course = open(plan().call("call", "sales").email("more", "t"));
        course.dispose("call", "spoke");

        Transition again = course.dispose("call", "spoke");
        assertThat(again.log()).isEmpty();
        assertThat(again.refusal()).isEmpty();
        assertThat(course.dispose("call", "no-answer").refusal())
                .contains("cannot dispose of step call, which is behind in an enrollment that is IN_PROGRESS");
        assertThat(course.dispose("more", "done").refusal())
                .contains("cannot dispose of step more, which is not open in an enrollment that is IN_PROGRESS");
        assertThat(course.reassign("call", "bo").refusal().orElseThrow()).startsWith("cannot reassign step call");
    }

    @Test
    void anOpenTaskIsGivenToSomebodyElseOnce() {
        Course course = open(plan().task("task", "sales", "offer"));

        course.reassign("task", "bo");
        assertThat(course.reassign("task", "bo").log()).isEmpty();

        assertThat(course.lines()).containsExactly("ASSIGNED task", "REASSIGNED task");
        assertThat(course.last().details()).containsEntry("was", "sales").containsEntry("assignee", "bo");
        assertThat(course.state().work().open().orElseThrow().assignee()).isEqualTo("bo");
    }

    @Test
    void whatStaysOpenForTooLongIsSkippedWhenThePlanSaysSo() {
        Course course = open(plan().task("task", "sales", "offer")
                .skipWhenOpenFor(Duration.ofHours(4))
                .email("more", "t"));

        assertThat(course.due()).isEqualTo("2026-01-05T14:00");
        course.run();

        assertThat(course.lines())
                .containsExactly("ASSIGNED task", "SKIPPED task OVERDUE", "SENT more", "COMPLETED END_OF_PLAN");
    }

    @Test
    void withoutThatItStaysOpenUntilTheEnrollmentExpires() {
        Step task = new Step.Task(
                StepKey.of("task"), StepSettings.none(), "sales", "offer", Optional.of(Duration.ofHours(4)));
        Course course = open(plan().step(task).with(more -> more.maximumAge(Period.ofDays(30))));

        assertThat(course.state().work().open().orElseThrow().dueBy()).contains(Course.local("2026-01-05T14:00"));
        assertThat(course.due()).isEqualTo("2026-02-04T10:00");
        course.run();

        assertThat(course.lines()).containsExactly("ASSIGNED task", "EXPIRED task MAXIMUM_AGE");
    }

    @Test
    void anOpenTaskThatIsPausedIsOpenAgainAfterwardsWithTheTimeThatWasLeft() {
        Course course = open(plan().task("task", "sales", "offer").skipWhenOpenFor(Duration.ofHours(4)));

        course.at("2026-01-05T11:00").pause();
        course.at("2026-01-06T09:00").resume();

        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.ASSIGNED);
        assertThat(course.due()).isEqualTo("2026-01-06T12:00");
        assertThat(course.dispose("task", "done").refusal()).isEmpty();
    }

    @Test
    void whatCameOfATaskIsTakenWhilePausedAndThePauseHoldsTheNextStep() {
        Course course = open(plan().call("call", "sales").email("more", "t"));
        course.pause();

        course.at("2026-01-05T12:00").dispose("call", "spoke");

        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.PAUSED);
        assertThat(course.state().step()).contains(StepKey.of("more"));
        assertThat(course.resume().after().step()).contains(StepKey.of("more"));
        assertThat(course.run().lines()).contains("SENT more");
    }

    @Test
    void aCallIsAssignedInItsWindowAndNotToWhomMayNotBeCalled() {
        PlanBuilder plan = plan().call("call", "sales").within(SendWindow.daily("12:00", "14:00"));
        Course course = Course.of(plan.build());
        Course noPhone = Course.of(
                plan.build(),
                Subject.person("lead-2")
                        .email("a@example.com")
                        .country("US")
                        .region("NY")
                        .zone(Course.NEW_YORK)
                        .build());
        Course listed = Course.of(
                plan.build(),
                Course.lead()
                        .addOptOut(new OptOut(
                                Optional.of(ChannelKind.CALL),
                                OptOut.Reason.DNC_INTERNAL,
                                Course.local("2025-01-01T10:00")))
                        .build());

        assertThat(course.due()).isEqualTo("2026-01-05T12:00");
        noPhone.at("2026-01-05T12:30").claim();
        listed.at("2026-01-05T12:30").claim();

        assertThat(noPhone.lines()).contains("SKIPPED call PHONE_MISSING");
        assertThat(listed.lines()).contains("SKIPPED call DNC_INTERNAL");
    }

    @Test
    void aGoalThatIsMetEndsTheEnrollmentBeforeAnybodyIsAskedToCall() {
        Course course = Course.of(
                plan().call("call", "sales")
                        .goal("sold", Condition.equal("stage", "sold"))
                        .build(),
                Course.lead().attribute("stage", "sold").build());

        course.work();

        assertThat(course.lines()).containsExactly("COMPLETED call GOAL_MET");
    }

    @Test
    void anotherPlanIsEnteredOrTheRefusalIsLoggedAndTheEnrollmentGoesOn() {
        Plan plan = plan().enrollIn("other", "care-2").email("more", "t").build();
        Course entered = Course.of(plan).outcome(new Outcome.Accepted("e-2"));
        Course refused = Course.of(plan).outcome(new Outcome.Declined("ALREADY_IN_QUEUE"));

        assertThat(entered.lines()).containsExactly("ENROLLED_IN other");
        assertThat(entered.last().details()).containsEntry("reference", "e-2");
        assertThat(refused.lines()).containsExactly("SKIPPED other ALREADY_IN_QUEUE");
        assertThat(refused.state().step()).contains(StepKey.of("more"));
    }

    @Test
    void untilWhenItIsToBeDoneIsWrittenDown() {
        Course course = open(plan().task("task", "sales", "offer").skipWhenOpenFor(Duration.ofHours(2)));

        assertThat(course.last().details())
                .containsEntry("dueBy", Course.local("2026-01-05T12:00").toString());
    }

    @Test
    void anotherStepThanTheOpenOneIsNotDisposedOf() {
        Course course = open(plan().call("call", "sales").call("again", "sales"));

        assertThat(course.dispose("again", "spoke").refusal().orElseThrow()).contains("step again, which is not open");
        assertThat(course.reassign("again", "bo").refusal().orElseThrow()).contains("step again, which is not open");
    }

    @Test
    void whatCameOfAnAttemptIsWrittenDownInFull() {
        Course course = open(plan().call("call", "sales", 3, Duration.ofHours(1)));

        course.dispose("call", "no-answer");
        assertThat(course.last().details())
                .containsEntry("attempt", "1")
                .doesNotContainKeys("contactMade", "appointmentMade", "callBackAt");
        course.atDue().work();
        course.callBack("call", "call-back", "2026-01-07T11:30");
        assertThat(course.last().details())
                .containsEntry("attempt", "2")
                .containsEntry("contactMade", "true")
                .containsEntry("callBackAt", Course.local("2026-01-07T11:30").toString())
                .doesNotContainKey("appointmentMade");
    }

    @Test
    void aDispositionThatAsksForLessTimeThanTheSpacingWaitsForTheSpacing() {
        Disposition busy = new Disposition("busy", false, false, false, false, Optional.of(Duration.ofMinutes(5)));
        Course course =
                open(plan().call("call", "sales", 3, Duration.ofHours(1)).dispositions(busy));

        course.dispose("call", "busy");

        assertThat(course.due()).isEqualTo("2026-01-05T11:00");
    }

    @Test
    void whatEndsInAPauseHasEnded() {
        Course course = open(plan().call("call", "sales").email("thanks", "t"));
        course.pause();

        course.dispose("call", "appointment");

        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.COMPLETED);
        assertThat(course.state().pause()).isEmpty();
    }
}
