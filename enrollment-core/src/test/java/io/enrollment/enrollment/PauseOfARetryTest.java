package io.enrollment.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.Delay;
import io.enrollment.plan.OnResume;
import io.enrollment.plan.OnUncertain;
import io.enrollment.plan.Plan;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A step that is only to be tried again fell due before the pause, and was not missed because of it. */
class PauseOfARetryTest {

    private static Course busy() {
        Course course = Course.of(Plan.forPeople("welcome")
                        .email("hello", "t")
                        .email("news", "t")
                        .after(Delay.hours(1))
                        .with(plan -> plan.onResume(OnResume.SKIP_MISSED).onUncertain(OnUncertain.BLOCK))
                        .build())
                .accept();
        return course.atDue();
    }

    @Test
    void itIsTriedAgain() {
        Course course = busy().outcome(new Outcome.Failed("BUSY", "later", Optional.of(Duration.ofHours(2))));
        course.later(Duration.ofHours(1)).pause();
        course.later(Duration.ofDays(3)).resume();

        assertThat(course.run().lines()).contains("SENT news").noneMatch(line -> line.startsWith("SKIPPED"));
    }

    @Test
    void andWhatMayHaveLeftCanStillBeAskedFor() {
        Course course = busy().outcome(new Outcome.Unknown("broke"));
        course.pause();
        course.later(Duration.ofDays(3)).resume();

        assertThat(course.state().failure()).isEmpty();
        assertThat(course.state().unsettledHandOff()).isPresent();
    }

    @Test
    void whatWasNotTriedBeforeIsMissedAsEver() {
        Course course = busy();
        course.later(Duration.ofMinutes(-1)).pause();
        course.later(Duration.ofDays(3)).resume();

        assertThat(course.lines()).contains("SKIPPED news MISSED_WHILE_PAUSED");
    }
}
