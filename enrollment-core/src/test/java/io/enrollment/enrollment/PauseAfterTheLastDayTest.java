package io.enrollment.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.Delay;
import io.enrollment.calendar.SendWindow;
import io.enrollment.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wait of days that was over on a date before the pause has nothing left, not the time of day of that date. */
class PauseAfterTheLastDayTest {

    /** Due on a Saturday at ten, or a Friday at six in the evening; either may go on Monday at nine. */
    private static Course over(Delay delay) {
        Course course = Course.of(Plan.forPeople("welcome")
                        .email("hello", "t")
                        .email("news", "t")
                        .after(delay)
                        .within(SendWindow.weekdays("09:00", "17:30"))
                        .build())
                .accept();
        assertThat(course.due()).isEqualTo("2026-01-12T09:00");
        return course;
    }

    @ParameterizedTest(name = "paused {0}, resumed {1}")
    @CsvSource({
        "2026-01-12T03:00, 2026-01-12T03:00, 2026-01-12T09:00",
        "2026-01-11T15:00, 2026-01-12T08:59, 2026-01-12T09:00",
        "2026-01-11T15:00, 2026-01-13T09:15, 2026-01-13T09:15",
        "2026-01-10T09:00, 2026-01-13T08:00, 2026-01-13T10:00"
    })
    void aWaitOfDays(String paused, String resumed, String due) {
        Course course = over(Delay.days(5));

        course.at(paused).pause();
        course.at(resumed).resume();

        assertThat(course.due()).isEqualTo(due);
    }

    @Test
    void aWaitOfBusinessDays() {
        Course course = over(Delay.businessDays(4).at("18:00"));

        course.at("2026-01-11T12:00").pause();
        course.at("2026-01-11T12:00").resume();

        assertThat(course.due()).isEqualTo("2026-01-12T09:00");
    }

    @Test
    void norAfterSeveralPauses() {
        Course course = over(Delay.days(5));

        course.at("2026-01-11T15:00").pause();
        course.at("2026-01-11T16:00").resume();
        course.at("2026-01-12T03:00").pause();
        course.at("2026-01-13T03:00").resume();

        assertThat(course.due()).isEqualTo("2026-01-13T09:00");
    }
}
