package io.enrollment.enrollment;

import static io.enrollment.calendar.Delay.days;
import static io.enrollment.calendar.Delay.hours;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.SendWindow;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.OnResume;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Waiting for a window, a gap or a cap is no part of a wait, however often it is paused. */
class PauseOfWhatIsReadyTest {

    private static PlanBuilder plan() {
        return Plan.forPeople("welcome")
                .email("hello", "t")
                .email("news", "t")
                .after(hours(30))
                .within(SendWindow.weekdays("09:00", "20:00"));
    }

    private static Course ready(PlanBuilder plan) {
        Course course = Course.of(plan.build()).accept();
        assertThat(course.due()).isEqualTo("2026-01-06T16:00");
        course.at("2026-01-06T21:00").work();
        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.PENDING_DEPLOYMENT);
        assertThat(course.due()).isEqualTo("2026-01-07T09:00");
        return course;
    }

    @Test
    void aMessageThatWasHeldByItsWindowWhenItWasPausedIsDueAtOnce() {
        Course course = ready(plan());

        course.at("2026-01-06T22:00").pause();
        course.at("2026-01-08T10:00").resume();

        assertThat(course.due()).isEqualTo("2026-01-08T10:00");
    }

    @Test
    void andWaitsForItsWindowAgain() {
        Course course = ready(plan());

        course.at("2026-01-06T22:00").pause();
        course.at("2026-01-09T21:00").resume();

        assertThat(course.due()).isEqualTo("2026-01-12T09:00");
    }

    @Test
    void theFullDelayStartsAgainAllTheSame() {
        Course course = ready(plan().with(more -> more.onResume(OnResume.RESTART_DELAY)));

        course.at("2026-01-06T22:00").pause();
        course.at("2026-01-07T10:00").resume();

        assertThat(course.due()).isEqualTo("2026-01-08T16:00");
    }

    @Test
    void whatWasReadyBeforeThePauseWasNotMissedBecauseOfIt() {
        Course course = ready(plan().with(more -> more.onResume(OnResume.SKIP_MISSED)));

        course.at("2026-01-06T22:00").pause();
        course.at("2026-01-08T10:00").resume();

        assertThat(course.run().lines()).contains("SENT news");
    }

    @Test
    void aSecondPauseTakesTheWindowForNoPartOfTheWaitEither() {
        Course course = Course.of(plan().build()).accept();
        course.at("2026-01-06T10:00").pause();
        course.at("2026-01-10T10:00").resume();
        assertThat(course.due()).isEqualTo("2026-01-12T09:00");

        course.at("2026-01-10T12:00").pause();
        course.at("2026-01-10T13:00").resume();
        assertThat(course.due()).as("four hours left on a Saturday").isEqualTo("2026-01-12T09:00");

        course.at("2026-01-10T15:00").pause();
        course.at("2026-01-13T13:00").resume();
        assertThat(course.due()).as("two hours left on a Tuesday").isEqualTo("2026-01-13T15:00");
    }

    @Test
    void anAgreedCallIsAsFarAwayAfterThePauseAsBefore() {
        Course course = Course.of(
                Plan.forPeople("calls").call("call", "sales").after(days(2)).build());
        course.at("2026-01-06T10:00").pause();
        course.at("2026-01-08T10:00").resume();
        course.at("2026-01-09T10:00").work();
        course.callBack("call", "call-back", "2026-01-16T15:00");

        course.at("2026-01-12T10:00").pause();
        course.at("2026-01-13T10:00").resume();

        assertThat(course.state().due().orElseThrow().at()).isAfterOrEqualTo(Course.local("2026-01-16T15:00"));
    }

    @Test
    void aRetryAfterAResumeHasATimeOfItsOwn() {
        Course course = Course.of(plan().build()).accept();
        course.at("2026-01-06T10:00").pause();
        course.at("2026-01-07T10:00").resume();
        course.atDue().outcome(new Outcome.Failed("BUSY", "later", Optional.of(Duration.ofHours(2))));
        assertThat(course.due()).isEqualTo("2026-01-07T18:00");

        course.later(Duration.ofHours(1)).pause();
        course.later(Duration.ofMinutes(30)).resume();

        assertThat(course.due()).isEqualTo("2026-01-07T18:30");
    }
}
