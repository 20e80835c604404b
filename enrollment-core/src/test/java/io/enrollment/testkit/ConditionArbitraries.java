package io.enrollment.testkit;

import io.enrollment.criteria.Condition;
import io.enrollment.criteria.Operand;
import io.enrollment.criteria.Operator;
import io.enrollment.subject.AttributeValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Random conditions and values of fields. Both draw from few names, few texts and few days, so that comparisons are
 * true about as often as false.
 */
public final class ConditionArbitraries {

    private static final List<String> NAMES = List.of("model", "visits", "bought", "tags", "vip", "firstName");
    private static final List<Operator> SETS = List.of(Operator.IN, Operator.NOT_IN);
    private static final List<Operator> CONTAINS = List.of(Operator.CONTAINS, Operator.NOT_CONTAINS);
    private static final List<Operator> ENDS = List.of(Operator.STARTS_WITH, Operator.ENDS_WITH);

    private ConditionArbitraries() {}

    /** Conditions of every kind, nested a few levels. */
    public static Arbitrary<Condition> conditions() {
        return conditions(3).withoutEdgeCases();
    }

    /** Conditions that are single clauses. */
    public static Arbitrary<Condition> clauses() {
        Arbitrary<Condition> everybody = Arbitraries.just(new Condition.Everybody());
        return Arbitraries.frequencyOf(
                Tuple.of(1, everybody),
                Tuple.of(2, names().map(Condition::present)),
                Tuple.of(12, comparisons().map(clause -> clause)));
    }

    /** Comparisons with every operator and every operand that it can be applied to. */
    public static Arbitrary<Condition.Compare> comparisons() {
        return Arbitraries.of(Operator.class)
                .flatMap(ConditionArbitraries::comparisons)
                .withoutEdgeCases();
    }

    /** Comparisons with this operator. */
    public static Arbitrary<Condition.Compare> comparisons(Operator operator) {
        Arbitrary<Condition.Compare> plain = Combinators.combine(names(), operands(operator))
                .as((field, operand) -> new Condition.Compare(field, operator, operand, false));
        Arbitrary<Condition.Compare> ignoringCase = Combinators.combine(names(), textOperands(operator))
                .as((field, operand) -> new Condition.Compare(field, operator, operand, true));
        return Arbitraries.oneOf(plain, ignoringCase);
    }

    /** Values of fields by name; names that are missing are absent fields. */
    public static Arbitrary<Map<String, AttributeValue>> fields() {
        return Arbitraries.maps(names(), values()).ofMaxSize(NAMES.size()).withoutEdgeCases();
    }

    /** Values of fields: single ones and lists. */
    public static Arbitrary<AttributeValue> values() {
        Arbitrary<AttributeValue> lists = literals().list().ofMaxSize(3).map(AttributeValue.Many::new);
        return Arbitraries.oneOf(literals(), lists);
    }

    /** Single values of every kind. */
    public static Arbitrary<AttributeValue> literals() {
        return Arbitraries.oneOf(texts(), numbers(), days(), moments(), truths());
    }

    /** Names of fields; one of them is built in. */
    public static Arbitrary<String> names() {
        return Arbitraries.of(NAMES);
    }

    private static Arbitrary<Condition> conditions(int levels) {
        if (levels == 1) {
            return clauses();
        }
        Arbitrary<Condition> inner = Arbitraries.lazy(() -> conditions(levels - 1));
        Arbitrary<List<Condition>> parts = inner.list().ofMinSize(1).ofMaxSize(3);
        return Arbitraries.oneOf(
                clauses(), parts.map(Condition.All::new), parts.map(Condition.Any::new), inner.map(Condition.Not::new));
    }

    private static Arbitrary<Operand> operands(Operator operator) {
        if (SETS.contains(operator)) {
            return sets(literals());
        }
        if (CONTAINS.contains(operator)) {
            return Arbitraries.oneOf(sets(literals()), literals().map(Operand::of))
                    .filter(operand -> !hasEmptyText(operand));
        }
        return ENDS.contains(operator) ? textOperands(operator) : Arbitraries.oneOf(comparable(operator), offsets());
    }

    private static Arbitrary<Operand> comparable(Operator operator) {
        return (operator.isOrder() ? Arbitraries.oneOf(texts(), numbers(), days(), moments()) : literals())
                .map(Operand::of);
    }

    private static Arbitrary<Operand> textOperands(Operator operator) {
        Arbitrary<Operand> sets = sets(texts());
        Arbitrary<Operand> single = texts().map(Operand::of);
        if (SETS.contains(operator)) {
            return sets;
        }
        Arbitrary<Operand> any = CONTAINS.contains(operator) ? Arbitraries.oneOf(sets, single) : single;
        boolean acceptsEmpty = !CONTAINS.contains(operator) && !ENDS.contains(operator);
        return any.filter(operand -> acceptsEmpty || !hasEmptyText(operand));
    }

    private static Arbitrary<Operand> sets(Arbitrary<AttributeValue> values) {
        return values.list().ofMinSize(1).ofMaxSize(3).map(Operand.OneOf::new);
    }

    private static Arbitrary<Operand> offsets() {
        Arbitrary<Integer> units = Arbitraries.integers().between(-14, 14);
        return Combinators.combine(units, units, units)
                .as((years, months, days) -> new Operand.FromToday(Period.of(years, months, days)));
    }

    private static boolean hasEmptyText(Operand operand) {
        AttributeValue empty = AttributeValue.of("");
        return operand.equals(Operand.of(empty))
                || (operand instanceof Operand.OneOf set && set.values().contains(empty));
    }

    private static Arbitrary<AttributeValue> texts() {
        List<String> few = List.of(
                "",
                " ",
                "Civic",
                "civic",
                "Accord",
                "ccor",
                "true",
                "7",
                "7.0",
                "-1e3",
                "2026-02-28",
                "2026-02-30",
                "2026-02-28T09:30:00Z",
                "\uFF21",
                "\uD83D\uDE97",
                "\u0130",
                "stra\u00DFe");
        return Arbitraries.oneOf(
                        Arbitraries.of(few), Arbitraries.strings().ascii().ofMaxLength(4))
                .map(AttributeValue::of);
    }

    private static Arbitrary<AttributeValue> numbers() {
        Arbitrary<BigDecimal> few = Arbitraries.of(new BigDecimal("7"), new BigDecimal("7.00"), new BigDecimal("-1e3"));
        return Arbitraries.oneOf(few, Arbitraries.bigDecimals()).map(AttributeValue::of);
    }

    private static Arbitrary<AttributeValue> days() {
        return Arbitraries.integers()
                .between(-3, 3)
                .map(days -> AttributeValue.of(LocalDate.of(2026, 2, 28).plusDays(days)));
    }

    private static Arbitrary<AttributeValue> moments() {
        return Arbitraries.integers()
                .between(-48, 48)
                .map(hours ->
                        AttributeValue.of(Instant.parse("2026-02-28T09:30:00Z").plusSeconds(3600L * hours)));
    }

    private static Arbitrary<AttributeValue> truths() {
        return Arbitraries.of(true, false).map(AttributeValue::of);
    }
}
