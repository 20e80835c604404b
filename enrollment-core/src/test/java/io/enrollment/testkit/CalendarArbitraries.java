package io.enrollment.testkit;

import io.enrollment.calendar.BusinessCalendar;
import io.enrollment.calendar.Delay;
import io.enrollment.calendar.SendWindow;
import io.enrollment.calendar.TimeRange;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Arbitrary zones, moments, windows, calendars and delays, most of them near to where clocks and calendars jump. */
public final class CalendarArbitraries {

    /** Local date-times close to changes of the clocks in the zones beside them. */
    private static final Map<String, List<String>> JUMPS = Map.of(
            "Pacific/Apia", List.of("2011-12-29T23:59", "2011-12-31T00:01", "2010-09-26T00:00"),
            "Pacific/Kwajalein", List.of("1969-09-30T12:00", "1993-08-20T12:00"),
            "Australia/Lord_Howe", List.of("2026-04-05T01:45", "2026-10-04T02:15"),
            "America/St_Johns", List.of("2010-11-07T00:00", "2011-03-13T00:01", "2026-03-08T02:30"),
            "America/Toronto", List.of("2026-03-08T02:30", "2026-11-01T01:30", "1919-03-30T23:45"),
            "Africa/Casablanca", List.of("2026-02-15T02:30", "2026-03-22T02:30"),
            "Asia/Kathmandu", List.of("1986-01-01T00:07", "2026-06-01T12:00"),
            "Europe/London", List.of("2026-03-29T01:30", "2026-10-25T01:30"),
            "Antarctica/Troll", List.of("2026-03-29T02:00", "2026-10-25T02:30"));

    private static final long DAYS_AROUND = 9;

    private CalendarArbitraries() {}

    /**
     * A moment in a zone.
     *
     * @param zone the zone
     * @param at the moment
     */
    public record Moment(ZoneId zone, Instant at) {}

    /** Zones with every kind of jump: half hours, whole days, at midnight, twice a year or once in history. */
    public static Arbitrary<ZoneId> zones() {
        return Arbitraries.of(JUMPS.keySet().stream().sorted().toList()).map(ZoneId::of);
    }

    /** Moments within some days of a jump of the zone's clocks, often within minutes. */
    public static Arbitrary<Moment> moments() {
        return zones().flatMap(zone -> Combinators.combine(
                                Arbitraries.of(JUMPS.getOrDefault(zone.getId(), List.of())), minutesAround())
                        .as((local, minutes) -> new Moment(
                                zone,
                                LocalDateTime.parse(local)
                                        .atZone(zone)
                                        .toInstant()
                                        .plus(Duration.ofMinutes(minutes)))))
                .withoutEdgeCases();
    }

    private static Arbitrary<Long> minutesAround() {
        long days = DAYS_AROUND * 24 * 60;
        return Arbitraries.oneOf(
                Arbitraries.longs().between(-90, 90), Arbitraries.longs().between(-days, days));
    }

    /** Times of day at whole quarters of an hour. */
    public static Arbitrary<LocalTime> times() {
        return Arbitraries.integers().between(0, 95).map(quarter -> LocalTime.MIDNIGHT.plusMinutes(15L * quarter));
    }

    /** Ranges of the day: within it, across midnight, to its end, the whole day. */
    public static Arbitrary<TimeRange> ranges() {
        Arbitrary<TimeRange> any = Combinators.combine(times(), times())
                .filter((start, end) -> !start.equals(end))
                .as(TimeRange::new);
        Arbitrary<TimeRange> untilEnd = times().map(start -> new TimeRange(start, LocalTime.MIDNIGHT));
        return Arbitraries.frequencyOf(
                Tuple.of(6, any), Tuple.of(2, untilEnd), Tuple.of(1, Arbitraries.just(TimeRange.allDay())));
    }

    /** Windows of no, one or two rules; some never open. */
    public static Arbitrary<SendWindow> windows() {
        Arbitrary<SendWindow> rule = Arbitraries.maps(
                        Arbitraries.of(DayOfWeek.class), ranges().list().ofMaxSize(2))
                .ofMaxSize(7)
                .map(SendWindow::ofDays);
        return rule.list()
                .ofMaxSize(2)
                .map(rules -> rules.stream().reduce(SendWindow.always(), SendWindow::and))
                .withoutEdgeCases();
    }

    /** Calendars with some weekend and holidays near the given date. */
    public static Arbitrary<BusinessCalendar> calendars(LocalDate around) {
        Arbitrary<Set<DayOfWeek>> weekends =
                Arbitraries.of(DayOfWeek.class).set().ofMaxSize(3);
        Arbitrary<Set<LocalDate>> holidays =
                Arbitraries.longs().between(-5, 20).map(around::plusDays).set().ofMaxSize(5);
        return Combinators.combine(weekends, holidays).as(BusinessCalendar::of).withoutEdgeCases();
    }

    /** Delays of every kind, from none to about two months. */
    public static Arbitrary<Delay> delays() {
        return Arbitraries.oneOf(elapsed(), calendarDays(), businessDays()).withoutEdgeCases();
    }

    /** Delays of elapsed time. */
    public static Arbitrary<Delay> elapsed() {
        return Arbitraries.longs().between(0, 60L * 24 * 60).map(Delay::minutes);
    }

    /** Delays of days, weeks and months, with and without a time of day. */
    public static Arbitrary<Delay> calendarDays() {
        Arbitrary<Period> periods = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 10).map(Period::ofDays),
                Arbitraries.integers().between(0, 2).map(Period::ofMonths));
        return Combinators.combine(periods, optionalTimes()).as(Delay.CalendarDays::new);
    }

    /** Delays of business days, with and without a time of day. */
    public static Arbitrary<Delay> businessDays() {
        return Combinators.combine(Arbitraries.integers().between(0, 10), optionalTimes())
                .as(Delay.BusinessDays::new);
    }

    private static Arbitrary<Optional<LocalTime>> optionalTimes() {
        return times().optional();
    }
}
