package io.enrollment.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import io.enrollment.plan.StepSettings;
import io.enrollment.plan.WaitFor;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Waits for events: what counts, from when on, and what happens when nothing comes. */
class EventWaitTest {

    private static PlanBuilder plan() {
        return Plan.forPeople("care")
                .email("hello", "t")
                .waitForEvent("wait", "visit", Duration.ofDays(3))
                .onTimeout("remind")
                .email("thanks", "t")
                .thenGoTo("end")
                .email("remind", "t")
                .exit("end");
    }

    private static Course waiting() {
        Course course = Course.of(plan().build()).accept();
        course.work();
        return course;
    }

    @Test
    void theEventEndsTheWaitAtOnce() {
        Course course = waiting();
        assertThat(course.due()).isEqualTo("2026-01-08T10:00");

        course.later(Duration.ofHours(5)).event("visit");
        assertThat(course.due()).isEqualTo("2026-01-05T15:00");
        course.run();

        assertThat(course.lines())
                .containsExactly("SENT hello", "EVENT visit", "WAITED wait visit", "SENT thanks", "COMPLETED end EXIT");
    }

    @Test
    void withoutTheEventTheTimeoutTakesItsOwnWay() {
        Course course = waiting().run();

        assertThat(course.lines())
                .containsExactly("SENT hello", "WAITED wait TIMEOUT", "SENT remind", "COMPLETED end EXIT");
        assertThat(course.now()).isEqualTo(Course.local("2026-01-08T10:00"));
    }

    @Test
    void withoutAWayOfItsOwnTheTimeoutGoesOnWithTheStepThatFollows() {
        Course course = Course.of(Plan.forPeople("care")
                        .waitForEvent("wait", "visit", Duration.ofDays(3))
                        .email("more", "t")
                        .build())
                .run();

        assertThat(course.lines()).containsExactly("WAITED wait TIMEOUT", "SENT more", "COMPLETED END_OF_PLAN");
    }

    @Test
    void whatHappenedBeforeThePreviousStepDoesNotCountUnlessThePlanCountsSinceTheStart() {
        WaitFor sinceStart = new WaitFor.Event("visit", Duration.ofDays(3), true);
        Step patient = new Step.Wait(StepKey.of("wait"), StepSettings.none(), sinceStart);
        Course strict = Course.of(plan().build());
        Course lenient = Course.of(Plan.forPeople("care")
                .email("hello", "t")
                .step(patient)
                .email("more", "t")
                .build());

        strict.event("visit");
        lenient.event("visit");
        strict.later(Duration.ofHours(1)).accept();
        lenient.later(Duration.ofHours(1)).accept();

        assertThat(strict.work().after().step()).contains(StepKey.of("wait"));
        assertThat(lenient.work().after().step()).contains(StepKey.of("more"));
    }

    @Test
    void anEventThatWasToldOfLateCountsByWhenItHappened() {
        Course course = waiting();
        Instant before = course.now().minus(Duration.ofHours(1));

        course.later(Duration.ofHours(2));
        InboundEvent.About about =
                new InboundEvent.About.Somebody(course.state().subject());
        course.tell(new Command.HearIt(new InboundEvent("v-1", before, about, new InboundEvent.Custom("visit")), 0));

        assertThat(course.due()).isEqualTo("2026-01-08T10:00");
    }

    @Test
    void anEventThatCameInAPauseEndsTheWaitWithTheResume() {
        Course course = waiting();
        course.pause();
        course.later(Duration.ofHours(1)).event("visit");

        course.later(Duration.ofHours(1)).resume();

        assertThat(course.run().lines()).contains("WAITED wait visit");
    }

    @Test
    void oneEventEndsOneOfTwoWaitsBehindEachOther() {
        Course course = Course.of(Plan.forPeople("care")
                .waitForEvent("one", "visit", Duration.ofDays(3))
                .waitForEvent("two", "visit", Duration.ofDays(3))
                .build());
        course.event("visit");
        course.work();

        assertThat(course.state().step()).contains(StepKey.of("two"));
        course.later(Duration.ofHours(1)).event("visit");
        course.work();
        assertThat(course.lines())
                .containsExactly(
                        "EVENT visit", "WAITED one visit", "EVENT visit", "WAITED two visit", "COMPLETED END_OF_PLAN");
    }

    @Test
    void aPlanMayWaitForWhatTheEngineHearsItself() {
        Course course = Course.of(Plan.forPeople("care")
                        .email("hello", "t")
                        .waitForEvent("wait", "opened", Duration.ofDays(3))
                        .email("more", "t")
                        .build())
                .accept();
        course.work();

        course.later(Duration.ofMinutes(5)).hear(new InboundEvent.Opened());

        assertThat(course.run().lines()).containsSequence("OPENED opened", "WAITED wait opened");
    }

    @Test
    void whatIsLeftOfATimeoutIsLeftAfterAPause() {
        Course course = waiting();
        course.later(Duration.ofDays(1)).pause();

        course.later(Duration.ofDays(10)).resume();

        assertThat(course.due()).isEqualTo("2026-01-18T10:00");
    }
}
