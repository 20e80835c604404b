package io.enrollment.calendar;

import io.enrollment.internal.Require;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A length of time between an anchor and a due time.
 *
 * <p>Hours, minutes and seconds are elapsed time. Days, weeks and months are calendar units in the resolved zone: they
 * keep the time of day of the anchor unless {@link #at(LocalTime)} sets one. No delay is longer than 100 years.
 */
public sealed interface Delay permits Delay.Elapsed, Delay.CalendarDays, Delay.BusinessDays {

    /** No delay: due at the anchor. */
    static Delay none() {
        return new Elapsed(Duration.ZERO);
    }

    /** A number of hours of elapsed time. */
    static Delay hours(long n) {
        return new Elapsed(Duration.ofHours(bounded("hours", n)));
    }

    /** A number of minutes of elapsed time. */
    static Delay minutes(long n) {
        return new Elapsed(Duration.ofMinutes(bounded("minutes", n)));
    }

    /** A number of local days. */
    static Delay days(int n) {
        return new CalendarDays(Period.ofDays(n), Optional.empty());
    }

    /** A number of weeks of seven local days. */
    static Delay weeks(int n) {
        return new CalendarDays(Period.ofWeeks((int) bounded("weeks", n)), Optional.empty());
    }

    /** A number of calendar months; a day that the month does not have becomes its last one. */
    static Delay months(int n) {
        return new CalendarDays(Period.ofMonths(n), Optional.empty());
    }

    /** A number of business days of the calendar that applies. */
    static Delay businessDays(int n) {
        return new BusinessDays(n, Optional.empty());
    }

    /**
     * The same days, at a time of day such as {@code 09:00}.
     *
     * @throws IllegalArgumentException if the text is not a time of day, or for elapsed time other than {@link #none}
     */
    default Delay at(String time) {
        return at(LocalTimes.parse("at", time));
    }

    /**
     * The same days, at a time of day: no days means today at that time if it is still to come, else the next day.
     *
     * @throws IllegalArgumentException for elapsed time other than {@link #none}
     */
    Delay at(LocalTime time);

    private static long bounded(String unit, long n) {
        Require.that(n >= 0, unit, n, "not be negative");
        Require.that(n <= MAX_DAYS * 24L * 60, unit, n, "be at most 100 years");
        return n;
    }

    /** The most days that a delay may have: 100 years. */
    int MAX_DAYS = 36_525;

    /**
     * Elapsed time, whatever the clocks on the wall do meanwhile.
     *
     * @param duration the time that passes; not negative
     */
    record Elapsed(Duration duration) implements Delay {

        /**
         * Checks the duration.
         *
         * @throws IllegalArgumentException if it is negative or above 100 years
         */
        public Elapsed {
            Require.that(!duration.isNegative(), "delay", duration, "not be negative");
            Require.that(duration.compareTo(Duration.ofDays(MAX_DAYS)) <= 0, "delay", duration, "be at most 100 years");
        }

        @Override
        public Delay at(LocalTime time) {
            Require.that(
                    duration.isZero(), "at", time, "go with days, weeks, months or business days, not elapsed time");
            return new CalendarDays(Period.ZERO, Optional.of(time));
        }
    }

    /**
     * Calendar days, weeks or months in the resolved zone.
     *
     * @param period what is added to the anchor's local date; not negative in any unit
     * @param at the time of day; that of the anchor when absent
     */
    record CalendarDays(Period period, Optional<LocalTime> at) implements Delay {

        /**
         * Checks the period.
         *
         * @throws IllegalArgumentException if a unit is negative or the whole is above 100 years
         */
        public CalendarDays {
            Require.that(!period.isNegative(), "delay", period, "not be negative");
            long days = period.toTotalMonths() * 30 + period.get(ChronoUnit.DAYS);
            Require.that(days <= MAX_DAYS, "delay", period, "be at most 100 years");
        }

        @Override
        public Delay at(LocalTime time) {
            return new CalendarDays(period, Optional.of(time));
        }
    }

    /**
     * Business days of the calendar that applies.
     *
     * @param days the number of business days; 0 means the anchor's date, or the next business day
     * @param at the time of day; that of the anchor when absent
     */
    record BusinessDays(int days, Optional<LocalTime> at) implements Delay {

        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException if it is negative or above 100 years
         */
        public BusinessDays {
            Require.that(days >= 0, "business days", days, "not be negative");
            Require.that(days <= MAX_DAYS, "business days", days, "be at most " + MAX_DAYS);
        }

        @Override
        public Delay at(LocalTime time) {
            return new BusinessDays(days, Optional.of(time));
        }
    }
}
