package io.enrollment.testkit;

import io.enrollment.calendar.Delay;
import io.enrollment.calendar.SendWindow;
import io.enrollment.calendar.TimeRange;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random delays, windows, zones and dates as plans use them. */
public final class TimeArbitraries {

    private TimeArbitraries() {}

    /** Delays of every kind, from none to some months. */
    public static Arbitrary<Delay> delays() {
        Arbitrary<Delay> elapsed = Arbitraries.oneOf(
                        Arbitraries.longs().between(0, 72).map(Duration::ofHours),
                        Arbitraries.longs().between(0, 600).map(Duration::ofMinutes),
                        Arbitraries.longs().between(0, 600_000).map(Duration::ofMillis))
                .map(Delay.Elapsed::new);
        Arbitrary<Integer> few = Arbitraries.integers().between(0, 14);
        Arbitrary<Period> periods = Arbitraries.oneOf(
                few.map(Period::ofDays),
                few.map(Period::ofMonths),
                Combinators.combine(few, few, few).as(Period::of));
        Arbitrary<Delay> calendar =
                Combinators.combine(periods, times().optional()).as(Delay.CalendarDays::new);
        Arbitrary<Delay> business = Combinators.combine(few, times().optional()).as(Delay.BusinessDays::new);
        return Arbitraries.oneOf(elapsed, calendar, business);
    }

    /** Windows of one to three rules that open at least once in a week, and the one that never closes. */
    public static Arbitrary<SendWindow> windows() {
        return anyWindows().filter(window -> !window.neverOpens());
    }

    /** Windows of up to three rules, among them some that never open. */
    public static Arbitrary<SendWindow> anyWindows() {
        return rules().list().ofMaxSize(3).map(rules -> rules.stream().reduce(SendWindow.always(), SendWindow::and));
    }

    private static Arbitrary<SendWindow> rules() {
        Arbitrary<SendWindow> usual = Arbitraries.of(
                SendWindow.daily("09:00", "20:00"),
                SendWindow.weekdays("08:30", "17:00"),
                SendWindow.daily("21:00", "06:00"),
                SendWindow.daily("00:00", "24:00"));
        Arbitrary<Map<DayOfWeek, List<TimeRange>>> weeks = Arbitraries.maps(
                        Arbitraries.of(DayOfWeek.class), ranges().list().ofMaxSize(3))
                .ofMaxSize(7);
        return Arbitraries.oneOf(usual, weeks.map(SendWindow::ofDays));
    }

    /** Parts of a day, some across midnight. */
    public static Arbitrary<TimeRange> ranges() {
        return Combinators.combine(times(), times())
                .filter((start, end) -> !start.equals(end))
                .as(TimeRange::new);
    }

    /** Times of day, most of them whole minutes. */
    public static Arbitrary<LocalTime> times() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.integers().between(0, 1439).map(minute -> LocalTime.MIN.plusMinutes(minute))),
                Tuple.of(1, Arbitraries.integers().between(0, 86_399).map(LocalTime::ofSecondOfDay)));
    }

    /** Dates within some years. */
    public static Arbitrary<LocalDate> dates() {
        return Arbitraries.integers().between(-400, 4_000).map(LocalDate.of(2026, 1, 1)::plusDays);
    }

    /** Zones with and without changes of the clock. */
    public static Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "America/Toronto",
                        "America/Vancouver",
                        "America/Phoenix",
                        "Europe/Berlin",
                        "Asia/Kolkata",
                        "Australia/Lord_Howe",
                        "Pacific/Apia",
                        "UTC")
                .map(ZoneId::of);
    }

    /** Lengths of elapsed time from a minute to some weeks. */
    public static Arbitrary<Duration> durations() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(1, 60_000).map(Duration::ofMinutes),
                Arbitraries.longs().between(1, 5_000_000).map(Duration::ofMillis));
    }

    /** A time of day or none. */
    public static Arbitrary<Optional<LocalTime>> optionalTimes() {
        return times().optional();
    }
}
