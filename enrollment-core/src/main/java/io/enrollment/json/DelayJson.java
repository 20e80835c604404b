package io.enrollment.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enrollment.calendar.Delay;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.IntFunction;

/** The JSON form of delays: one unit with its number, and for days and longer units a time of day. */
final class DelayJson {

    private static final String[] UNITS = {
        "minutes", "hours", "days", "weeks", "months", "businessDays", "duration", "period"
    };

    private static final int DAYS = Delay.MAX_DAYS;

    private DelayJson() {}

    static Optional<Delay> read(Section delay) {
        boolean hasTime = delay.has("at");
        Optional<LocalTime> at = delay.text("at", Times::time);
        Optional<Delay> length = delay.exactlyOne(UNITS).flatMap(unit -> length(delay, unit));
        delay.end();
        if (length.isEmpty() || !hasTime) {
            return length;
        }
        if (length.get() instanceof Delay.Elapsed) {
            return delay.refuse("at", "go with days, weeks, months, businessDays or period, not with elapsed time");
        }
        return at.flatMap(time -> length.map(days -> days.at(time)));
    }

    private static Optional<Delay> length(Section delay, String unit) {
        return switch (unit) {
            case "minutes" -> counted(delay, unit, DAYS * 24 * 60, Delay::minutes);
            case "hours" -> counted(delay, unit, DAYS * 24, Delay::hours);
            case "days" -> counted(delay, unit, DAYS, Delay::days);
            case "weeks" -> counted(delay, unit, DAYS / 7, Delay::weeks);
            case "months" -> counted(delay, unit, DAYS / 30, Delay::months);
            case "businessDays" -> counted(delay, unit, DAYS, Delay::businessDays);
            case "duration" -> delay.text(unit, text -> new Delay.Elapsed(Times.duration(text)));
            default -> delay.text(unit, text -> days(Times.period(text)));
        };
    }

    private static Optional<Delay> counted(Section delay, String unit, int max, IntFunction<Delay> of) {
        return delay.integer(unit, 0, max).map(of::apply);
    }

    private static Delay days(Period period) {
        return new Delay.CalendarDays(period, Optional.empty());
    }

    static ObjectNode write(Delay delay) {
        if (delay instanceof Delay.Elapsed elapsed) {
            return elapsed(elapsed.duration());
        }
        if (delay instanceof Delay.BusinessDays business) {
            return at(Json.object().put("businessDays", business.days()), business.at());
        }
        Delay.CalendarDays calendar = (Delay.CalendarDays) delay;
        return at(calendar(calendar.period()), calendar.at());
    }

    private static ObjectNode elapsed(Duration duration) {
        if (duration.equals(Duration.ofHours(duration.toHours())) && !duration.isZero()) {
            return Json.object().put("hours", duration.toHours());
        }
        return duration.equals(Duration.ofMinutes(duration.toMinutes()))
                ? Json.object().put("minutes", duration.toMinutes())
                : Json.object().put("duration", duration.toString());
    }

    private static ObjectNode calendar(Period period) {
        int days = (int) period.get(ChronoUnit.DAYS);
        if (period.equals(Period.ofDays(days))) {
            return Json.object().put("days", days);
        }
        return period.equals(Period.ofMonths(period.getMonths()))
                ? Json.object().put("months", period.getMonths())
                : Json.object().put("period", period.toString());
    }

    private static ObjectNode at(ObjectNode delay, Optional<LocalTime> time) {
        time.ifPresent(at -> delay.put("at", at.toString()));
        return delay;
    }
}
