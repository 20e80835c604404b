package io.enrollment.eligibility;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Arithmetic by whole local days, the measure of every period that a check knows. */
final class LocalDays {

    private LocalDays() {}

    static LocalDate of(Instant at, ZoneId zone) {
        return LocalDate.ofInstant(at, zone);
    }

    /**
     * The instant at which a local day begins: its first midnight that is later than {@code now}. Where the clock was set
     * back over midnight a day begins twice, where a day or its first hour was left out it begins with what is there.
     */
    static Instant startAfter(LocalDate day, ZoneId zone, Instant now) {
        ZonedDateTime start = day.atStartOfDay(zone);
        return start.toInstant().isAfter(now)
                ? start.toInstant()
                : start.withLaterOffsetAtOverlap().toInstant();
    }

    /**
     * The greatest day that is at most a number of calendar months after {@code event}, counted backwards: the greatest
     * {@code d} with {@code event >= d.minusMonths(months)}. That differs from {@code event.plusMonths(months)} when the
     * event was on the last day of its month, since counting back from a longer month ends on that day as well.
     */
    static LocalDate lastWithin(LocalDate event, int months) {
        boolean endOfMonth = event.getDayOfMonth() == event.lengthOfMonth();
        return endOfMonth ? YearMonth.from(event).plusMonths(months).atEndOfMonth() : event.plusMonths(months);
    }
}
