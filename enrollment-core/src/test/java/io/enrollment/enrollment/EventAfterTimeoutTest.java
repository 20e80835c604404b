package io.enrollment.enrollment;

import static io.enrollment.calendar.Delay.days;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.plan.OnResume;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether an event came in time is a matter of when it happened, not of when the scheduler looks. */
class EventAfterTimeoutTest {

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

    private static Course waiting(PlanBuilder plan) {
        Course course = Course.of(plan.build()).accept();
        course.work();
        assertThat(course.due()).isEqualTo("2026-01-08T10:00");
        return course;
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-08T09:59:59, WAITED wait visit, SENT thanks",
        "2026-01-08T10:00:00, WAITED wait visit, SENT thanks",
        "2026-01-08T10:00:01, WAITED wait TIMEOUT, SENT remind",
        "2026-01-09T10:00:00, WAITED wait TIMEOUT, SENT remind"
    })
    void anEventInTheVeryInstantOfTheTimeoutIsInTimeAndALaterOneIsNotHoweverLateTheSchedulerIs(
            String happened, String waited, String sent) {
        Course course = waiting(plan());

        course.at(happened).event("visit");
        course.at("2026-01-10T10:00").run();

        assertThat(course.lines()).containsSubsequence("EVENT visit", waited, sent);
    }

    @Test
    void aSecondEventDoesNotMakeTheFirstLate() {
        Course course = waiting(plan());

        course.at("2026-01-06T10:00").event("visit");
        course.at("2026-01-09T10:00").event("visit");
        course.run();

        assertThat(course.lines()).containsSubsequence("WAITED wait visit", "SENT thanks");
        assertThat(course.log().stream().filter(entry -> entry.kind() == LogKind.WAITED))
                .allSatisfy(
                        entry -> assertThat(entry.due().orElseThrow().local()).isEqualTo("2026-01-06T10:00"));
    }

    @Test
    void whatCameTooLateForOneWaitCountsForTheNext() {
        Course course = Course.of(Plan.forPeople("care")
                .waitForEvent("one", "visit", Duration.ofDays(3))
                .waitForEvent("two", "visit", Duration.ofDays(3))
                .build());

        course.at("2026-01-09T10:00").event("visit");
        course.run();

        assertThat(course.lines())
                .containsExactly("EVENT visit", "WAITED one TIMEOUT", "WAITED two visit", "COMPLETED END_OF_PLAN");
    }

    @Test
    void whereThePauseKeepsTheClockTheTimeoutPassesInThePause() {
        Course kept = waiting(plan().with(more -> more.onResume(OnResume.KEEP_CLOCK)));
        Course frozen = waiting(plan());
        for (Course course : new Course[] {kept, frozen}) {
            course.at("2026-01-06T10:00").pause();
            course.at("2026-01-09T10:00").event("visit");
            course.at("2026-01-12T10:00").resume();
            course.run();
        }

        assertThat(kept.lines()).containsSubsequence("WAITED wait TIMEOUT", "SENT remind");
        assertThat(frozen.lines()).containsSubsequence("WAITED wait visit", "SENT thanks");
    }

    @Test
    void aWaitThatTheSchedulerReachesAfterItsTimeoutIsJudgedAlike() {
        Course course = Course.of(Plan.forPeople("care")
                .waitFor(days(1))
                .waitForEvent("wait", "visit", Duration.ofDays(1))
                .build());

        course.at("2026-01-07T10:01").event("visit");
        course.at("2026-01-20T10:00").run();

        assertThat(course.lines()).contains("WAITED wait TIMEOUT");
    }
}
