package io.enrollment.criteria;

import io.enrollment.internal.Require;
import io.enrollment.subject.AttributeValue;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;

/**
 * A two-valued condition over the fields of a subject. Fields are the attributes by name and the built-in ones of
 * {@link Fields}. Conditions nest at most {@value #MAX_LEVELS} levels deep, so that whoever walks one may recurse.
 */
public sealed interface Condition {

    /** The greatest number of conditions within one another, the innermost included. */
    int MAX_LEVELS = 100;

    /** Always true: everybody qualifies. */
    record Everybody() implements Condition {}

    /**
     * True when every part is.
     *
     * @param parts at least one
     */
    record All(List<Condition> parts) implements Condition {
        /** Copies the list; refuses an empty one and one that nests too deep. */
        public All {
            parts = List.copyOf(parts);
            Require.notEmpty("condition all", parts);
            Levels.check(parts);
        }
    }

    /**
     * True when at least one part is.
     *
     * @param parts at least one
     */
    record Any(List<Condition> parts) implements Condition {
        /** Copies the list; refuses an empty one and one that nests too deep. */
        public Any {
            parts = List.copyOf(parts);
            Require.notEmpty("condition any", parts);
            Levels.check(parts);
        }
    }

    /**
     * True when the part is not.
     *
     * @param part the condition to negate
     */
    record Not(Condition part) implements Condition {
        /** Refuses a part that nests too deep. */
        public Not {
            Levels.check(List.of(part));
        }
    }

    /**
     * True when the field has a value that is not blank.
     *
     * @param field the name of the field
     */
    record Present(String field) implements Condition {
        /** Validates the name. */
        public Present {
            Require.text("condition field", field, 200);
        }
    }

    /**
     * A comparison.
     *
     * @param field the name of the field
     * @param operator how to compare
     * @param operand what to compare with
     * @param ignoreCase whether texts are compared without regard to case
     */
    record Compare(String field, Operator operator, Operand operand, boolean ignoreCase) implements Condition {
        /** Refuses operands that the operator cannot be applied to. */
        public Compare {
            Require.text("condition field", field, 200);
            Operators.check(operator, operand, ignoreCase);
        }
    }

    /** Every one of these. */
    static Condition all(Condition... parts) {
        return new All(List.of(parts));
    }

    /** At least one of these. */
    static Condition any(Condition... parts) {
        return new Any(List.of(parts));
    }

    /** Not this. */
    static Condition not(Condition part) {
        return new Not(part);
    }

    /** The field has a value. */
    static Condition present(String field) {
        return new Present(field);
    }

    /** The field compared with a value. */
    static Condition compare(String field, Operator operator, AttributeValue value) {
        return new Compare(field, operator, Operand.of(value), false);
    }

    /** The field equals a text. */
    static Condition equal(String field, String text) {
        return compare(field, Operator.EQ, AttributeValue.of(text));
    }

    /** The field equals one of these texts. */
    static Condition in(String field, String... texts) {
        List<AttributeValue> values =
                List.of(texts).stream().map(AttributeValue::of).toList();
        return new Compare(field, Operator.IN, new Operand.OneOf(values), false);
    }

    /** The field is a date before this one. */
    static Condition before(String field, LocalDate date) {
        return compare(field, Operator.LT, AttributeValue.of(date));
    }

    /** The field is a date compared with today plus an offset in calendar units. */
    static Condition fromToday(String field, Operator operator, Period offset) {
        return new Compare(field, operator, new Operand.FromToday(offset), false);
    }
}
