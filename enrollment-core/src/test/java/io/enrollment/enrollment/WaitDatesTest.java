package io.enrollment.enrollment;

import static io.enrollment.calendar.Delay.days;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.plan.OnFailure;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import io.enrollment.plan.StepSettings;
import io.enrollment.plan.WaitFor;
import io.enrollment.subject.AttributeValue;
import io.enrollment.subject.Subject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Waits until a date, of the plan or of the subject. It begins on Monday, 5 January, at 10:00. */
class WaitDatesTest {

    private static PlanBuilder until(WaitFor date) {
        return Plan.forPeople("welcome")
                .step(new Step.Wait(StepKey.of("until"), StepSettings.none(), date))
                .email("one", "t")
                .after(days(1));
    }

    private static WaitFor service(int days, Optional<LocalTime> at) {
        return new WaitFor.AttributeDate("service", Period.ofDays(days), at);
    }

    private static Subject with(AttributeValue service) {
        return Course.lead().putAttribute("service", service).build();
    }

    private static Course until(AttributeValue service) {
        return Course.of(until(service(0, Optional.empty())).build(), with(service));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-20, 2026-01-20T00:00",
        "' 2026-01-20 ', 2026-01-20T00:00",
        "2026-01-20T20:30:00Z, 2026-01-20T15:30",
        "2026-01-20T20:30:00+01:00, 2026-01-20T14:30"
    })
    void aTextThatIsADateOrAPointInTimeIsReadAsSuch(String text, LocalDateTime due) {
        assertThat(until(AttributeValue.of(text)).due()).isEqualTo(due);
    }

    @Test
    void aDateIsItsStartOfDayAndAPointInTimeIsItself() {
        assertThat(until(AttributeValue.of(LocalDate.of(2026, 1, 20))).due()).isEqualTo("2026-01-20T00:00");
        assertThat(until(AttributeValue.of(Instant.parse("2026-01-20T20:30:00Z")))
                        .due())
                .isEqualTo("2026-01-20T15:30");
    }

    @Test
    void theDateIsShiftedByCalendarUnitsToTheTimeOfDayAskedFor() {
        Course before = Course.of(
                until(service(-3, Optional.of(LocalTime.of(9, 0)))).build(),
                with(AttributeValue.of(Instant.parse("2026-03-10T20:30:00Z"))));

        assertThat(before.due()).isEqualTo("2026-03-07T09:00");
    }

    static List<Optional<AttributeValue>> noDates() {
        return List.of(
                Optional.empty(),
                Optional.of(AttributeValue.of("")),
                Optional.of(AttributeValue.of("soon")),
                Optional.of(AttributeValue.of("2026-02-30")),
                Optional.of(AttributeValue.of("+12026-01-20T00:00:00Z")),
                Optional.of(AttributeValue.of(Instant.MAX)),
                Optional.of(AttributeValue.of(LocalDate.MAX)),
                Optional.of(AttributeValue.of(BigDecimal.TEN)),
                Optional.of(AttributeValue.ofTexts(List.of("2026-01-20"))));
    }

    @ParameterizedTest
    @MethodSource("noDates")
    void withoutADateTheStepFails(Optional<AttributeValue> service) {
        Subject.Builder subject = Course.lead();
        service.ifPresent(value -> subject.putAttribute("service", value));

        Course course = Course.of(until(service(1, Optional.empty())).build(), subject.build());

        assertThat(course.lines()).containsExactly("STEP_FAILED until ATTRIBUTE_DATE_MISSING");
    }

    @Test
    void aShiftOutOfAllYearsFailsTheStepToo() {
        Course course = Course.of(
                until(new WaitFor.AttributeDate("service", Period.ofYears(Integer.MAX_VALUE), Optional.empty()))
                        .build(),
                with(AttributeValue.of("2026-01-20")));

        assertThat(course.lines()).containsExactly("STEP_FAILED until ATTRIBUTE_DATE_MISSING");
    }

    @Test
    void withoutADateItGoesOnOrStopsAsThePlanSays() {
        Plan skip =
                until(service(0, Optional.empty())).onFailure(OnFailure.SKIP).build();
        Plan stop =
                until(service(0, Optional.empty())).onFailure(OnFailure.STOP).build();

        assertThat(Course.of(skip).lines()).containsExactly("SKIPPED until ATTRIBUTE_DATE_MISSING");
        assertThat(Course.of(skip).due()).isEqualTo("2026-01-06T10:00");
        assertThat(Course.of(stop).lines())
                .containsExactly("STEP_FAILED until ATTRIBUTE_DATE_MISSING", "STOPPED until STEP_FAILED");
    }

    @Test
    void aRetryLooksForTheDateAgain() {
        Course course = Course.of(until(service(0, Optional.empty())).build());

        course.retry();
        assertThat(course.lines())
                .endsWith("RETRIED until ATTRIBUTE_DATE_MISSING", "STEP_FAILED until ATTRIBUTE_DATE_MISSING");
        course.knowing(with(AttributeValue.of("2026-01-20"))).retry();

        assertThat(course.due()).isEqualTo("2026-01-20T00:00");
    }

    @Test
    void aDateThatHasPassedIsOverAtOnceAndTheNextDelayCountsFromWhatCameBefore() {
        Course course = until(AttributeValue.of("2025-12-01"));

        course.claim();

        assertThat(course.lines()).containsExactly("WAITED until");
        assertThat(course.due()).isEqualTo("2026-01-06T10:00");
    }

    @Test
    void aDateOfThePlanIsLocal() {
        WaitFor noon = new WaitFor.Date(LocalDate.of(2026, 1, 20), Optional.of(LocalTime.NOON));

        assertThat(Course.of(until(noon).build()).due()).isEqualTo("2026-01-20T12:00");
    }
}
