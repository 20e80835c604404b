package io.enrollment.testkit;

import io.enrollment.calendar.Delay;
import io.enrollment.calendar.SendWindow;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random times as authors of plans write them: those of {@link CalendarArbitraries}, and some that are less tidy. */
final class TimeArbitraries {

    private TimeArbitraries() {}

    /** Delays of every kind, some of them of odd seconds or of several units. */
    static Arbitrary<Delay> delays() {
        Arbitrary<Delay> seconds =
                Arbitraries.longs().between(0, 600_000).map(Duration::ofMillis).map(Delay.Elapsed::new);
        Arbitrary<Integer> few = Arbitraries.integers().between(0, 14);
        Arbitrary<Delay> mixed = Combinators.combine(few, few, few, times().optional())
                .as((years, months, days, at) -> new Delay.CalendarDays(Period.of(years, months, days), at));
        return Arbitraries.oneOf(CalendarArbitraries.delays(), seconds, mixed);
    }

    /** Windows of up to two rules; some never open. */
    static Arbitrary<SendWindow> windows() {
        Arbitrary<SendWindow> usual = Arbitraries.of(
                SendWindow.daily("09:00", "20:00"),
                SendWindow.weekdays("08:30", "17:00"),
                SendWindow.daily("21:00", "06:00"),
                SendWindow.daily("00:00", "24:00"));
        return Arbitraries.oneOf(usual, CalendarArbitraries.windows());
    }

    /** Times of day, some of them with seconds. */
    static Arbitrary<LocalTime> times() {
        return Arbitraries.oneOf(
                CalendarArbitraries.times(),
                Arbitraries.integers().between(0, 86_399).map(LocalTime::ofSecondOfDay));
    }

    /** A time of day or none. */
    static Arbitrary<Optional<LocalTime>> optionalTimes() {
        return times().optional();
    }

    /** Dates within some years. */
    static Arbitrary<LocalDate> dates() {
        return Arbitraries.integers().between(-400, 4_000).map(LocalDate.of(2026, 1, 1)::plusDays);
    }

    /** Zones with and without changes of the clock. */
    static Arbitrary<ZoneId> zones() {
        return Arbitraries.oneOf(
                CalendarArbitraries.zones(),
                Arbitraries.of("UTC", "Asia/Kolkata").map(ZoneId::of));
    }

    /** Lengths of elapsed time, from a moment to some weeks. */
    static Arbitrary<Duration> durations() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(1, 60_000).map(Duration::ofMinutes),
                Arbitraries.longs().between(1, 5_000_000).map(Duration::ofMillis));
    }
}
