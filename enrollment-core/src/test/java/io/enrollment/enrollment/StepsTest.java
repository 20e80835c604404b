package io.enrollment.enrollment;

import static io.enrollment.calendar.Delay.days;
import static io.enrollment.criteria.Condition.equal;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.criteria.Condition;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import io.enrollment.plan.StepSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepsTest {

    private static final Condition VIP = equal("vip", "yes");

    private static PlanBuilder plan() {
        return Plan.forPeople("welcome");
    }

    private static Course vip(Plan plan) {
        return Course.of(plan, Course.lead().attribute("vip", "yes").build());
    }

    @Test
    void aPlanIsCarriedOutStepByStepToItsEnd() {
        Course course = Course.of(plan().email("hello", "t")
                        .waitFor("pause", days(2))
                        .text("nudge", "t")
                        .build())
                .run();

        assertThat(course.lines()).containsExactly("SENT hello", "WAITED pause", "SENT nudge", "COMPLETED END_OF_PLAN");
        assertThat(course.now()).isEqualTo(Course.local("2026-01-07T10:00"));
        assertThat(course.state().counters()).isEqualTo(new Counters(1, 0, 0, 1, 0, 0, 0, 3));
        assertThat(course.state().ending()).contains(new Ending(EndCause.END_OF_PLAN, course.now()));
    }

    @Test
    void anEnrollmentIsQueuedUntilSomethingIsCarriedOut() {
        Course course = Course.of(plan().email("hello", "t").email("more", "t").build());

        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.QUEUED);
        assertThat(course.accept().state().status()).isEqualTo(EnrollmentStatus.IN_PROGRESS);
    }

    @Test
    void aMessageIsHandedOffToTheUsableAddressUnderItsKey() {
        Course course = Course.of(plan().text("hello", "t").build());

        Effect.HandOff handOff = (Effect.HandOff) course.claim().effect();

        assertThat(handOff.address()).isEqualTo("+12125550123");
        assertThat(handOff.key()).isEqualTo(IdempotencyKey.of(course.state().id(), StepKey.of("hello"), 1));
        assertThat(handOff).hasToString("HandOff[e-1:hello:1]");
    }

    @Test
    void nothingIsCarriedOutBeforeItIsDue() {
        Course course = Course.of(plan().email("hello", "t").after(days(1)).build());

        assertThat(course.later(Duration.ofDays(1).minusNanos(1)).claim().log()).isEmpty();
        assertThat(course.claim().isSettled()).isTrue();
        assertThat(course.later(Duration.ofNanos(1)).claim().isSettled()).isFalse();
    }

    @Test
    void whatWasDecidedOnTheWayIsStoredBeforeAMessageIsHandedOff() {
        Course course =
                Course.of(plan().waitFor("pause", days(1)).email("hello", "t").build());

        assertThat(course.atDue().claim().isSettled()).isTrue();
        assertThat(course.lines()).containsExactly("WAITED pause");
        assertThat(course.claim().isSettled()).isFalse();
    }

    @Test
    void aBranchTakesTheFirstArmThatHoldsElseTheDefault() {
        Plan plan = plan().branch("which", VIP, "gold", "plain")
                .email("gold", "t")
                .exit("end")
                .email("plain", "t")
                .build();

        assertThat(vip(plan).run().lines()).containsExactly("BRANCHED which", "SENT gold", "COMPLETED end EXIT");
        assertThat(Course.of(plan).run().lines())
                .containsExactly("BRANCHED which", "SENT plain", "COMPLETED END_OF_PLAN");
        assertThat(Course.of(plan).run().log().get(1).details()).containsEntry("way", "otherwise");
    }

    @Test
    void aBranchWithoutDefaultFailsWhenNoArmHolds() {
        Step branch = new Step.Branch(
                StepKey.of("which"),
                StepSettings.none(),
                List.of(new Step.Arm(VIP, StepKey.of("gold"))),
                Optional.empty());
        Course course =
                Course.of(plan().step(branch).email("gold", "t").build()).run();

        assertThat(course.lines()).containsExactly("STEP_FAILED which BRANCH_WITHOUT_DEFAULT");
        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.FAILED);
    }

    @Test
    void aSplitTakesOneOfItsWaysAndSaysWhich() {
        Course course = Course.of(plan().split("ab", "a", "b")
                        .email("a", "t")
                        .exit("end")
                        .email("b", "t")
                        .build())
                .run();

        String way = course.log().get(1).details().getOrDefault("way", "");
        assertThat(way).isIn("A", "B");
        assertThat(course.lines()).startsWith("BRANCHED ab", way.equals("A") ? "SENT a" : "SENT b");
    }

    @Test
    void anActionIsRunByTheHostUnderItsKey() {
        Course course =
                Course.of(plan().action("tag", "crm.tag", Map.of("tag", "new")).build());

        Effect.RunAction run = (Effect.RunAction) course.claim().effect();
        course.accept();

        assertThat(run.step().parameters()).containsEntry("tag", "new");
        assertThat(run.key()).hasToString("e-1:tag:1");
        assertThat(course.lines()).containsExactly("ACTED tag", "COMPLETED END_OF_PLAN");
        assertThat(course.state().counters().stepsDone()).isEqualTo(1);
    }

    @Test
    void aGoalThatHoldsWhenReachedCompletesElseItIsPassedBy() {
        Plan plan = plan().goal("bought", VIP).email("hello", "t").build();

        assertThat(vip(plan).run().lines()).containsExactly("COMPLETED bought GOAL_MET");
        assertThat(Course.of(plan).run().lines())
                .containsExactly("PASSED_BY bought", "SENT hello", "COMPLETED END_OF_PLAN");
    }

    @Test
    void aGoalIsWatchedBeforeEveryHandOffWhereverItStands() {
        Course course = Course.of(plan().email("one", "t")
                        .email("two", "t")
                        .after(days(1))
                        .goal("bought", VIP)
                        .build())
                .accept()
                .knowing(Course.lead().attribute("vip", "yes").build())
                .atDue();

        assertThat(course.claim().isSettled()).isTrue();
        assertThat(course.lines()).containsExactly("SENT one", "COMPLETED two GOAL_MET");
        assertThat(course.state().counters().emailsSent()).isEqualTo(1);
    }

    @Test
    void aConditionalExitIsWatchedBeforeActionsTooAndPassedByWhenItDoesNotHold() {
        Step exit = new Step.Exit(StepKey.of("sold"), StepSettings.none(), Optional.of(VIP));
        Plan plan = plan().action("tag", "crm.tag", Map.of())
                .step(exit)
                .email("hello", "t")
                .build();

        assertThat(vip(plan).run().lines()).containsExactly("COMPLETED tag EXIT");
        assertThat(Course.of(plan).run().lines())
                .containsExactly("ACTED tag", "PASSED_BY sold", "SENT hello", "COMPLETED END_OF_PLAN");
    }

    @Test
    void aStepThatWasCarriedOutIsNeverCarriedOutAgainEvenWhenThePlanGoesInCircles() {
        Plan plan = plan().email("one", "t")
                .branch("again", VIP, "one", "two")
                .email("two", "t")
                .build();

        assertThat(vip(plan).run().lines())
                .containsExactly("SENT one", "BRANCHED again", "SENT two", "COMPLETED END_OF_PLAN");
    }

    @Test
    void aCircleOfStepsThatAreAllBehindIsTheEnd() {
        Course course = Course.of(plan().email("one", "t")
                        .email("two", "t")
                        .thenGoTo("one")
                        .build())
                .run();

        assertThat(course.lines()).containsExactly("SENT one", "SENT two", "COMPLETED END_OF_PLAN");
    }
}
