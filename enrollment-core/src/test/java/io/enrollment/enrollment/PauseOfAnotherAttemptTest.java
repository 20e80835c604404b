package io.enrollment.enrollment;

import static io.enrollment.calendar.Delay.businessDays;
import static io.enrollment.calendar.Delay.days;
import static io.enrollment.calendar.Delay.hours;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.SendWindow;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import io.enrollment.plan.PlanVersion;
import io.enrollment.plan.StepKey;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a pause leaves of a wait that is not the plan's own: between attempts, for an agreed call, of what was run at once. */
class PauseOfAnotherAttemptTest {

    private static final Command.HurryIt HURRY = new Command.HurryIt(StepKey.of("news"), Course.ANN);

    private static PlanBuilder emails() {
        return Plan.forPeople("welcome").email("hello", "t").email("news", "t");
    }

    private static Course accepted(PlanBuilder plan) {
        return Course.of(plan.build()).accept();
    }

    /** Failed, and to be tried again in so many hours. */
    private static Course failed(Course course, int again) {
        return course.outcome(new Outcome.Failed("BUSY", "later", Optional.of(Duration.ofHours(again))));
    }

    private static Course paused(Course course, String from, String until) {
        course.at(from).pause();
        course.at(until).resume();
        return course;
    }

    @Nested
    class BetweenAttempts {

        @Test
        void aRetryOnADayOffStaysWhereItIsInAPauseOfNoLength() {
            Course course = failed(accepted(emails().after(businessDays(4))).atDue(), 30);
            assertThat(course.due()).isEqualTo("2026-01-10T16:00");

            paused(course, "2026-01-09T12:00", "2026-01-09T12:00");

            assertThat(course.due()).isEqualTo("2026-01-10T16:00");
        }

        @Test
        void aRetryOfAStepThatCountsDaysHasTheHoursLeftThatItHad() {
            Course course = failed(accepted(emails().after(days(2))).atDue(), 2);

            paused(course, "2026-01-07T11:00", "2026-01-20T15:00");

            assertThat(course.due()).isEqualTo("2026-01-20T16:00");
        }

        @Test
        void soHasTheSpacingOfCalls() {
            Course course = Course.of(Plan.forPeople("calls")
                    .call("call", "sales", 3, Duration.ofHours(28))
                    .after(businessDays(4))
                    .build());
            course.atDue().work();
            course.dispose("call", "no-answer");
            assertThat(course.due()).isEqualTo("2026-01-10T14:00");

            paused(course, "2026-01-09T16:00", "2026-01-09T16:00");
            assertThat(course.due()).isEqualTo("2026-01-10T14:00");

            paused(course, "2026-01-10T10:00", "2026-01-13T09:00");
            assertThat(course.due()).isEqualTo("2026-01-13T13:00");
        }
    }

    @Nested
    class AnAgreedCall {

        private Course agreed(PlanBuilder plan) {
            Course course = Course.of(plan.build());
            course.atDue().work();
            course.callBack("call", "call-back", "2026-01-17T15:00");
            return course;
        }

        @Test
        void onADayOffItStaysAgreed() {
            Course course = agreed(Plan.forPeople("calls").call("call", "sales").after(businessDays(1)));

            paused(course, "2026-01-14T10:00", "2026-01-14T12:00");

            assertThat(course.due()).isEqualTo("2026-01-17T15:00");
        }

        @Test
        void keepsItsTimeOfDay() {
            Course course = agreed(Plan.forPeople("calls").call("call", "sales"));

            paused(course, "2026-01-14T10:00", "2026-01-14T11:00");
            assertThat(course.due()).isEqualTo("2026-01-17T15:00");

            paused(course, "2026-01-14T12:00", "2026-01-16T17:00");
            assertThat(course.due()).isEqualTo("2026-01-19T15:00");
        }
    }

    @Nested
    class WhatIsReady {

        private PlanBuilder inWindow() {
            return emails().after(days(9)).within(SendWindow.weekdays("09:00", "17:00"));
        }

        @Test
        void whatWasRunAtOnceDoesNotWaitAgainOnceItsWindowHasHeldIt() {
            Course course = accepted(inWindow());
            course.at("2026-01-09T16:00").tell(HURRY);
            course.at("2026-01-09T18:00").work();
            assertThat(course.state().heldBecause()).isPresent();

            paused(course, "2026-01-09T19:00", "2026-01-09T19:30");

            assertThat(course.due()).isEqualTo("2026-01-12T09:00");
        }

        @Test
        void norHasItAnythingLeftWhenItsWindowWasStillToOpen() {
            Course course = accepted(inWindow().onBusinessDays());
            course.at("2026-01-10T12:00").tell(HURRY);

            paused(course, "2026-01-11T10:00", "2026-01-13T12:30");

            assertThat(course.due()).isEqualTo("2026-01-13T12:30");
        }

        @Test
        void norWhatIsTriedAgainAfterItFailed() {
            Course course = accepted(emails().after(hours(30)).within(SendWindow.weekdays("09:00", "17:00")));
            course.atDue().outcome(new Outcome.Rejected("GONE", "no such mailbox"));
            course.at("2026-01-10T12:00").retry();

            paused(course, "2026-01-11T10:00", "2026-01-13T12:30");

            assertThat(course.due()).isEqualTo("2026-01-13T12:30");
        }

        @Test
        void noAbsenceMakesTheWindowAPartOfTheWait() {
            Course course = accepted(emails().after(days(5)).within(SendWindow.weekdays("09:00", "17:00")));
            course.at("2026-01-11T10:00").pause();
            course.hear(new InboundEvent.OutOfOffice(Optional.of(LocalDate.of(2026, 1, 12))));
            course.at("2026-01-14T10:00").resume();

            assertThat(course.due()).isEqualTo("2026-01-14T10:00");
        }

        @Test
        void norDoesAMoveToAnotherZone() {
            Course course = accepted(emails().after(hours(120)).within(SendWindow.weekdays("09:00", "17:00")));
            course.at("2026-01-11T10:00").pause();
            course.knowing(Course.lead().zone(ZoneId.of("America/Los_Angeles")).build());
            course.at("2026-01-14T13:00").resume();

            assertThat(course.due()).isEqualTo("2026-01-14T13:00");
        }
    }

    @Test
    void anExpiryThatComesFirstIsNotTakenForTheEndOfTheWait() {
        Course course =
                accepted(emails().after(businessDays(10)).with(more -> more.endDate(LocalDate.of(2026, 1, 11))));
        assertThat(course.due()).isEqualTo("2026-01-11T00:00");

        paused(course, "2026-01-06T10:00", "2026-01-06T10:00");

        assertThat(course.run().lines()).endsWith("EXPIRED news PLAN_ENDED");
        assertThat(course.lines()).doesNotContain("SENT news");
    }

    @Test
    void whatIsRunAtOnceStaysSoInAnotherVersionOfThePlan() {
        Plan plan = emails().after(days(9)).build();
        Course course = Course.of(plan).accept();
        course.at("2026-01-06T12:00").tell(HURRY);
        PlanVersion from = new PlanVersion(plan, 1, "0".repeat(64), course.now());
        PlanVersion to = new PlanVersion(plan, 2, "0".repeat(64), course.now());

        Enrollment moved = Decider.of(Course.RULES)
                .migrate(
                        from,
                        to,
                        course.state(),
                        MigrationOptions.DEFAULT,
                        Course.facts(Course.lead().build()),
                        Course.ANN,
                        course.now())
                .after();

        assertThat(moved.due().orElseThrow().at()).isEqualTo(course.now());
    }
}
