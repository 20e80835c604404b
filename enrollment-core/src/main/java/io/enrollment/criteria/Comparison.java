package io.enrollment.criteria;

import io.enrollment.subject.AttributeValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Compares a single value with a literal by the rules of the package.
 *
 * @param zone where a moment has its local date and a date its start
 * @param ignoreCase whether texts are compared without regard to case
 */
record Comparison(ZoneId zone, boolean ignoreCase) {

    private static final OptionalInt INCOMPARABLE = OptionalInt.empty();

    /** The sign of the comparison; empty when the two cannot be compared, or are truth values that differ. */
    OptionalInt order(AttributeValue found, AttributeValue literal) {
        if (found instanceof AttributeValue.Text a && literal instanceof AttributeValue.Text b) {
            return OptionalInt.of(CodePoints.compare(text(a), text(b)));
        }
        if (found instanceof AttributeValue.Text text) {
            return TextReading.like(literal, text.value())
                    .map(read -> alike(read, literal))
                    .orElse(INCOMPARABLE);
        }
        if (literal instanceof AttributeValue.Text text) {
            return TextReading.like(found, text.value())
                    .map(read -> alike(found, read))
                    .orElse(INCOMPARABLE);
        }
        return alike(found, literal);
    }

    /** Whether the two are equal. */
    boolean equal(AttributeValue found, AttributeValue literal) {
        OptionalInt order = order(found, literal);
        return order.isPresent() && order.getAsInt() == 0;
    }

    /** The text as it is compared. */
    String text(AttributeValue.Text text) {
        return ignoreCase ? CodePoints.fold(text.value()) : text.value();
    }

    private OptionalInt alike(AttributeValue found, AttributeValue literal) {
        if (found instanceof AttributeValue.Number a && literal instanceof AttributeValue.Number b) {
            return OptionalInt.of(a.value().compareTo(b.value()));
        }
        if (found instanceof AttributeValue.Bool) {
            return found.equals(literal) ? OptionalInt.of(0) : INCOMPARABLE;
        }
        if (literal instanceof AttributeValue.Date date) {
            return sign(dateOf(found).map(day -> day.compareTo(date.value())));
        }
        if (literal instanceof AttributeValue.Moment moment) {
            return sign(instantOf(found).map(instant -> instant.compareTo(moment.value())));
        }
        return INCOMPARABLE;
    }

    private Optional<LocalDate> dateOf(AttributeValue value) {
        if (value instanceof AttributeValue.Moment moment) {
            return localDate(moment.value());
        }
        return value instanceof AttributeValue.Date date ? Optional.of(date.value()) : Optional.empty();
    }

    private Optional<Instant> instantOf(AttributeValue value) {
        if (value instanceof AttributeValue.Date date) {
            return Optional.of(date.value().atStartOfDay(zone).toInstant());
        }
        return value instanceof AttributeValue.Moment moment ? Optional.of(moment.value()) : Optional.empty();
    }

    private Optional<LocalDate> localDate(Instant instant) {
        try {
            return Optional.of(LocalDate.ofInstant(instant, zone));
        } catch (DateTimeException beyondTheCalendar) {
            return Optional.empty();
        }
    }

    private static OptionalInt sign(Optional<Integer> order) {
        return order.map(OptionalInt::of).orElse(INCOMPARABLE);
    }
}
