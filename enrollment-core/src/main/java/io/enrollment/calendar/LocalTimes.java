package io.enrollment.calendar;

import io.enrollment.internal.Require;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** Times of day and the way from a local date-time to an instant. */
final class LocalTimes {

    private LocalTimes() {}

    /** The time of day that a text such as {@code 09:00} names. */
    static LocalTime parse(String field, String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            IllegalArgumentException refusal = Require.refusal(field, text, "be a time of day like 09:00");
            refusal.initCause(e);
            throw refusal;
        }
    }

    /** The instant of a local date-time: a gap moves it forward by its length, an overlap takes the first occurrence. */
    static Instant resolve(LocalDateTime local, ZoneId zone) {
        return local.atZone(zone).toInstant();
    }

    /** As {@link #resolve}, but the second occurrence when the first one of an overlap lies before {@code notBefore}. */
    static Instant resolve(LocalDateTime local, ZoneId zone, Instant notBefore) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        Instant first = resolve(local, zone);
        boolean second = offsets.size() == 2 && first.isBefore(notBefore);
        return second ? local.toInstant(offsets.get(1)) : first;
    }
}
