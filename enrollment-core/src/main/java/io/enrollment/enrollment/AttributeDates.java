package io.enrollment.enrollment;

import io.enrollment.subject.AttributeValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Optional;

/** Reads a date out of an attribute, whatever kind of value it is. */
final class AttributeDates {

    private AttributeDates() {}

    /**
     * The local date-time that the value stands for; a plain date is its start of day; empty when it is no date of the years
     * 1 to 9999.
     */
    static Optional<LocalDateTime> read(AttributeValue value, ZoneId zone) {
        try {
            return any(value, zone).filter(AttributeDates::isPlausible);
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    /** The date shifted by calendar units; empty when that leaves the years 1 to 9999. */
    static Optional<LocalDateTime> plus(LocalDateTime date, Period offset) {
        try {
            return Optional.of(date.plus(offset)).filter(AttributeDates::isPlausible);
        } catch (DateTimeException | ArithmeticException outOfRange) {
            return Optional.empty();
        }
    }

    private static boolean isPlausible(LocalDateTime date) {
        return date.getYear() >= 1 && date.getYear() <= 9999;
    }

    private static Optional<LocalDateTime> any(AttributeValue value, ZoneId zone) {
        if (value instanceof AttributeValue.Date date) {
            return Optional.of(date.value().atTime(LocalTime.MIDNIGHT));
        }
        if (value instanceof AttributeValue.Moment moment) {
            return Optional.of(LocalDateTime.ofInstant(moment.value(), zone));
        }
        return value instanceof AttributeValue.Text text ? parse(text.value().strip(), zone) : Optional.empty();
    }

    private static Optional<LocalDateTime> parse(String text, ZoneId zone) {
        return Optional.of(
                text.length() <= 10
                        ? LocalDate.parse(text).atTime(LocalTime.MIDNIGHT)
                        : LocalDateTime.ofInstant(OffsetDateTime.parse(text).toInstant(), zone));
    }
}
