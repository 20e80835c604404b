package io.enrollment.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A delay added to one anchor in one zone; notes its steps in a trail. */
final class DelayMath {

    private final Instant anchor;
    private final LocalDateTime anchorLocal;
    private final ZoneId zone;
    private final BusinessCalendar calendar;
    private final Trail trail;

    DelayMath(Instant anchor, ZoneId zone, BusinessCalendar calendar, Trail trail) {
        this.anchor = anchor;
        this.anchorLocal = LocalDateTime.ofInstant(anchor, zone);
        this.zone = zone;
        this.calendar = calendar;
        this.trail = trail;
    }

    Instant after(Delay delay) {
        if (delay instanceof Delay.Elapsed elapsed) {
            return afterElapsed(elapsed.duration());
        }
        if (delay instanceof Delay.CalendarDays days) {
            return afterDays(days);
        }
        return afterBusinessDays((Delay.BusinessDays) delay);
    }

    private Instant afterElapsed(Duration duration) {
        Instant due = anchor.plus(duration);
        if (!duration.isZero()) {
            trail.moved(words(duration), due);
        }
        return due;
    }

    private Instant afterDays(Delay.CalendarDays delay) {
        LocalDate date = anchorLocal.toLocalDate().plus(delay.period());
        return onDate(words(delay.period()), date, delay.at(), day -> day.plusDays(1));
    }

    private Instant afterBusinessDays(Delay.BusinessDays delay) {
        UnaryOperator<LocalDate> next = day -> calendar.plusBusinessDays(day, 1);
        LocalDate date = calendar.plusBusinessDays(anchorLocal.toLocalDate(), delay.days());
        Instant due = onDate(count(delay.days(), "business day"), date, delay.at(), next);
        LocalDate landed = due.atZone(zone).toLocalDate();
        if (calendar.isBusinessDay(landed)) {
            return due;
        }
        // The zone has no such time on that date, or skipped the date whole, and what follows is no business day.
        return onDate("not a business day", next.apply(landed), delay.at(), next);
    }

    /** The time of day on a date, or on the next date when that is before the anchor. */
    private Instant onDate(String words, LocalDate date, Optional<LocalTime> at, UnaryOperator<LocalDate> nextDate) {
        boolean unmoved = at.isEmpty() && date.equals(anchorLocal.toLocalDate());
        if (unmoved) {
            return anchor;
        }
        LocalTime time = at.orElse(anchorLocal.toLocalTime());
        LocalDateTime local = date.atTime(time);
        LocalDateTime due =
                resolve(local).isBefore(anchor) ? nextDate.apply(date).atTime(time) : local;
        trail.moved(words, due);
        trail.resolved(due, resolve(due));
        return resolve(due);
    }

    private Instant resolve(LocalDateTime local) {
        return LocalTimes.resolve(local, zone, anchor);
    }

    private static String words(Duration duration) {
        if (duration.toSecondsPart() > 0 || duration.toNanosPart() > 0) {
            return "+" + duration;
        }
        return duration.toMinutesPart() == 0
                ? count(duration.toHours(), "hour")
                : count(duration.toMinutes(), "minute");
    }

    private static String words(Period period) {
        List<String> parts = new ArrayList<>();
        if (period.toTotalMonths() > 0) {
            parts.add(count(period.toTotalMonths(), "month"));
        }
        if (period.get(ChronoUnit.DAYS) > 0 || parts.isEmpty()) {
            parts.add(count(period.get(ChronoUnit.DAYS), "day"));
        }
        return String.join(" ", parts);
    }

    private static String count(long n, String unit) {
        return "+" + n + " " + unit + (n == 1 ? "" : "s");
    }
}
