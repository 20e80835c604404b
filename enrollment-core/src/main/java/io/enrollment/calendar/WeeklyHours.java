package io.enrollment.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One rule of a window: ranges of the day for each day of the week, sorted; days without ranges are left out. */
record WeeklyHours(Map<DayOfWeek, List<TimeRange>> days) {

    private static final Comparator<TimeRange> ORDER =
            Comparator.comparing(TimeRange::start).thenComparing(TimeRange::end);

    WeeklyHours {
        Map<DayOfWeek, List<TimeRange>> week = new EnumMap<>(DayOfWeek.class);
        days.forEach((day, ranges) -> {
            if (!ranges.isEmpty()) {
                week.put(day, ranges.stream().distinct().sorted(ORDER).toList());
            }
        });
        days = Collections.unmodifiableMap(week);
    }

    static WeeklyHours of(Map<DayOfWeek, List<TimeRange>> days) {
        return new WeeklyHours(days);
    }

    static WeeklyHours allWeek() {
        Map<DayOfWeek, List<TimeRange>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            week.put(day, List.of(TimeRange.allDay()));
        }
        return of(week);
    }

    /** Whether a range holds the local time, where {@code openOn} accepts the date on which the range opened. */
    boolean isOpen(LocalDateTime local, ZoneId zone, Predicate<LocalDate> openOn) {
        LocalDate date = local.toLocalDate();
        LocalTime time = local.toLocalTime();
        return opens(date, openOn, range -> range.holdsOnOpeningDate(time))
                || (crossesMidnight() && opens(dateBefore(date, zone), openOn, range -> range.holdsOnNextDate(time)));
    }

    Stream<LocalTime> starts(DayOfWeek day) {
        return ranges(day).stream().map(TimeRange::start);
    }

    private boolean opens(LocalDate date, Predicate<LocalDate> openOn, Predicate<TimeRange> holds) {
        return ranges(date.getDayOfWeek()).stream().anyMatch(holds) && openOn.test(date);
    }

    private List<TimeRange> ranges(DayOfWeek day) {
        return days.getOrDefault(day, List.of());
    }

    private boolean crossesMidnight() {
        return days.values().stream().flatMap(List::stream).anyMatch(TimeRange::crossesMidnight);
    }

    /** The last date before this one that the zone did not skip (Apia had no 30 December 2011). */
    private static LocalDate dateBefore(LocalDate date, ZoneId zone) {
        LocalDate before = date.minusDays(1);
        while (!before.atStartOfDay(zone).toLocalDate().equals(before)) {
            before = before.minusDays(1);
        }
        return before;
    }

    /** Days of the week with the same ranges in a row are taken together: {@code Mon-Fri 09:00-20:00}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        List<DayOfWeek> run = new ArrayList<>();
        for (DayOfWeek day : days.keySet()) {
            if (!run.isEmpty() && !continues(run.get(run.size() - 1), day)) {
                parts.add(describe(run));
                run.clear();
            }
            run.add(day);
        }
        if (!run.isEmpty()) {
            parts.add(describe(run));
        }
        return parts.isEmpty() ? "never" : String.join(", ", parts);
    }

    private boolean continues(DayOfWeek last, DayOfWeek day) {
        return last.plus(1) == day && ranges(last).equals(ranges(day));
    }

    private String describe(List<DayOfWeek> run) {
        String first = shortName(run.get(0));
        String span = run.size() == 1 ? first : first + "-" + shortName(run.get(run.size() - 1));
        return span + " "
                + String.join(
                        " ",
                        ranges(run.get(0)).stream().map(TimeRange::toString).toList());
    }

    private static String shortName(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }
}
