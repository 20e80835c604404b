package io.enrollment.criteria;

import io.enrollment.criteria.Condition.Compare;
import io.enrollment.subject.AttributeValue;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Evaluates single clauses by the rules of the package.
 *
 * @param fields the values of the fields by name
 * @param today the local date from which relative dates count
 * @param zone the zone of the evaluation
 */
record Leaves(Function<String, Optional<AttributeValue>> fields, LocalDate today, ZoneId zone) {

    Optional<AttributeValue> value(String field) {
        return fields.apply(field);
    }

    static boolean isPresent(Optional<AttributeValue> value) {
        return value.filter(Leaves::isNotBlank).isPresent();
    }

    boolean holds(Compare clause, Optional<AttributeValue> value) {
        boolean positive = value.filter(found -> matches(clause, found)).isPresent();
        return positive != clause.operator().isNegative();
    }

    /** The literals that a value is compared with, a date from today resolved. */
    List<AttributeValue> literals(Operand operand) {
        if (operand instanceof Operand.OneOf set) {
            return set.values();
        }
        return operand instanceof Operand.FromToday relative
                ? List.of(AttributeValue.of(today.plus(relative.offset())))
                : List.of(((Operand.Literal) operand).value());
    }

    Comparison comparison(Compare clause) {
        return new Comparison(zone, clause.ignoreCase());
    }

    /** The value itself, or the only element of a list; empty for any other list. */
    static Optional<AttributeValue> single(AttributeValue value) {
        List<AttributeValue> elements = elements(value);
        return elements.size() == 1 ? Optional.of(elements.get(0)) : Optional.empty();
    }

    private static boolean isNotBlank(AttributeValue value) {
        if (value instanceof AttributeValue.Many list) {
            return list.values().stream().anyMatch(Leaves::isNotBlank);
        }
        return !(value instanceof AttributeValue.Text text && text.value().isBlank());
    }

    private static List<AttributeValue> elements(AttributeValue value) {
        return value instanceof AttributeValue.Many list ? list.values() : List.of(value);
    }

    private boolean matches(Compare clause, AttributeValue value) {
        return switch (clause.operator().positive()) {
            case IN -> anyEqual(clause, value);
            case CONTAINS -> anyEqual(clause, value) || hasPart(clause, value);
            case STARTS_WITH, ENDS_WITH -> hasEnd(clause, value);
            default -> isOrdered(clause, value);
        };
    }

    private boolean anyEqual(Compare clause, AttributeValue value) {
        Comparison comparison = comparison(clause);
        List<AttributeValue> literals = literals(clause.operand());
        return elements(value).stream()
                .anyMatch(element -> literals.stream().anyMatch(literal -> comparison.equal(element, literal)));
    }

    private boolean hasPart(Compare clause, AttributeValue value) {
        return value instanceof AttributeValue.Text whole
                && texts(clause).anyMatch(comparison(clause).text(whole)::contains);
    }

    private boolean hasEnd(Compare clause, AttributeValue value) {
        if (!(single(value).orElse(value) instanceof AttributeValue.Text whole)) {
            return false;
        }
        String text = comparison(clause).text(whole);
        return texts(clause).anyMatch(clause.operator() == Operator.STARTS_WITH ? text::startsWith : text::endsWith);
    }

    private Stream<String> texts(Compare clause) {
        return literals(clause.operand()).stream()
                .filter(AttributeValue.Text.class::isInstance)
                .map(literal -> comparison(clause).text((AttributeValue.Text) literal));
    }

    private boolean isOrdered(Compare clause, AttributeValue value) {
        AttributeValue literal = literals(clause.operand()).get(0);
        Operator operator = clause.operator().positive();
        return single(value)
                .filter(one -> !(operator.isOrder() && one instanceof AttributeValue.Bool))
                .map(one -> comparison(clause).order(one, literal))
                .filter(OptionalInt::isPresent)
                .filter(order -> accepts(operator, order.getAsInt()))
                .isPresent();
    }

    private static boolean accepts(Operator operator, int order) {
        return switch (operator) {
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            default -> order == 0;
        };
    }
}
