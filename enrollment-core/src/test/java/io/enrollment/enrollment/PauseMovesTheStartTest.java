package io.enrollment.enrollment;

import static io.enrollment.calendar.Delay.businessDays;
import static io.enrollment.calendar.Delay.days;
import static io.enrollment.calendar.Delay.hours;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.Delay;
import io.enrollment.plan.OnResume;
import io.enrollment.plan.Plan;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Only absolute dates never shift: what counts from the start of an enrollment waits through a pause as any other delay does. */
class PauseMovesTheStartTest {

    private static Plan plan(OnResume policy, Delay first, Delay second, Delay third) {
        return Plan.forPeople("drip")
                .with(more -> more.onResume(policy))
                .email("hello", "t")
                .email("one", "t")
                .afterStart(first)
                .email("two", "t")
                .afterStart(second)
                .email("three", "t")
                .afterStart(third)
                .build();
    }

    private static List<LocalDateTime> rest(Course course) {
        List<LocalDateTime> dues = new ArrayList<>();
        while (course.state().step().isPresent()) {
            dues.add(course.due());
            course.atDue().accept();
        }
        return dues;
    }

    @Test
    void threeMailsThatWereDaysApartStayDaysApart() {
        Course course =
                Course.of(plan(OnResume.FREEZE, days(3), days(5), days(7))).accept();

        course.at("2026-01-06T10:00").pause();
        course.at("2026-01-20T15:00").resume();

        assertThat(rest(course))
                .containsExactly(
                        LocalDateTime.parse("2026-01-22T10:00"),
                        LocalDateTime.parse("2026-01-24T10:00"),
                        LocalDateTime.parse("2026-01-26T10:00"));
    }

    @Test
    void elapsedTimeAndBusinessDaysInTheirOwnUnit() {
        Course elapsed = Course.of(plan(OnResume.FREEZE, hours(72), hours(120), hours(168)))
                .accept();
        Course business = Course.of(plan(OnResume.FREEZE, businessDays(3), businessDays(5), businessDays(7)))
                .accept();
        for (Course course : List.of(elapsed, business)) {
            course.at("2026-01-06T10:00").pause();
            course.at("2026-01-20T15:00").resume();
        }

        assertThat(rest(elapsed))
                .containsExactly(
                        LocalDateTime.parse("2026-01-22T15:00"),
                        LocalDateTime.parse("2026-01-24T15:00"),
                        LocalDateTime.parse("2026-01-26T15:00"));
        assertThat(rest(business))
                .containsExactly(
                        LocalDateTime.parse("2026-01-22T10:00"),
                        LocalDateTime.parse("2026-01-26T10:00"),
                        LocalDateTime.parse("2026-01-28T10:00"));
    }

    @Test
    void aRestartedDelayFromTheStartIsTheFullOneFromTheResume() {
        Course course = Course.of(plan(OnResume.RESTART_DELAY, days(3), days(5), days(7)))
                .accept();

        course.at("2026-01-06T10:00").pause();
        course.at("2026-01-20T15:00").resume();

        assertThat(rest(course))
                .containsExactly(
                        LocalDateTime.parse("2026-01-23T15:00"),
                        LocalDateTime.parse("2026-01-25T15:00"),
                        LocalDateTime.parse("2026-01-27T15:00"));
    }

    @Test
    void aKeptClockAndWhatIsNotPausedCountFromTheStart() {
        Course course =
                Course.of(plan(OnResume.KEEP_CLOCK, days(3), days(5), days(7))).accept();

        course.at("2026-01-06T10:00").pause();
        course.at("2026-01-09T10:00").resume();

        assertThat(rest(course))
                .containsExactly(
                        LocalDateTime.parse("2026-01-09T10:00"),
                        LocalDateTime.parse("2026-01-10T10:00"),
                        LocalDateTime.parse("2026-01-12T10:00"));
    }

    @Test
    void aPlanThatWasPausedBeforeTheEnrollmentBeganMovesItByItsOwnTimeOnly() {
        Course course =
                Course.of(plan(OnResume.FREEZE, days(3), days(5), days(7))).accept();

        course.tell(new Command.PauseIt(PauseCause.PLAN, Course.ANN, Optional.of(Course.local("2026-01-01T10:00"))));
        course.at("2026-01-08T10:00").resume();

        assertThat(rest(course))
                .containsExactly(
                        LocalDateTime.parse("2026-01-11T10:00"),
                        LocalDateTime.parse("2026-01-13T10:00"),
                        LocalDateTime.parse("2026-01-15T10:00"));
    }

    /** Whatever pauses there are, and however they overlap: a drip from the start keeps its rhythm. */
    @Property(tries = 200)
    void everyMailIsLaterByTheTimeThatWasSpentPaused(
            @ForAll List<@IntRange(min = 1, max = 40) Integer> hoursUntilPause,
            @ForAll @IntRange(min = 1, max = 500) int paused) {
        Course course = Course.of(plan(OnResume.FREEZE, hours(100), hours(2000), hours(3000)));
        course.accept();
        Duration total = Duration.ZERO;
        LocalDateTime before = course.due();
        for (int until : hoursUntilPause.subList(0, Math.min(2, hoursUntilPause.size()))) {
            course.later(Duration.ofHours(until)).pause();
            course.later(Duration.ofHours(paused)).pause(PauseCause.REPLIED);
            course.resume(PauseCause.MANUAL);
            course.later(Duration.ofHours(1)).resume();
            total = total.plusHours(paused + 1L);
        }

        List<LocalDateTime> dues = rest(course);
        assertThat(elapsed(before, dues.get(0))).isEqualTo(total);
        assertThat(elapsed(dues.get(0), dues.get(1))).isEqualTo(Duration.ofHours(1900));
        assertThat(elapsed(dues.get(1), dues.get(2))).isEqualTo(Duration.ofHours(1000));
    }

    private static Duration elapsed(LocalDateTime from, LocalDateTime until) {
        return Duration.of(ChronoUnit.SECONDS.between(Course.local(from), Course.local(until)), ChronoUnit.SECONDS);
    }

    @Test
    void whatWasOverBeforeTheStepWasComeToHasNoTimeOfDayToWaitFor() {
        Course course = Course.of(Plan.forPeople("late")
                        .minimumGap(Duration.ofHours(20))
                        .email("hello", "t")
                        .after(Delay.days(9))
                        .email("news", "t")
                        .afterStart(Delay.days(1).at("16:00"))
                        .build())
                .atDue()
                .accept();
        assertThat(course.due()).isEqualTo("2026-01-15T06:00");

        course.at("2026-01-14T12:00").pause();
        course.at("2026-01-20T08:00").resume();

        assertThat(course.due()).isEqualTo("2026-01-20T08:00");
    }
}
