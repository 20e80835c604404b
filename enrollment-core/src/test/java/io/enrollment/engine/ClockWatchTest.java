package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.engine.ClockWatch.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** A wall clock is plausible as long as it does not jump against the monotonic one. */
class ClockWatchTest {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Instant START = Instant.parse("2026-03-29T00:59:00Z");

    private static Reading at(Duration wall, Duration monotonic) {
        return new Reading(START.plus(wall), Long.MAX_VALUE - 1_000_000 + monotonic.toNanos());
    }

    private static ClockWatch watching() {
        return ClockWatch.trusting(at(Duration.ZERO, Duration.ZERO));
    }

    @Test
    void aJumpOfExactlyTheLimitIsNone() {
        assertThat(watching().next(at(LIMIT, Duration.ZERO), LIMIT).isPlausible())
                .isTrue();
        assertThat(watching().next(at(LIMIT.negated(), Duration.ZERO), LIMIT).isPlausible())
                .isTrue();
    }

    @Test
    void aJumpBeyondTheLimitIsOne_inBothDirections() {
        Duration more = LIMIT.plusNanos(1);
        assertThat(watching().next(at(more, Duration.ZERO), LIMIT).jump()).isEqualTo(more);
        assertThat(watching().next(at(more.negated(), Duration.ZERO), LIMIT).jump())
                .isEqualTo(more.negated());
    }

    @Test
    void timeThatPassesForBothIsNoJump_alsoBeyondTheRangeOfTheMonotonicClock() {
        Duration year = Duration.ofDays(365);
        assertThat(watching().next(at(year, year), LIMIT).isPlausible()).isTrue();
    }

    @Test
    void aSuspendedMachineLooksLikeAJump() {
        ClockWatch woken = watching().next(at(Duration.ofHours(8), Duration.ofSeconds(1)), LIMIT);
        assertThat(woken.isPlausible()).isFalse();
    }

    @Test
    void aClockThatIsPutRightIsPlausibleAgain() {
        ClockWatch wrong = watching().next(at(Duration.ofDays(1), Duration.ofMinutes(1)), LIMIT);
        ClockWatch later = wrong.next(at(Duration.ofDays(1).plusHours(1), Duration.ofHours(1)), LIMIT);
        ClockWatch right = later.next(at(Duration.ofHours(2), Duration.ofHours(2)), LIMIT);
        assertThat(later.isPlausible()).isFalse();
        assertThat(right.isPlausible()).isTrue();
    }

    @Property
    void drift_that_is_less_than_the_limit_between_any_two_readings_is_followed_however_far_it_leads(
            @ForAll @Size(max = 50) List<@LongRange(min = -299_999, max = 299_999) Long> drifts) {
        ClockWatch watch = watching();
        Duration wall = Duration.ZERO;
        Duration monotonic = Duration.ZERO;
        for (long drift : drifts) {
            monotonic = monotonic.plusHours(1);
            wall = wall.plusHours(1).plusMillis(drift);
            watch = watch.next(at(wall, monotonic), LIMIT);
            assertThat(watch.isPlausible()).isTrue();
        }
    }

    @Property
    void a_jump_lasts_until_the_clock_is_back(
            @ForAll @LongRange(min = 301, max = 1_000_000) long seconds,
            @ForAll boolean back,
            @ForAll @Size(max = 20) List<@LongRange(min = 0, max = 3600) Long> waits) {
        Duration jump = Duration.ofSeconds(back ? -seconds : seconds);
        ClockWatch watch = watching().next(at(jump, Duration.ZERO), LIMIT);
        Duration passed = Duration.ZERO;
        for (long wait : waits) {
            passed = passed.plusSeconds(wait);
            watch = watch.next(at(passed.plus(jump), passed), LIMIT);
            assertThat(watch.jump()).isEqualTo(jump);
        }
        assertThat(watch.next(at(passed, passed), LIMIT).isPlausible()).isTrue();
    }
}
