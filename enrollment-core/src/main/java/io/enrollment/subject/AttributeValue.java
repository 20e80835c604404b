package io.enrollment.subject;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** The value of a subject's attribute, or a literal of a condition. */
public sealed interface AttributeValue {

    /**
     * Text, compared by code point. Values that come from a CSV file are all text; conditions read them as what their
     * literal is.
     *
     * @param value any text, the empty one included
     */
    record Text(String value) implements AttributeValue {
        @Override
        public String toString() {
            return value;
        }
    }

    /**
     * A number; 1.0 and 1 are equal.
     *
     * @param value the number, trailing zeros stripped
     */
    record Number(BigDecimal value) implements AttributeValue {
        /** Strips trailing zeros, so that equal numbers are equal values. */
        public Number {
            value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        }

        @Override
        public String toString() {
            return value.precision() - value.scale() > 100 || value.scale() > 100
                    ? value.toString()
                    : value.toPlainString();
        }
    }

    /**
     * A truth value.
     *
     * @param value true or false
     */
    record Bool(boolean value) implements AttributeValue {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /**
     * A calendar date without a zone.
     *
     * @param value the date
     */
    record Date(LocalDate value) implements AttributeValue {
        @Override
        public String toString() {
            return value.toString();
        }
    }

    /**
     * A point in time.
     *
     * @param value the instant
     */
    record Moment(Instant value) implements AttributeValue {
        @Override
        public String toString() {
            return value.toString();
        }
    }

    /**
     * A list of values.
     *
     * @param values the elements, none of them a list
     */
    record Many(List<AttributeValue> values) implements AttributeValue {
        /** Copies the list. */
        public Many {
            values = List.copyOf(values);
        }

        @Override
        public String toString() {
            return values.toString();
        }
    }

    /** A text. */
    static AttributeValue of(String value) {
        return new Text(value);
    }

    /** A number. */
    static AttributeValue of(long value) {
        return new Number(BigDecimal.valueOf(value));
    }

    /** A number. */
    static AttributeValue of(BigDecimal value) {
        return new Number(value);
    }

    /** A truth value. */
    static AttributeValue of(boolean value) {
        return new Bool(value);
    }

    /** A date. */
    static AttributeValue of(LocalDate value) {
        return new Date(value);
    }

    /** A point in time. */
    static AttributeValue of(Instant value) {
        return new Moment(value);
    }

    /** A list of texts. */
    static AttributeValue ofTexts(List<String> values) {
        return new Many(values.stream().map(AttributeValue::of).toList());
    }
}
