package io.enrollment.enrollment;

import static io.enrollment.calendar.Delay.businessDays;
import static io.enrollment.calendar.Delay.days;
import static io.enrollment.calendar.Delay.hours;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.SendWindow;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.OnFailure;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import io.enrollment.subject.Subject;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When steps are due, held, stale, and when an enrollment expires. It begins on Monday, 5 January, at 10:00. */
class DueTest {

    private static final SendWindow OFFICE = SendWindow.weekdays("09:00", "17:00");

    private static PlanBuilder plan() {
        return Plan.forPeople("welcome");
    }

    private static LocalDateTime january(int day, String time) {
        return LocalDateTime.parse("2026-01-%02dT%s".formatted(day, time));
    }

    @Test
    void aDelayCountsFromTheHandOffOfThePreviousStep() {
        Course course = Course.of(
                plan().email("one", "t").email("two", "t").after(hours(5)).build());

        course.at("2026-01-05T11:30").accept();

        assertThat(course.due()).isEqualTo(january(5, "16:30"));
        assertThat(course.state().anchor()).isEqualTo(Course.local("2026-01-05T11:30"));
    }

    @Test
    void aDelayAfterTheStartCountsFromTheEnrollmentAndIsOverWhenThePreviousStepTookLonger() {
        Plan plan =
                plan().email("one", "t").email("two", "t").afterStart(days(2)).build();

        assertThat(Course.of(plan).at("2026-01-06T12:00").accept().due()).isEqualTo(january(7, "10:00"));
        assertThat(Course.of(plan).at("2026-01-09T12:00").accept().due()).isEqualTo(january(9, "12:00"));
    }

    @Test
    void whatHappensByItselfHappensWhenItIsDueHoweverLateTheSchedulerIs() {
        Course course = Course.of(plan().waitFor("pause", days(1))
                        .waitFor("more", days(1))
                        .email("hello", "t")
                        .after(days(1))
                        .build())
                .at("2026-01-07T18:00");

        course.claim();

        assertThat(course.lines()).containsExactly("WAITED pause", "WAITED more");
        assertThat(course.due()).isEqualTo(january(8, "10:00"));
    }

    @Test
    void theDelayAfterASkippedStepCountsFromTheSkip() {
        Course course = Course.of(
                plan().text("one", "t").email("two", "t").after(days(1)).build(),
                Subject.person("lead-1")
                        .email("ann@example.com")
                        .zone(Course.NEW_YORK)
                        .build());

        course.at("2026-01-05T15:00").claim();

        assertThat(course.lines()).containsExactly("SKIPPED one PHONE_MISSING");
        assertThat(course.due()).isEqualTo(january(6, "15:00"));
        assertThat(course.state().lastHandOff()).isEmpty();
        assertThat(course.state().counters().textsSkipped()).isEqualTo(1);
    }

    @Test
    void theMinimumGapCountsHandOffsOnly() {
        PlanBuilder gap = plan().minimumGap(Duration.ofHours(3));
        Course course = Course.of(gap.email("one", "t")
                        .text("two", "t")
                        .email("three", "t")
                        .build())
                .accept();
        assertThat(course.due()).isEqualTo(january(5, "13:00"));

        course.knowing(Subject.person("lead-1")
                        .email("ann@example.com")
                        .zone(Course.NEW_YORK)
                        .build())
                .atDue()
                .claim();

        assertThat(course.lines()).containsExactly("SENT one", "SKIPPED two PHONE_MISSING");
        assertThat(course.due()).isEqualTo(january(5, "13:00"));
    }

    @Test
    void theMinimumGapHoldsNoStepThatSendsNothing() {
        Course course = Course.of(plan().minimumGap(Duration.ofDays(3))
                        .email("one", "t")
                        .waitFor("pause", hours(1))
                        .email("two", "t")
                        .build())
                .accept();

        assertThat(course.due()).isEqualTo(january(5, "11:00"));
        course.atDue().claim();
        assertThat(course.due()).isEqualTo(january(8, "10:00"));
    }

    @Test
    void aMessageIsDueInItsWindowElseInThatOfThePlan() {
        Plan plan = plan().window(OFFICE)
                .email("one", "t")
                .after(hours(10))
                .email("two", "t")
                .within(SendWindow.daily("20:00", "22:00"))
                .build();
        Course course = Course.of(plan);

        assertThat(course.due()).isEqualTo(january(6, "09:00"));
        assertThat(course.atDue().accept().due()).isEqualTo(january(6, "20:00"));
        assertThat(course.state().due().orElseThrow().derivation()).anyMatch(step -> step.contains("outside window"));
    }

    @Test
    void aReadyMessageThatMissedItsWindowIsHeldUntilTheNextOne() {
        Course course = Course.of(plan().window(OFFICE).email("one", "t").build());

        course.at("2026-01-09T19:00").claim();

        assertThat(course.lines()).containsExactly("HELD one WINDOW_CLOSED");
        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.PENDING_DEPLOYMENT);
        assertThat(course.state().heldBecause()).contains("WINDOW_CLOSED");
        assertThat(course.due()).isEqualTo(january(12, "09:00"));
        assertThat(course.last().due())
                .hasValueSatisfying(due -> assertThat(due.at()).isEqualTo(Course.local("2026-01-05T10:00")));
        assertThat(course.atDue().accept().lines()).endsWith("SENT one", "COMPLETED END_OF_PLAN");
        assertThat(course.state().heldBecause()).isEmpty();
    }

    @Test
    void quietHoursHoldTextsButNotEmails() {
        Course text = Course.of(plan().text("one", "t").after(hours(12)).build());
        Course email = Course.of(plan().email("one", "t").after(hours(12)).build());

        assertThat(text.due()).isEqualTo(january(6, "08:00"));
        assertThat(email.due()).isEqualTo(january(5, "22:00"));
        assertThat(text.at("2026-01-06T21:00").claim().isSettled()).isTrue();
        assertThat(text.due()).isEqualTo(january(7, "08:00"));
    }

    @Test
    void aDayIsADayOnTheWallAndHoursAreElapsedWhereTheClocksChange() {
        LocalDateTime beforeSpring = LocalDateTime.parse("2026-03-07T10:00");
        Plan days = plan().email("one", "t").after(days(1)).build();
        Plan hours = plan().email("one", "t").after(hours(24)).build();

        assertThat(Course.of(Course.RULES, days, Course.lead().build(), beforeSpring)
                        .due())
                .isEqualTo("2026-03-08T10:00");
        assertThat(Course.of(Course.RULES, hours, Course.lead().build(), beforeSpring)
                        .due())
                .isEqualTo("2026-03-08T11:00");
    }

    @Test
    void aTimeThatTheClocksSkipMovesForward() {
        LocalDateTime evening = LocalDateTime.parse("2026-03-07T20:00");
        Plan plan = plan().email("one", "t").after(days(1).at("02:30")).build();

        Course course = Course.of(Course.RULES, plan, Course.lead().build(), evening);

        assertThat(course.due()).isEqualTo("2026-03-08T03:30");
    }

    @Test
    void businessDaysLeaveOutTheWeekend() {
        Course course =
                Course.of(plan().waitFor("pause", businessDays(5).at("09:00")).build());

        assertThat(course.due()).isEqualTo(january(12, "09:00"));
    }

    @Test
    void aStepThatIsTooLateIsSkippedAsStale() {
        Plan plan = plan().email("one", "t").staleAfter(Duration.ofHours(2)).build();

        assertThat(Course.of(plan).at("2026-01-05T12:00").accept().lines()).startsWith("SENT one");
        Course late = Course.of(plan).at("2026-01-05T12:01");
        late.claim();
        assertThat(late.lines()).containsExactly("SKIPPED one STALE", "COMPLETED END_OF_PLAN");
        assertThat(late.log().get(1).details()).containsEntry("late", "PT2H1M");
    }

    @Test
    void anActionGoesStaleAsWell() {
        Course course = Course.of(plan().action("tag", "crm.tag", Map.of())
                        .staleAfter(Duration.ofHours(2))
                        .build())
                .later(Duration.ofHours(3));

        course.claim();

        assertThat(course.lines()).startsWith("SKIPPED tag STALE");
    }

    @Test
    void aMessageThatWouldBeStaleWhenItsWindowOpensIsSkippedAtOnce() {
        Course course = Course.of(plan().window(OFFICE)
                        .email("one", "t")
                        .staleAfter(Duration.ofHours(12))
                        .build())
                .at("2026-01-05T18:00");

        course.claim();

        assertThat(course.lines()).containsExactly("SKIPPED one STALE", "COMPLETED END_OF_PLAN");
    }

    @Test
    void aWindowThatNeverOpensFailsTheStep() {
        SendWindow weekend = SendWindow.on(Set.of(DayOfWeek.SUNDAY), "09:00", "10:00");
        Plan plan = plan().email("one", "t").within(weekend).onBusinessDays().build();

        Course course = Course.of(plan);

        assertThat(course.lines()).containsExactly("STEP_FAILED one WINDOW_NEVER_OPENS");
        assertThat(course.retry().refusal())
                .hasValueSatisfying(why -> assertThat(why).contains("never opens"));
    }

    @Test
    void anEnrollmentExpiresWhenItHasReachedItsMaximumAge() {
        Plan plan = plan().with(more -> more.maximumAge(Period.ofDays(3)))
                .email("one", "t")
                .after(days(5))
                .build();
        Course course = Course.of(plan);

        assertThat(course.due()).isEqualTo(january(8, "10:00"));
        assertThat(course.state().due().orElseThrow().derivation())
                .last()
                .asString()
                .startsWith("expires before");
        course.atDue().claim();

        assertThat(course.lines()).containsExactly("EXPIRED one MAXIMUM_AGE");
        assertThat(course.state().ending()).contains(new Ending(EndCause.MAXIMUM_AGE, course.now()));
    }

    @Test
    void anEnrollmentExpiresOnTheEndDateOfItsPlan() {
        Plan plan = plan().with(more -> more.endDate(LocalDate.of(2026, 1, 7)).maximumAge(Period.ofDays(30)))
                .email("one", "t")
                .email("two", "t")
                .after(days(2))
                .build();
        Course course = Course.of(plan).accept();

        assertThat(course.due()).isEqualTo(january(7, "00:00"));
        course.atDue().claim();

        assertThat(course.lines()).containsExactly("SENT one", "EXPIRED two PLAN_ENDED");
        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.EXPIRED);
    }

    @Test
    void whatIsDueRightWhenItExpiresIsNotCarriedOut() {
        Plan plan = plan().with(more -> more.maximumAge(Period.ofDays(3)))
                .email("one", "t")
                .after(days(3))
                .build();

        assertThat(Course.of(plan).run().lines()).containsExactly("EXPIRED one MAXIMUM_AGE");
    }

    @Test
    void aHoldThatLastsPastTheExpiryEndsThere() {
        Plan plan = plan().with(more -> more.maximumAge(Period.ofDays(4)))
                .window(OFFICE)
                .onFailure(OnFailure.SKIP)
                .email("one", "t")
                .build();
        Course course = Course.of(Course.RULES, plan, Course.lead().build(), january(7, "10:00"));

        course.at("2026-01-09T18:00").claim();

        assertThat(course.due()).isEqualTo(january(11, "10:00"));
        assertThat(course.run().lines()).containsExactly("HELD one WINDOW_CLOSED", "EXPIRED one MAXIMUM_AGE");
    }
}
