package io.enrollment.criteria;

import io.enrollment.subject.AttributeValue;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/** Texts read as what they are compared with, strictly and within bounds; never throws. */
final class TextReading {

    private static final int MAX_LENGTH = 100;
    private static final int MAX_MAGNITUDE = 1000;
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]++(\\.[0-9]++)?([eE][+-]?[0-9]{1,4})?");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern MOMENT = Pattern.compile(DATE + "[Tt][0-9:.]++([Zz]|[+-][0-9:]++)");

    private TextReading() {}

    /** The text as a value of the kind of {@code other}; empty if it is not one, or if {@code other} is a list. */
    static Optional<AttributeValue> like(AttributeValue other, String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        if (other instanceof AttributeValue.Number) {
            return number(text);
        }
        if (other instanceof AttributeValue.Bool) {
            return truth(text);
        }
        boolean isTime = other instanceof AttributeValue.Date || other instanceof AttributeValue.Moment;
        return isTime ? dateOrMoment(text) : Optional.empty();
    }

    private static Optional<AttributeValue> number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(text);
        return isBounded(number) ? Optional.of(AttributeValue.of(number)) : Optional.empty();
    }

    /** Whether the number has at most a thousand digits before the point and no more zeros after it. */
    static boolean isBounded(BigDecimal number) {
        long magnitude = (long) number.precision() - number.scale();
        return number.signum() == 0 || Math.abs(magnitude) <= MAX_MAGNITUDE;
    }

    private static Optional<AttributeValue> truth(String text) {
        return switch (text) {
            case "true" -> Optional.of(AttributeValue.of(true));
            case "false" -> Optional.of(AttributeValue.of(false));
            default -> Optional.empty();
        };
    }

    private static Optional<AttributeValue> dateOrMoment(String text) {
        try {
            if (DATE.matcher(text).matches()) {
                return Optional.of(AttributeValue.of(LocalDate.parse(text)));
            }
            return MOMENT.matcher(text).matches()
                    ? Optional.of(AttributeValue.of(OffsetDateTime.parse(text).toInstant()))
                    : Optional.empty();
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }
}
