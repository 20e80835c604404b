package io.enrollment.criteria;

import io.enrollment.internal.Require;
import io.enrollment.subject.AttributeValue;
import java.time.Period;
import java.time.temporal.TemporalUnit;
import java.util.List;

/** What a field is compared with. */
public sealed interface Operand {

    /**
     * One value.
     *
     * @param value anything but a list
     */
    record Literal(AttributeValue value) implements Operand {
        /** Refuses a list. */
        public Literal {
            Require.that(!(value instanceof AttributeValue.Many), "operand", value, "be a single value");
        }
    }

    /**
     * A set of values, for IN and CONTAINS and their complements.
     *
     * @param values at least one, none of them a list
     */
    record OneOf(List<AttributeValue> values) implements Operand {
        /** Copies the list; refuses an empty one. */
        public OneOf {
            values = List.copyOf(values);
            Require.notEmpty("operand", values);
            for (AttributeValue value : values) {
                Require.that(!(value instanceof AttributeValue.Many), "operand", value, "be a single value");
            }
        }
    }

    /**
     * A date counted from the local day of the evaluation.
     *
     * @param offset calendar units from today, negative for the past; each unit at most {@value #MAX_OFFSET}
     */
    record FromToday(Period offset) implements Operand {

        /** The greatest number of days, of months and of years, far enough for every life and within java.time. */
        public static final int MAX_OFFSET = 100_000;

        /** Refuses an offset that is out of bounds. */
        public FromToday {
            for (TemporalUnit unit : offset.getUnits()) {
                Require.that(
                        Math.abs(offset.get(unit)) <= MAX_OFFSET,
                        "operand offset",
                        offset,
                        "have at most " + MAX_OFFSET + " of each unit");
            }
        }
    }

    /** The literal. */
    static Operand of(AttributeValue value) {
        return new Literal(value);
    }
}
