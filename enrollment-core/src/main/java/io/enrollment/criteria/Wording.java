package io.enrollment.criteria;

import io.enrollment.criteria.Condition.Compare;
import io.enrollment.criteria.Condition.Present;
import io.enrollment.internal.Require;
import io.enrollment.subject.AttributeValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How clauses and what they found are told to people; values are cut to a bounded length.
 *
 * @param leaves the evaluation that is told about
 */
record Wording(Leaves leaves) {

    private static final int ELEMENTS = 5;

    String text(Present clause) {
        return clause.field() + " PRESENT";
    }

    String text(Compare clause) {
        String suffix = clause.ignoreCase() ? " ignoring case" : "";
        return clause.field() + " " + clause.operator() + " " + operand(clause.operand()) + suffix;
    }

    String finding(Present clause, Optional<AttributeValue> value) {
        boolean isBlank = value.isPresent() && !Leaves.isPresent(value);
        return isBlank ? clause.field() + " is blank" : found(clause.field(), value);
    }

    String finding(Compare clause, Optional<AttributeValue> value) {
        return value.flatMap(found -> misfit(clause, found)).orElseGet(() -> found(clause.field(), value));
    }

    private static String found(String field, Optional<AttributeValue> value) {
        return value.map(found -> "found " + shown(found)).orElse(field + " is absent");
    }

    /** Why the value cannot be compared with the one literal of the clause, when it cannot be. */
    private Optional<String> misfit(Compare clause, AttributeValue found) {
        List<AttributeValue> literals = leaves.literals(clause.operand());
        boolean isComparison =
                clause.operator().positive() == Operator.EQ || clause.operator().isOrder();
        if (!isComparison || isComparable(found, literals.get(0))) {
            return Optional.empty();
        }
        return Optional.of(shown(found) + " is not " + kind(literals.get(0)));
    }

    private static boolean isComparable(AttributeValue found, AttributeValue literal) {
        Optional<AttributeValue> one = Leaves.single(found);
        if (one.isEmpty() || literal instanceof AttributeValue.Text) {
            return one.isPresent();
        }
        return one.get() instanceof AttributeValue.Text text
                ? TextReading.like(literal, text.value()).isPresent()
                : isSameKind(one.get(), literal);
    }

    private static boolean isSameKind(AttributeValue value, AttributeValue literal) {
        return isTime(literal) ? isTime(value) : value.getClass() == literal.getClass();
    }

    private static boolean isTime(AttributeValue value) {
        return value instanceof AttributeValue.Date || value instanceof AttributeValue.Moment;
    }

    private static String kind(AttributeValue literal) {
        if (literal instanceof AttributeValue.Number) {
            return "a number";
        }
        if (literal instanceof AttributeValue.Bool) {
            return "true or false";
        }
        return isTime(literal) ? "a date" : "a single value";
    }

    private String operand(Operand operand) {
        if (operand instanceof Operand.OneOf set) {
            return shown(new AttributeValue.Many(set.values()));
        }
        String value = shown(leaves.literals(operand).get(0));
        return operand instanceof Operand.FromToday relative ? value + " (today " + relative.offset() + ")" : value;
    }

    private static String shown(AttributeValue value) {
        if (value instanceof AttributeValue.Text text) {
            return Require.shown(text.value());
        }
        return value instanceof AttributeValue.Many list ? shown(list.values()) : cut(value);
    }

    private static String shown(List<AttributeValue> values) {
        String more = values.size() > ELEMENTS ? ", and " + (values.size() - ELEMENTS) + " more]" : "]";
        return values.stream().limit(ELEMENTS).map(Wording::shown).collect(Collectors.joining(", ", "[", more));
    }

    /** Numbers, truth values, dates and moments are told without quotes. */
    private static String cut(AttributeValue value) {
        String quoted = Require.shown(value);
        return quoted.substring(1, quoted.length() - 1);
    }
}
