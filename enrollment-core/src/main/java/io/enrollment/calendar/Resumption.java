package io.enrollment.calendar;

import io.enrollment.internal.Require;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What is left of a wait when a pause ends, under the policy FREEZE.
 *
 * <p>The results are due times before window, calendar and minimum gap apply again, see {@link DueTimes#gate}. None is
 * before the resume.
 */
public final class Resumption {

    private Resumption() {}

    /**
     * A time during which something was paused, half-open.
     *
     * @param start when it began
     * @param end when it ended, not before the start
     */
    public record Interval(Instant start, Instant end) {

        /**
         * Checks the order.
         *
         * @throws IllegalArgumentException if the end is before the start
         */
        public Interval {
            Require.that(!end.isBefore(start), "end", end, "not be before the start " + start);
        }
    }

    /** A wait of elapsed time: the resume and the duration that was left; overdue at the pause means at once. */
    public static Instant freezeElapsed(Instant due, Instant pausedAt, Instant resumedAt) {
        return due.isAfter(pausedAt) ? resumedAt.plus(Duration.between(pausedAt, due)) : resumedAt;
    }

    /**
     * A wait of calendar days: the local dates that were left are added to the local date of the resume, the time of day
     * stays. With no date left: the same time of day on the date of the resume if still to come, else at once. A wait that
     * was over on a date before that of the pause has nothing left: at once.
     */
    public static Instant freezeCalendar(LocalDateTime dueLocal, Instant pausedAt, Instant resumedAt, ZoneId zone) {
        LocalDate paused = pausedAt.atZone(zone).toLocalDate();
        long left = ChronoUnit.DAYS.between(paused, dueLocal.toLocalDate());
        if (left < 0) {
            return resumedAt;
        }
        return onDate(resumedAt.atZone(zone).toLocalDate().plusDays(left), dueLocal, resumedAt, zone);
    }

    /**
     * A wait of business days: as {@link #freezeCalendar}, counting the business days that were left; with none left and
     * the resume not on a business day, the next one. A pause within one date moves nothing.
     */
    public static Instant freezeBusinessDays(
            LocalDateTime dueLocal, Instant pausedAt, Instant resumedAt, ZoneId zone, BusinessCalendar calendar) {
        LocalDate paused = pausedAt.atZone(zone).toLocalDate();
        if (dueLocal.toLocalDate().isBefore(paused)) {
            return resumedAt;
        }
        int left = calendar.businessDaysBetween(paused, dueLocal.toLocalDate());
        LocalDate resumed = resumedAt.atZone(zone).toLocalDate();
        LocalDate due = resumed.equals(paused) ? dueLocal.toLocalDate() : calendar.plusBusinessDays(resumed, left);
        return onDate(due, dueLocal, resumedAt, zone);
    }

    /** The time that the intervals cover together; what several cover counts once. */
    public static Duration union(Collection<Interval> intervals) {
        List<Interval> sorted =
                intervals.stream().sorted(Comparator.comparing(Interval::start)).toList();
        Duration total = Duration.ZERO;
        Instant covered = Instant.MIN;
        for (Interval interval : sorted) {
            Instant start = later(interval.start(), covered);
            covered = later(interval.end(), covered);
            total = total.plus(Duration.between(start, later(start, interval.end())));
        }
        return total;
    }

    private static Instant onDate(LocalDate date, LocalDateTime dueLocal, Instant resumedAt, ZoneId zone) {
        LocalDateTime local = date.atTime(dueLocal.toLocalTime());
        return later(LocalTimes.resolve(local, zone, resumedAt), resumedAt);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
