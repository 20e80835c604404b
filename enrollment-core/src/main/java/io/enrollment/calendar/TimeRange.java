package io.enrollment.calendar;

import io.enrollment.internal.Require;
import java.time.LocalTime;

/**
 * A part of a day, half-open: {@code start} belongs to it, {@code end} does not.
 *
 * <p>A start after the end crosses midnight: the range belongs to the date on which it starts. An end of midnight is
 * the end of the day, written {@code 24:00}; midnight to midnight is the whole day.
 *
 * @param start the first time of day inside
 * @param end the first time of day outside; {@link LocalTime#MIDNIGHT} is the end of the day
 */
public record TimeRange(LocalTime start, LocalTime end) {

    private static final String END_OF_DAY = "24:00";
    private static final TimeRange ALL_DAY = new TimeRange(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the start is the end, other than midnight to midnight
     */
    public TimeRange {
        refuseEmpty(start, end, !start.equals(end) || start.equals(LocalTime.MIDNIGHT));
    }

    /** The whole day, {@code 00:00-24:00}. */
    public static TimeRange allDay() {
        return ALL_DAY;
    }

    /**
     * The range between two times of day such as {@code 09:00} and {@code 20:00}; the end may be {@code 24:00}.
     *
     * @throws IllegalArgumentException if a text is not a time of day, or if both are the same
     */
    public static TimeRange of(String start, String end) {
        LocalTime from = LocalTimes.parse("start", start);
        if (end.equals(END_OF_DAY)) {
            return new TimeRange(from, LocalTime.MIDNIGHT);
        }
        LocalTime until = LocalTimes.parse("end", end);
        refuseEmpty(from, until, !from.equals(until));
        return new TimeRange(from, until);
    }

    /**
     * The range written as {@code HH:mm-HH:mm}, the form that {@link #toString} gives.
     *
     * @throws IllegalArgumentException if the text is not of this form
     */
    public static TimeRange parse(String text) {
        int dash = text.indexOf('-');
        Require.that(dash > 0, "time range", text, "be two times of day like 09:00-20:00");
        return of(text.substring(0, dash), text.substring(dash + 1));
    }

    /** Whether the range ends on the date after the one it starts on; an end at 24:00 does not cross. */
    public boolean crossesMidnight() {
        return !endsWithDay() && start.isAfter(end);
    }

    boolean holdsOnOpeningDate(LocalTime time) {
        return !time.isBefore(start) && (endsWithDay() || crossesMidnight() || time.isBefore(end));
    }

    boolean holdsOnNextDate(LocalTime time) {
        return crossesMidnight() && time.isBefore(end);
    }

    private boolean endsWithDay() {
        return end.equals(LocalTime.MIDNIGHT);
    }

    private static void refuseEmpty(LocalTime start, LocalTime end, boolean holds) {
        Require.that(holds, "time range", start + "-" + end, "have an end that differs from its start");
    }

    @Override
    public String toString() {
        return start + "-" + (endsWithDay() ? END_OF_DAY : end.toString());
    }
}
