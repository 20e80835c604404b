package io.enrollment.criteria;

import io.enrollment.internal.Require;
import io.enrollment.subject.AttributeValue;
import java.util.List;

/** Which operands each operator can be applied to; a comparison that could never be understood is refused. */
final class Operators {

    private Operators() {}

    /**
     * Checks that {@code operator} can be applied to {@code operand}.
     *
     * @throws IllegalArgumentException if it cannot, or if case is to be ignored in something that is not text
     */
    static void check(Operator operator, Operand operand, boolean ignoreCase) {
        switch (operator.positive()) {
            case EQ -> require(!isSet(operand), operator, operand, "be one value or a date from today");
            case LT, LE, GT, GE -> require(isOrdered(operand), operator, operand, "be a number, date, moment or text");
            case IN -> require(isSet(operand), operator, operand, "be a set of values");
            case CONTAINS -> checkContains(operator, operand);
            default -> require(isText(operand) && hasNoEmptyText(operand), operator, operand, "be a text, not empty");
        }
        require(!ignoreCase || isText(operand), operator, operand, "be text where case is ignored");
        require(
                values(operand).stream().allMatch(Operators::isWellFormed),
                operator,
                operand,
                "be well-formed Unicode");
        require(values(operand).stream().allMatch(Operators::isBounded), operator, operand, "be within ±10^1000");
    }

    private static void checkContains(Operator operator, Operand operand) {
        require(!(operand instanceof Operand.FromToday), operator, operand, "be a value or a set of values");
        require(hasNoEmptyText(operand), operator, operand, "not be an empty text");
    }

    private static boolean isSet(Operand operand) {
        return operand instanceof Operand.OneOf;
    }

    private static boolean isOrdered(Operand operand) {
        return !isSet(operand) && values(operand).stream().noneMatch(AttributeValue.Bool.class::isInstance);
    }

    private static boolean isText(Operand operand) {
        List<AttributeValue> values = values(operand);
        return !values.isEmpty() && values.stream().allMatch(AttributeValue.Text.class::isInstance);
    }

    /** Half of a surrogate pair is no character: it could be found within one, which no database would agree to. */
    private static boolean isWellFormed(AttributeValue value) {
        return !(value instanceof AttributeValue.Text text)
                || text.value().codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    private static boolean isBounded(AttributeValue value) {
        return !(value instanceof AttributeValue.Number number) || TextReading.isBounded(number.value());
    }

    private static boolean hasNoEmptyText(Operand operand) {
        return values(operand).stream().noneMatch(AttributeValue.of("")::equals);
    }

    /** The values written in the operand; none for a date from today. */
    private static List<AttributeValue> values(Operand operand) {
        if (operand instanceof Operand.OneOf set) {
            return set.values();
        }
        return operand instanceof Operand.Literal literal ? List.of(literal.value()) : List.of();
    }

    private static void require(boolean holds, Operator operator, Operand operand, String rule) {
        Require.that(holds, "operand of " + operator, operand, rule);
    }
}
