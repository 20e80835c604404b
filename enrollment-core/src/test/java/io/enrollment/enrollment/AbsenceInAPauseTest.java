package io.enrollment.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.Delay;
import io.enrollment.plan.OnResume;
import io.enrollment.plan.Plan;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Being away holds what comes next, no matter whether it was said right before a pause or in it. */
class AbsenceInAPauseTest {

    private static final InboundEvent.What AWAY =
            new InboundEvent.OutOfOffice(Optional.of(LocalDate.parse("2026-01-07")));

    /** The second mail is due on Tuesday at eleven. */
    private static Course sent() {
        return Course.of(Plan.forPeople("care")
                        .email("hello", "t")
                        .email("more", "t")
                        .after(Delay.hours(25))
                        .staleAfter(Duration.ofHours(1))
                        .with(plan -> plan.onResume(OnResume.SKIP_MISSED))
                        .build())
                .accept();
    }

    private static List<String> resumedOn(String day, boolean saidInThePause) {
        Course course = sent();
        if (saidInThePause) {
            course.pause();
        }
        course.hear(AWAY);
        if (!saidInThePause) {
            course.pause();
        }
        course.at(day).resume();
        return course.run().log().stream()
                .filter(entry -> entry.step().isPresent())
                .map(entry -> entry.kind() + " " + entry.step().orElseThrow() + " "
                        + entry.reason().orElse("") + " " + entry.at())
                .toList();
    }

    @Test
    void whatItHoldsIsNotMissedWhileItHoldsIt() {
        assertThat(resumedOn("2026-01-06T15:00", true))
                .isEqualTo(resumedOn("2026-01-06T15:00", false))
                .last()
                .isEqualTo("SENT more  " + Course.local("2026-01-08T00:00"));
    }

    @Test
    void norIsItHeldOnceMoreAfterTheResume() {
        assertThat(resumedOn("2026-01-05T15:00", true))
                .isEqualTo(resumedOn("2026-01-05T15:00", false))
                .noneMatch(line -> line.startsWith("HELD"))
                .last()
                .isEqualTo("SENT more  " + Course.local("2026-01-08T00:00"));
    }

    @Test
    void itDoesNotPutOffTheExpiry() {
        Course course = Course.of(Plan.forPeople("care")
                .email("hello", "t")
                .after(Delay.hours(1))
                .with(plan -> plan.endDate(LocalDate.parse("2026-01-06")))
                .build());
        course.pause();
        course.hear(AWAY);
        course.resume();

        assertThat(course.due()).isEqualTo("2026-01-06T00:00");
    }

    @Test
    void afterItWhatWasHeldIsMissed() {
        assertThat(resumedOn("2026-01-08T09:00", true))
                .isEqualTo(resumedOn("2026-01-08T09:00", false))
                .last()
                .asString()
                .startsWith("SKIPPED more MISSED_WHILE_PAUSED");
    }
}
