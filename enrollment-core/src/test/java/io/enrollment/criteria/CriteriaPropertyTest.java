package io.enrollment.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.subject.AttributeValue;
import io.enrollment.subject.Subject;
import io.enrollment.testkit.ConditionArbitraries;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class CriteriaPropertyTest {

    private static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("America/Toronto");

    @Provide
    Arbitrary<Condition> conditions() {
        return ConditionArbitraries.conditions();
    }

    @Provide
    Arbitrary<List<Condition>> parts() {
        return conditions().list().ofMinSize(1).ofMaxSize(5);
    }

    @Provide
    Arbitrary<Condition.Compare> comparisons() {
        return ConditionArbitraries.comparisons();
    }

    @Provide
    Arbitrary<Map<String, AttributeValue>> fields() {
        return ConditionArbitraries.fields();
    }

    @Provide
    Arbitrary<String> wildTexts() {
        Arbitrary<String> digits =
                Arbitraries.strings().withChars("0123456789+-.eETZ:").ofMaxLength(40);
        return Arbitraries.oneOf(Arbitraries.strings().all(), digits);
    }

    @Property
    void aNegationOfAllIsAnyOfTheNegations(
            @ForAll("parts") List<Condition> parts, @ForAll("fields") Map<String, AttributeValue> fields) {
        List<Condition> negations = parts.stream().map(Condition::not).toList();

        assertThat(holds(Condition.not(new Condition.All(parts)), fields))
                .isEqualTo(holds(new Condition.Any(negations), fields));
        assertThat(holds(Condition.not(new Condition.Any(parts)), fields))
                .isEqualTo(holds(new Condition.All(negations), fields));
    }

    @Property
    void aDoubleNegationChangesNothingButThePaths(
            @ForAll("conditions") Condition condition, @ForAll("fields") Map<String, AttributeValue> fields) {
        Evaluation plain = evaluate(condition, fields);
        Evaluation twice = evaluate(Condition.not(Condition.not(condition)), fields);

        assertThat(twice.holds()).isEqualTo(plain.holds());
        assertThat(twice.explanation()).isEqualTo(plain.explanation());
        assertThat(twice.clauses()).hasSameSizeAs(plain.clauses());
    }

    @Property(tries = 2000)
    void aNegativeOperatorIsTheExactComplementOfItsPositiveOne(
            @ForAll("comparisons") Condition.Compare clause, @ForAll("fields") Map<String, AttributeValue> fields) {
        Condition.Compare positive = new Condition.Compare(
                clause.field(), clause.operator().positive(), clause.operand(), clause.ignoreCase());
        boolean complement = clause.operator().isNegative();

        assertThat(holds(clause, fields)).isEqualTo(holds(positive, fields) != complement);
        Statistics.label("holds").collect(holds(clause, fields));
        Statistics.label("negative").collect(complement);
    }

    @Property
    void aComparisonWithAnAbsentFieldIsTrueOnlyForNegativeOperators(@ForAll("comparisons") Condition.Compare clause) {
        assertThat(holds(clause, Map.of())).isEqualTo(clause.operator().isNegative());
        assertThat(evaluate(clause, Map.of()).explanation()).endsWith(": " + clause.field() + " is absent");
    }

    @Property
    void theResultDoesNotDependOnTheOrderOfParts(
            @ForAll("parts") List<Condition> parts,
            @ForAll("fields") Map<String, AttributeValue> fields,
            @ForAll Random random) {
        List<Condition> shuffled = new ArrayList<>(parts);
        Collections.shuffle(shuffled, random);

        assertThat(holds(new Condition.All(shuffled), fields)).isEqualTo(holds(new Condition.All(parts), fields));
        assertThat(holds(new Condition.Any(shuffled), fields)).isEqualTo(holds(new Condition.Any(parts), fields));
    }

    @Property(tries = 2000)
    void lessEqualAndGreaterExcludeOneAnotherAndCoverTheirClosedForms(
            @ForAll("literals") AttributeValue found, @ForAll("ordered") AttributeValue literal) {
        boolean less = compare(found, Operator.LT, literal);
        boolean greater = compare(found, Operator.GT, literal);
        boolean isBool = found instanceof AttributeValue.Bool;
        boolean equal = !isBool && compare(found, Operator.EQ, literal);

        assertThat(List.of(less, equal, greater)).filteredOn(result -> result).hasSizeLessThanOrEqualTo(1);
        assertThat(compare(found, Operator.LE, literal)).isEqualTo(less || equal);
        assertThat(compare(found, Operator.GE, literal)).isEqualTo(greater || equal);
        Statistics.collect(less, equal, greater);
    }

    @Provide
    Arbitrary<AttributeValue> literals() {
        return ConditionArbitraries.literals();
    }

    @Provide
    Arbitrary<AttributeValue> ordered() {
        return ConditionArbitraries.literals().filter(value -> !(value instanceof AttributeValue.Bool));
    }

    @Property
    void inIsTheAnyOfItsEqualities(@ForAll("literals") AttributeValue found, @ForAll("sets") List<AttributeValue> set) {
        Condition in = new Condition.Compare("f", Operator.IN, new Operand.OneOf(set), false);

        assertThat(holds(in, Map.of("f", found)))
                .isEqualTo(set.stream().anyMatch(value -> compare(found, Operator.EQ, value)));
    }

    @Provide
    Arbitrary<List<AttributeValue>> sets() {
        return literals().list().ofMinSize(1).ofMaxSize(4);
    }

    @Property(tries = 2000)
    void noTextEverMakesAnEvaluationFail(
            @ForAll("comparisons") Condition.Compare clause, @ForAll("wildTexts") String text) {
        Evaluation evaluation = evaluate(clause, Map.of(clause.field(), AttributeValue.of(text)));

        assertThat(evaluation.holds()).isEqualTo(evaluation.clauses().get(0).holds());
        assertThat(evaluation.explanation()).startsWith(clause.field()).hasSizeLessThan(1000);
    }

    @Property
    void theExplanationNamesTheFirstClauseThatDecided(
            @ForAll("parts") List<Condition> parts, @ForAll("fields") Map<String, AttributeValue> fields) {
        Optional<Condition> firstFalse =
                parts.stream().filter(part -> !holds(part, fields)).findFirst();
        Evaluation all = evaluate(new Condition.All(parts), fields);

        assertThat(all.holds()).isEqualTo(firstFalse.isEmpty());
        firstFalse.ifPresent(part ->
                assertThat(all.explanation()).isEqualTo(evaluate(part, fields).explanation()));
    }

    @Property
    void theFastAnswerAgreesWithTheExplainedOne(
            @ForAll("conditions") Condition condition, @ForAll("fields") Map<String, AttributeValue> fields) {
        Subject subject =
                Subject.person("1").putAllAttributes(fields).firstName("Civic").build();
        Evaluation evaluation = Criteria.evaluate(condition, subject, NOW, ZONE);

        assertThat(Criteria.holds(condition, subject, NOW, ZONE)).isEqualTo(evaluation.holds());
        assertThat(evaluation).isEqualTo(Criteria.evaluate(condition, subject, NOW, ZONE));
        Statistics.collect(evaluation.holds());
    }

    private static boolean compare(AttributeValue found, Operator operator, AttributeValue literal) {
        return holds(Condition.compare("f", operator, literal), Map.of("f", found));
    }

    private static boolean holds(Condition condition, Map<String, AttributeValue> fields) {
        return evaluate(condition, fields).holds();
    }

    private static Evaluation evaluate(Condition condition, Map<String, AttributeValue> fields) {
        return Criteria.evaluate(condition, name -> Optional.ofNullable(fields.get(name)), NOW, ZONE);
    }
}
