package io.enrollment.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.Delay;
import io.enrollment.calendar.SendWindow;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.OnResume;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What no pause may change, whatever the delay, its anchor, the window, and how late the scheduler is. */
class PauseLawsTest {

    private static final int LONGEST = 30 * 24;

    private static Course course(Delay delay, boolean fromStart, boolean inWindow, OnResume policy) {
        PlanBuilder plan = Plan.forPeople("laws")
                .with(more -> more.onResume(policy))
                .email("one", "t")
                .email("two", "t");
        PlanBuilder timed = fromStart ? plan.afterStart(delay) : plan.after(delay);
        PlanBuilder whole = inWindow ? timed.within(SendWindow.weekdays("09:00", "17:30")) : timed;
        return Course.of(whole.build()).accept();
    }

    private static Instant due(Course course) {
        return course.state().due().orElseThrow().at();
    }

    @Property(tries = 300)
    void aPauseOfNoLengthChangesNothing(
            @ForAll("anyDelays") Delay delay,
            @ForAll boolean fromStart,
            @ForAll boolean inWindow,
            @ForAll("keeping") OnResume policy,
            @ForAll @Size(max = 4) List<@IntRange(max = 999) Integer> perMille) {
        Course course = course(delay, fromStart, inWindow, policy);
        Instant due = due(course);
        Instant begin = course.now();
        for (int part : perMille.stream().sorted().toList()) {
            Instant at =
                    begin.plus(Duration.between(begin, due).multipliedBy(part).dividedBy(1000));
            course.later(Duration.between(course.now(), at));
            course.pause();
            course.resume();
        }

        assertThat(due(course)).isEqualTo(due);
    }

    @Property(tries = 300)
    void twoPausesRightBehindEachOtherAreOne(
            @ForAll("delays") Delay delay,
            @ForAll boolean fromStart,
            @ForAll boolean inWindow,
            @ForAll @IntRange(max = LONGEST) int after,
            @ForAll @IntRange(max = LONGEST) int first,
            @ForAll @IntRange(max = LONGEST) int second) {
        Course one = course(delay, fromStart, inWindow, OnResume.FREEZE);
        Course two = course(delay, fromStart, inWindow, OnResume.FREEZE);

        one.later(Duration.ofHours(after)).pause();
        one.later(Duration.ofHours(first + second)).resume();
        two.later(Duration.ofHours(after)).pause();
        two.later(Duration.ofHours(first)).resume();
        two.pause();
        two.later(Duration.ofHours(second)).resume();

        assertThat(due(two)).isEqualTo(due(one));
    }

    @Property(tries = 300)
    void whatIsReadyWhenItIsPausedIsDueAsSoonAsTheWindowAllowsAfterTheResume(
            @ForAll @IntRange(max = 200) int delay,
            @ForAll boolean fromStart,
            @ForAll @IntRange(max = LONGEST) int late,
            @ForAll @IntRange(max = LONGEST) int paused) {
        Course course = course(Delay.hours(delay), fromStart, true, OnResume.FREEZE);
        course.atDue().later(Duration.ofHours(late)).work();
        course.pause();
        course.later(Duration.ofHours(paused)).resume();

        Instant expected = SendWindow.weekdays("09:00", "17:30")
                .nextOpening(course.now(), Course.NEW_YORK)
                .orElseThrow();
        assertThat(course.state().status()).isNotEqualTo(EnrollmentStatus.PAUSED);
        assertThat(due(course)).isEqualTo(expected);
    }

    @Provide
    Arbitrary<Delay> delays() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 500).map(Delay::hours),
                Arbitraries.longs().between(0, 5000).map(Delay::minutes),
                Arbitraries.integers().between(0, 30).map(Delay::days),
                Arbitraries.integers().between(0, 2).map(Delay::months));
    }

    @Provide
    Arbitrary<Delay> anyDelays() {
        Arbitrary<LocalTime> times = Arbitraries.integers().between(0, 47).map(n -> LocalTime.of(n / 2, n % 2 * 30));
        Arbitrary<Integer> days = Arbitraries.integers().between(0, 20);
        return Arbitraries.oneOf(
                delays(),
                days.map(Delay::businessDays),
                Combinators.combine(days, times).as((n, at) -> Delay.days(n).at(at)),
                Combinators.combine(days, times)
                        .as((n, at) -> Delay.businessDays(n).at(at)));
    }

    @Provide
    Arbitrary<OnResume> keeping() {
        return Arbitraries.of(OnResume.FREEZE, OnResume.KEEP_CLOCK, OnResume.SKIP_MISSED);
    }
}
