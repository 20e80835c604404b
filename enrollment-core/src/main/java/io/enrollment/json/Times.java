package io.enrollment.json;

import io.enrollment.calendar.TimeRange;
import io.enrollment.internal.Require;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Dates and times as documents write them. The patterns are those of the JSON Schema: narrower than what java.time would
 * take, so that one value has few forms.
 */
final class Times {

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final String TIME_OF_DAY = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,9})?)?";
    private static final Pattern TIME = Pattern.compile(TIME_OF_DAY);
    private static final Pattern RANGE = Pattern.compile(TIME_OF_DAY + "-(24:00|" + TIME_OF_DAY + ")");
    private static final Pattern DURATION = Pattern.compile(
            "P(?=[0-9T])([0-9]{1,9}D)?" + "(T(?=[0-9])([0-9]{1,18}H)?([0-9]{1,18}M)?([0-9]{1,18}(\\.[0-9]{1,9})?S)?)?");
    private static final Pattern PERIOD =
            Pattern.compile("P(?=[0-9])([0-9]{1,9}Y)?([0-9]{1,9}M)?([0-9]{1,9}W)?([0-9]{1,9}D)?");
    private static final Pattern OFFSET =
            Pattern.compile("-?P(?=[-0-9])(-?[0-9]{1,9}Y)?(-?[0-9]{1,9}M)?(-?[0-9]{1,9}W)?(-?[0-9]{1,9}D)?");

    private static final Pattern ANY = Pattern.compile("(?s).*");

    private Times() {}

    /** A date that exists. */
    static LocalDate date(String text) {
        return parse("date", text, DATE, LocalDate::parse, "be a date that exists, like 2026-02-28");
    }

    /** A time of day. */
    static LocalTime time(String text) {
        return parse("time", text, TIME, LocalTime::parse, "be a time of day like 09:00");
    }

    /** A part of a day. */
    static TimeRange range(String text) {
        return parse("range", text, RANGE, TimeRange::parse, "be two different times of day like 09:00-20:00");
    }

    /** Elapsed time. */
    static Duration duration(String text) {
        return parse("duration", text, DURATION, Duration::parse, "be an ISO 8601 duration like PT36H");
    }

    /** Calendar units forward. */
    static Period period(String text) {
        return parse("period", text, PERIOD, Period::parse, "be an ISO 8601 period like P1M2D");
    }

    /** Calendar units forward or back. */
    static Period offset(String text) {
        return parse("offset", text, OFFSET, Period::parse, "be an ISO 8601 period like P1M or -P3D");
    }

    /** A time zone. */
    static ZoneId zone(String text) {
        return parse("zone", text, ANY, ZoneId::of, "be a zone of the time zone database, like America/Toronto");
    }

    private static <T> T parse(String field, String text, Pattern form, Function<String, T> parser, String rule) {
        if (form.matcher(text).matches()) {
            try {
                return parser.apply(text);
            } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
                IllegalArgumentException refusal = Require.refusal(field, text, rule);
                refusal.initCause(e);
                throw refusal;
            }
        }
        throw Require.refusal(field, text, rule);
    }

    /** The period as documents write it: with the sign in front where that says the same. */
    static String write(Period period) {
        boolean isBack = period.getUnits().stream().noneMatch(unit -> period.get(unit) > 0);
        return isBack && !period.isZero() ? "-" + period.negated() : period.toString();
    }
}
