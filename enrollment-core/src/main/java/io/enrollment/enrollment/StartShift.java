package io.enrollment.enrollment;

import io.enrollment.calendar.Delay;
import io.enrollment.internal.Require;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How far pauses have moved what counts from the start of an enrollment: a delay is longer by the time that was spent paused, in
 * the unit in which it counts.
 *
 * @param restarted from when such delays count anew; empty for the start itself
 * @param time the elapsed time that was spent paused since
 * @param days the local days that were
 * @param businessDays the business days that were
 */
public record StartShift(Optional<Instant> restarted, Duration time, int days, int businessDays) {

    /** Nothing was moved. */
    public static final StartShift NONE = new StartShift(Optional.empty(), Duration.ZERO, 0, 0);

    /** Validates the numbers. */
    public StartShift {
        Require.that(!time.isNegative(), "start shift time", time, "not be negative");
        Require.that(days >= 0, "start shift days", days, "not be negative");
        Require.that(businessDays >= 0, "start shift business days", businessDays, "not be negative");
    }

    /** One of delays that count anew from an instant. */
    static StartShift restartedAt(Instant at) {
        return new StartShift(Optional.of(at), Duration.ZERO, 0, 0);
    }

    /** This and another pause. */
    StartShift plus(Duration moreTime, int moreDays, int moreBusinessDays) {
        return new StartShift(restarted, time.plus(moreTime), days + moreDays, businessDays + moreBusinessDays);
    }

    /** What a delay from the start comes to. */
    Delay moved(Delay delay) {
        if (equals(NONE)) {
            return delay;
        }
        if (delay instanceof Delay.Elapsed elapsed) {
            Duration longest = Duration.ofDays(Delay.MAX_DAYS);
            Duration whole = elapsed.duration().plus(time);
            return new Delay.Elapsed(whole.compareTo(longest) < 0 ? whole : longest);
        }
        if (delay instanceof Delay.CalendarDays calendar) {
            Period whole = calendar.period().plusDays(days);
            boolean tooLong = whole.toTotalMonths() * 30 + whole.get(ChronoUnit.DAYS) > Delay.MAX_DAYS;
            return tooLong ? delay : new Delay.CalendarDays(whole, calendar.at());
        }
        Delay.BusinessDays business = (Delay.BusinessDays) delay;
        return new Delay.BusinessDays(Math.min(business.days() + businessDays, Delay.MAX_DAYS), business.at());
    }
}
