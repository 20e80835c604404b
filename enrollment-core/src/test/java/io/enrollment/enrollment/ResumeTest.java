package io.enrollment.enrollment;

import static io.enrollment.calendar.Delay.businessDays;
import static io.enrollment.calendar.Delay.days;
import static io.enrollment.calendar.Delay.hours;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.SendWindow;
import io.enrollment.criteria.Condition;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.OnResume;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What becomes of the due time when a pause ends. */
class ResumeTest {

    private static final LocalDateTime NEW_YEAR = LocalDateTime.parse("2026-01-01T09:00");

    private static PlanBuilder plan(OnResume policy) {
        return Plan.forPeople("welcome").with(more -> more.onResume(policy));
    }

    private static Course begin(PlanBuilder plan) {
        return Course.of(Course.RULES, plan.build(), Course.lead().build(), NEW_YEAR);
    }

    private static Course paused(Course course, String from, String until) {
        course.at(from).pause();
        course.at(until).resume();
        return course;
    }

    @Nested
    class Freeze {

        private PlanBuilder frozen() {
            return plan(OnResume.FREEZE);
        }

        @Test
        void aThreeDayWaitPausedAfterTwoDaysHasOneDayLeft() {
            Course hours = begin(frozen().waitFor(hours(72)));
            Course days = begin(frozen().waitFor(days(3)));

            assertThat(paused(hours, "2026-01-03T09:00", "2026-01-20T15:30").due())
                    .isEqualTo("2026-01-21T15:30");
            assertThat(paused(days, "2026-01-03T09:00", "2026-01-20T15:30").due())
                    .isEqualTo("2026-01-21T09:00");
        }

        @Test
        void dueTenDaysAfterNewYearAndPausedFromTheFifthToTheTenthIsDueOnTheSixteenth() {
            Course course = begin(frozen().waitFor(days(10)));

            assertThat(paused(course, "2026-01-05T09:00", "2026-01-10T09:00").due())
                    .isEqualTo("2026-01-16T09:00");
        }

        @Test
        void theTimeOfDayOfACalendarWaitStays() {
            Course course = begin(frozen().waitFor(days(9).at("09:00")));

            assertThat(paused(course, "2026-01-08T17:00", "2026-01-20T11:00").due())
                    .isEqualTo("2026-01-22T09:00");
        }

        @Test
        void withNoDateLeftItIsTheSameTimeOfDayIfStillToComeElseAtOnce() {
            assertThat(paused(begin(frozen().waitFor(days(9))), "2026-01-10T08:00", "2026-01-20T08:30")
                            .due())
                    .isEqualTo("2026-01-20T09:00");
            assertThat(paused(begin(frozen().waitFor(days(9))), "2026-01-10T08:00", "2026-01-20T11:00")
                            .due())
                    .isEqualTo("2026-01-20T11:00");
        }

        @Test
        void businessDaysThatWereLeftAreCountedAnew() {
            Course course = begin(frozen().waitFor(businessDays(5)));
            assertThat(course.due()).isEqualTo("2026-01-08T09:00");

            assertThat(paused(course, "2026-01-06T12:00", "2026-01-16T12:00").due())
                    .isEqualTo("2026-01-20T09:00");
        }

        @Test
        void twoPausesInARowTakeBothTimesOut() {
            Course course = begin(frozen().waitFor(hours(72)));
            paused(course, "2026-01-02T09:00", "2026-01-05T09:00");
            paused(course, "2026-01-06T09:00", "2026-01-08T09:00");

            assertThat(course.due()).isEqualTo("2026-01-09T09:00");
        }

        @Test
        void theWindowAndTheGapApplyAgain() {
            Course window = begin(frozen().window(SendWindow.weekdays("09:00", "17:00"))
                    .email("one", "t")
                    .after(hours(30)));
            assertThat(paused(window, "2026-01-02T14:00", "2026-01-02T18:00").due())
                    .isEqualTo("2026-01-05T09:00");

            Course gap = begin(frozen().minimumGap(Duration.ofDays(5))
                            .email("one", "t")
                            .email("two", "t")
                            .after(hours(1)))
                    .accept();
            assertThat(paused(gap, "2026-01-01T09:30", "2026-01-01T10:00").due())
                    .isEqualTo("2026-01-06T09:00");
        }

        @Test
        void waitingForAWindowIsNoPartOfTheWait() {
            Course course = begin(frozen().window(SendWindow.weekdays("08:00", "09:00"))
                    .email("one", "t")
                    .after(hours(24)));
            assertThat(course.due()).isEqualTo("2026-01-05T08:00");

            paused(course, "2026-01-03T10:00", "2026-01-03T12:00");

            assertThat(course.due()).isEqualTo("2026-01-05T08:00");
        }

        @Test
        void whatWasOverdueIsDueAtOnce() {
            Course course = begin(frozen().email("one", "t"));

            assertThat(paused(course, "2026-01-02T09:00", "2026-01-03T09:00").due())
                    .isEqualTo("2026-01-03T09:00");
        }

        @Test
        void aDayLeftAcrossAChangeOfTheClocksIsADayOnTheWall() {
            Course course = begin(frozen().waitFor(days(60)));

            assertThat(paused(course, "2026-03-01T12:00", "2026-03-07T12:00").due())
                    .isEqualTo("2026-03-08T09:00");
        }

        @Test
        void theDerivationSaysThatItWasResumed() {
            Course course = paused(begin(frozen().waitFor(days(3))), "2026-01-02T09:00", "2026-01-03T09:00");

            assertThat(course.state().due().orElseThrow().derivation())
                    .first()
                    .asString()
                    .contains("resumed", "FREEZE");
        }
    }

    @Nested
    class KeepClock {

        @Test
        void theDueTimeStaysAsItWasAndOverdueMeansNow() {
            Course course = begin(plan(OnResume.KEEP_CLOCK).waitFor(days(10)));
            Course overdue = begin(plan(OnResume.KEEP_CLOCK).waitFor(days(10)));

            assertThat(paused(course, "2026-01-05T09:00", "2026-01-10T09:00").due())
                    .isEqualTo("2026-01-11T09:00");
            assertThat(paused(overdue, "2026-01-05T09:00", "2026-01-15T12:00").due())
                    .isEqualTo("2026-01-15T12:00");
        }

        @Test
        void overdueMessagesWaitForTheirWindow() {
            Course course = begin(plan(OnResume.KEEP_CLOCK)
                    .window(SendWindow.weekdays("09:00", "17:00"))
                    .email("one", "t"));

            assertThat(paused(course, "2026-01-01T09:00", "2026-01-03T12:00").due())
                    .isEqualTo("2026-01-05T09:00");
        }
    }

    @Nested
    class RestartDelay {

        @Test
        void theFullDelayCountsAgainFromTheResume() {
            Course course = begin(plan(OnResume.RESTART_DELAY).waitFor(days(10)));

            assertThat(paused(course, "2026-01-05T09:00", "2026-01-10T12:00").due())
                    .isEqualTo("2026-01-20T12:00");
        }
    }

    @Nested
    class SkipMissed {

        private PlanBuilder skipping() {
            return plan(OnResume.SKIP_MISSED);
        }

        @Test
        void whatFellDueInThePauseIsSkippedAndLaterStepsKeepTheirClock() {
            Course course = begin(skipping()
                    .email("one", "t")
                    .after(days(1))
                    .email("two", "t")
                    .after(days(2))
                    .text("three", "t")
                    .after(days(3)));

            paused(course, "2026-01-01T12:00", "2026-01-05T12:00");

            assertThat(course.lines()).endsWith("SKIPPED one MISSED_WHILE_PAUSED", "SKIPPED two MISSED_WHILE_PAUSED");
            assertThat(course.due()).isEqualTo("2026-01-07T09:00");
            assertThat(course.state().counters().emailsSkipped()).isEqualTo(2);
        }

        @Test
        void nothingIsSkippedThatDidNotFallDueInThePause() {
            Course before = begin(skipping().email("one", "t"));
            Course after = begin(skipping().email("one", "t").after(days(9)));

            paused(before, "2026-01-02T12:00", "2026-01-05T12:00");
            paused(after, "2026-01-02T12:00", "2026-01-05T12:00");

            assertThat(before.accept().lines()).contains("SENT one");
            assertThat(after.due()).isEqualTo("2026-01-10T09:00");
        }

        @Test
        void theWayThroughBranchesIsTakenAsEver() {
            Condition vip = Condition.equal("vip", "yes");
            Course course = begin(skipping()
                    .branch("which", vip, "gold", "plain")
                    .after(days(1))
                    .email("gold", "t")
                    .exit("end")
                    .email("plain", "t")
                    .email("more", "t")
                    .after(days(9)));

            paused(course, "2026-01-01T12:00", "2026-01-05T12:00");

            assertThat(course.lines()).endsWith("BRANCHED which", "SKIPPED plain MISSED_WHILE_PAUSED");
            assertThat(course.due()).isEqualTo("2026-01-11T09:00");
        }

        @Test
        void anExitThatWasReachedInThePauseEndsIt() {
            Course course = begin(
                    skipping().action("tag", "crm.tag", Map.of()).after(days(1)).exit("end"));

            paused(course, "2026-01-01T12:00", "2026-01-05T12:00");

            assertThat(course.lines()).endsWith("SKIPPED tag MISSED_WHILE_PAUSED", "COMPLETED end EXIT");
        }
    }

    @Nested
    class AbsoluteDates {

        private PlanBuilder untilTheTenth(OnResume policy) {
            return plan(policy)
                    .waitUntil("tenth", LocalDate.of(2026, 1, 10))
                    .email("one", "t")
                    .after(days(1));
        }

        @Test
        void anAbsoluteDateNeverShifts() {
            for (OnResume policy : OnResume.values()) {
                Course course = paused(begin(untilTheTenth(policy)), "2026-01-05T09:00", "2026-01-08T09:00");
                assertThat(course.due()).as(policy.name()).isEqualTo("2026-01-10T00:00");
            }
        }

        @Test
        void aDateThatWasMissedInThePauseIsSkipped() {
            for (OnResume policy : OnResume.values()) {
                Course course = paused(begin(untilTheTenth(policy)), "2026-01-05T09:00", "2026-01-10T09:00");
                assertThat(course.lines()).as(policy.name()).endsWith("SKIPPED tenth MISSED_WHILE_PAUSED");
            }
        }

        @Test
        void withinTheGraceOfTheStepItIsNotMissed() {
            Course course = begin(plan(OnResume.FREEZE)
                    .waitUntil("tenth", LocalDate.of(2026, 1, 10))
                    .staleAfter(Duration.ofDays(1))
                    .email("one", "t")
                    .after(days(1)));

            paused(course, "2026-01-05T09:00", "2026-01-11T00:00").claim();

            assertThat(course.lines()).endsWith("WAITED tenth");
            assertThat(course.due()).isEqualTo("2026-01-11T00:00");
        }

        @Test
        void beyondItItIsWhateverThePolicy() {
            for (OnResume policy : OnResume.values()) {
                Course course = begin(plan(policy)
                        .waitUntil("tenth", LocalDate.of(2026, 1, 10))
                        .staleAfter(Duration.ofDays(1))
                        .email("one", "t")
                        .after(days(1)));

                paused(course, "2026-01-05T09:00", "2026-01-11T00:01");

                assertThat(course.lines()).as(policy.name()).contains("SKIPPED tenth MISSED_WHILE_PAUSED");
            }
        }

        @Test
        void withinItSkipMissedGoesOnFromTheDate() {
            Course course = begin(plan(OnResume.SKIP_MISSED)
                    .waitUntil("tenth", LocalDate.of(2026, 1, 10))
                    .staleAfter(Duration.ofDays(1))
                    .email("one", "t")
                    .after(days(1)));

            paused(course, "2026-01-05T09:00", "2026-01-10T12:00");

            assertThat(course.lines()).contains("WAITED tenth");
            assertThat(course.due()).isEqualTo("2026-01-11T00:00");
        }

        @Test
        void aDateThatWasOverBeforeThePauseIsNotMissedBecauseOfIt() {
            Course course = begin(untilTheTenth(OnResume.FREEZE));

            paused(course, "2026-01-10T09:00", "2026-01-12T09:00").claim();

            assertThat(course.lines()).endsWith("WAITED tenth");
        }
    }

    @Test
    void whatHasNotExpiredYetIsResumed() {
        Course course = begin(plan(OnResume.FREEZE)
                .with(more -> more.maximumAge(Period.ofDays(30)))
                .email("one", "t")
                .after(days(5)));

        paused(course, "2026-01-02T12:00", "2026-01-04T12:00");

        assertThat(course.due().toLocalDate()).isEqualTo("2026-01-08");
    }

    @Test
    void whatExpiredInThePauseExpiresWhateverThePolicy() {
        for (OnResume policy : OnResume.values()) {
            Course course = begin(plan(policy)
                    .with(more -> more.maximumAge(Period.ofDays(3)))
                    .email("one", "t")
                    .after(days(1))
                    .email("two", "t"));

            paused(course, "2026-01-01T12:00", "2026-01-05T12:00").claim();

            assertThat(course.lines()).as(policy.name()).endsWith("EXPIRED one MAXIMUM_AGE");
            assertThat(course.state().status()).isEqualTo(EnrollmentStatus.EXPIRED);
        }
    }
}
