package io.enrollment.calendar;

import io.enrollment.internal.Require;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The business days of somebody: every date that is neither on the weekend nor a holiday.
 *
 * @param weekend the days of the week that are never business days; at most six
 * @param holidays the dates that are not business days, whatever day of the week they fall on
 */
public record BusinessCalendar(Set<DayOfWeek> weekend, Set<LocalDate> holidays) {

    private static final BusinessCalendar MONDAY_TO_FRIDAY =
            new BusinessCalendar(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), Set.of());

    /**
     * Copies the sets.
     *
     * @throws IllegalArgumentException if the weekend takes the whole week
     */
    public BusinessCalendar {
        Require.that(
                !weekend.containsAll(EnumSet.allOf(DayOfWeek.class)),
                "weekend",
                weekend,
                "leave at least one day of the week for business");
        weekend = Collections.unmodifiableSet(new TreeSet<>(weekend));
        holidays = Collections.unmodifiableSet(new TreeSet<>(holidays));
    }

    /** Monday to Friday, without holidays. */
    public static BusinessCalendar mondayToFriday() {
        return MONDAY_TO_FRIDAY;
    }

    /**
     * A calendar with the given weekend and holidays.
     *
     * @throws IllegalArgumentException if the weekend takes the whole week
     */
    public static BusinessCalendar of(Set<DayOfWeek> weekend, Set<LocalDate> holidays) {
        return new BusinessCalendar(weekend, holidays);
    }

    /** Whether the date is neither on the weekend nor a holiday. */
    public boolean isBusinessDay(LocalDate date) {
        return !weekend.contains(date.getDayOfWeek()) && !isHoliday(date);
    }

    /** Whether the date is one of the holidays. */
    public boolean isHoliday(LocalDate date) {
        return holidays.contains(date);
    }

    /**
     * The {@code n}-th business day after the date; for 0 the date itself if it is a business day, else the next one.
     *
     * @throws IllegalArgumentException if {@code n} is negative
     */
    public LocalDate plusBusinessDays(LocalDate date, int n) {
        Require.that(n >= 0, "business days", n, "not be negative");
        LocalDate day = date;
        for (int left = n; left > 0; left--) {
            day = nextBusinessDay(day);
        }
        return isBusinessDay(day) ? day : nextBusinessDay(day);
    }

    private LocalDate nextBusinessDay(LocalDate date) {
        LocalDate day = date.plusDays(1);
        while (!isBusinessDay(day)) {
            day = day.plusDays(1);
        }
        return day;
    }

    /** The number of business days after {@code from} up to and including {@code until}; 0 when there is no such date. */
    public int businessDaysBetween(LocalDate from, LocalDate until) {
        return (int) from.plusDays(1)
                .datesUntil(until.isAfter(from) ? until.plusDays(1) : from.plusDays(1))
                .filter(this::isBusinessDay)
                .count();
    }
}
