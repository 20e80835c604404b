package io.enrollment.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.subject.AttributeValue;
import io.enrollment.subject.Subject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CriteriaTest {

    /** The evening of 31 March in Toronto, already 1 April in UTC. */
    private static final Instant NOW = Instant.parse("2026-04-01T02:30:00Z");

    private static final ZoneId TORONTO = ZoneId.of("America/Toronto");

    @ParameterizedTest
    @CsvSource({
        "Civic, EQ, Civic, true",
        "civic, EQ, Civic, false",
        "Civic, NE, Accord, true",
        "Accord, LT, Civic, true",
        "a, LT, B, false",
        "Civic, LE, Civic, true",
        "Civic, GT, Accord, true",
        "Civic, GE, Civic, true",
        "Civic LX, CONTAINS, vic, true",
        "Civic LX, NOT_CONTAINS, vic, false",
        "Civic LX, STARTS_WITH, Civ, true",
        "Civic LX, STARTS_WITH, ivic, false",
        "Civic LX, ENDS_WITH, LX, true",
        "Civic LX, ENDS_WITH, L, false",
        "10, LT, 9, true"
    })
    void textsCompareByCodePoint(String found, Operator operator, String literal, boolean expected) {
        assertThat(holds(AttributeValue.of(found), operator, AttributeValue.of(literal)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "CIVIC, EQ, Civic, true",
        "CIVIC, NE, Civic, false",
        "a, LT, B, true",
        "École, STARTS_WITH, é, true",
        "ÉCOLE, ENDS_WITH, cole, true",
        "ÉCOLE, CONTAINS, col, true",
        "straße, EQ, STRASSE, false"
    })
    void caseIsIgnoredOnRequest(String found, Operator operator, String literal, boolean expected) {
        Condition clause = new Condition.Compare("f", operator, Operand.of(AttributeValue.of(literal)), true);

        assertThat(evaluate(clause, AttributeValue.of(found)).holds()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "9, LT, true",
        "1e1, EQ, true",
        "10.00, EQ, true",
        "+10, EQ, true",
        "0010, EQ, true",
        "11, GT, true",
        "10, GE, true",
        "-1e1000, LT, false",
        "-1e999, LT, true"
    })
    void aTextBesideANumberIsReadAsANumber(String found, Operator operator, boolean expected) {
        assertThat(holds(AttributeValue.of(found), operator, AttributeValue.of(10)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 10",
                "10 ",
                "ten",
                "1,0",
                "0x0A",
                "10.",
                ".5",
                "1e",
                "--10",
                "٣",
                "NaN",
                "Infinity",
                "1e999999999",
                "1e-999999999",
                "1e99999999999999999999",
                "10f"
            })
    void aTextThatIsNoNumberComparesFalseAndSaysSo(String found) {
        for (Operator operator : List.of(Operator.EQ, Operator.LT, Operator.LE, Operator.GT, Operator.GE)) {
            Evaluation evaluation =
                    evaluate(Condition.compare("f", operator, AttributeValue.of(10)), AttributeValue.of(found));

            assertThat(evaluation.holds()).isFalse();
            assertThat(evaluation.explanation()).isEqualTo("f " + operator + " 10: \"" + found + "\" is not a number");
        }
    }

    @Test
    void aTextOfAMillionDigitsIsNoNumberAndIsToldShort() {
        Evaluation evaluation = evaluate(
                Condition.compare("f", Operator.GT, AttributeValue.of(1)), AttributeValue.of("9".repeat(1_000_000)));

        assertThat(evaluation.holds()).isFalse();
        assertThat(evaluation.explanation()).endsWith("…\" is not a number").hasSizeLessThan(150);
    }

    @Test
    void aNumberBesideATextIsComparedWithTheNumberThatTheTextIs() {
        AttributeValue seven = AttributeValue.of(new BigDecimal("7.0"));

        assertThat(holds(seven, Operator.EQ, AttributeValue.of("7"))).isTrue();
        assertThat(holds(seven, Operator.LT, AttributeValue.of("10"))).isTrue();
        assertThat(holds(seven, Operator.EQ, AttributeValue.of("seven"))).isFalse();
        assertThat(holds(seven, Operator.NE, AttributeValue.of("seven"))).isTrue();
        assertThat(holds(seven, Operator.CONTAINS, AttributeValue.of("7.00"))).isTrue();
        assertThat(holds(seven, Operator.STARTS_WITH, AttributeValue.of("7"))).isFalse();
    }

    @Test
    void truthValuesAreEqualOrNotButHaveNoOrder() {
        AttributeValue yes = AttributeValue.of(true);

        assertThat(holds(AttributeValue.of("true"), Operator.EQ, yes)).isTrue();
        assertThat(holds(AttributeValue.of("TRUE"), Operator.EQ, yes)).isFalse();
        assertThat(holds(yes, Operator.EQ, AttributeValue.of("true"))).isTrue();
        assertThat(holds(yes, Operator.EQ, AttributeValue.of(false))).isFalse();
        assertThat(holds(yes, Operator.LE, AttributeValue.of("true"))).isFalse();
        assertThat(holds(yes, Operator.GE, AttributeValue.of("false"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-28, LT, true",
        "2026-03-01, EQ, true",
        "2026-03-01T04:59:59Z, LT, true",
        "2026-03-01T05:00:00Z, EQ, true",
        "2026-03-02T04:59:59.999Z, EQ, true",
        "2026-03-01T00:30:00+09:00, LT, true",
        "2026-03-02, GT, true",
        "2026-02-30, LT, false",
        "2026-3-1, EQ, false",
        "+12026-03-01, GT, false",
        "1 March 2026, EQ, false",
        "2026-03-01T10:00:00, EQ, false",
        "2026-03-01T25:00:00Z, EQ, false"
    })
    void aTextBesideADateIsReadAsADateOrAsTheLocalDateOfAMoment(String found, Operator operator, boolean expected) {
        assertThat(holds(AttributeValue.of(found), operator, AttributeValue.of(LocalDate.of(2026, 3, 1))))
                .isEqualTo(expected);
    }

    @Test
    void aDateBesideALiteralMomentCountsAsItsStartInTheZone() {
        AttributeValue startOfDay = AttributeValue.of(Instant.parse("2026-03-01T05:00:00Z"));

        assertThat(holds(AttributeValue.of(LocalDate.of(2026, 3, 1)), Operator.EQ, startOfDay))
                .isTrue();
        assertThat(holds(AttributeValue.of("2026-03-01"), Operator.EQ, startOfDay))
                .isTrue();
        assertThat(holds(startOfDay, Operator.EQ, AttributeValue.of("2026-03-01")))
                .isTrue();
        assertThat(holds(AttributeValue.of("2026-03-01T00:00:00-05:00"), Operator.EQ, startOfDay))
                .isTrue();
    }

    @Test
    void momentsBeyondTheCalendarCompareFalseWithDates() {
        Condition clause = Condition.before("f", LocalDate.of(2026, 3, 1));

        assertThat(evaluate(clause, AttributeValue.of(Instant.MAX)).holds()).isFalse();
        assertThat(evaluate(clause, AttributeValue.of(Instant.MIN)).holds()).isFalse();
    }

    @Test
    void otherKindsCompareFalse() {
        AttributeValue date = AttributeValue.of(LocalDate.of(2026, 3, 1));

        assertThat(holds(date, Operator.LT, AttributeValue.of(20270101))).isFalse();
        assertThat(holds(AttributeValue.of(5), Operator.LT, date)).isFalse();
        assertThat(holds(AttributeValue.of(1), Operator.EQ, AttributeValue.of(true)))
                .isFalse();
        assertThat(evaluate(Condition.compare("f", Operator.LT, date), AttributeValue.of(5))
                        .explanation())
                .isEqualTo("f LT 2026-03-01: 5 is not a date");
    }

    @Test
    void todayIsTheLocalDateOfTheEvaluationAndTheEndOfTheMonthClamps() {
        Condition aMonthAgo = Condition.fromToday("f", Operator.EQ, Period.ofMonths(-1));
        AttributeValue date = AttributeValue.of(LocalDate.of(2026, 2, 28));

        Evaluation inToronto = evaluate(aMonthAgo, date);
        assertThat(inToronto.holds()).isTrue();
        assertThat(inToronto.explanation()).isEqualTo("f EQ 2026-02-28 (today P-1M): found 2026-02-28");
        assertThat(Criteria.evaluate(aMonthAgo, name -> Optional.of(date), NOW, ZoneOffset.UTC)
                        .explanation())
                .isEqualTo("f EQ 2026-03-01 (today P-1M): found 2026-02-28");
    }

    @Test
    void aListContainsAnyOfTheOperandsAndNotContainsNoneOfThem() {
        AttributeValue tags = AttributeValue.ofTexts(List.of("hot", "new owner"));

        assertThat(holds(tags, Operator.CONTAINS, AttributeValue.of("hot"))).isTrue();
        assertThat(holds(tags, Operator.CONTAINS, AttributeValue.of("owner")))
                .as("elements, not parts")
                .isFalse();
        assertThat(evaluate(set(Operator.CONTAINS, "cold", "hot"), tags).holds())
                .isTrue();
        assertThat(evaluate(set(Operator.NOT_CONTAINS, "cold", "hot"), tags).holds())
                .isFalse();
        assertThat(evaluate(set(Operator.NOT_CONTAINS, "cold"), tags).holds()).isTrue();
        assertThat(evaluate(set(Operator.IN, "cold", "hot"), tags).holds()).isTrue();
    }

    @Test
    void everyOtherOperatorTakesOnlyAListOfOneElement() {
        AttributeValue one = AttributeValue.ofTexts(List.of("hot"));
        AttributeValue two = AttributeValue.ofTexts(List.of("hot", "hot"));

        assertThat(holds(one, Operator.EQ, AttributeValue.of("hot"))).isTrue();
        assertThat(holds(one, Operator.STARTS_WITH, AttributeValue.of("h"))).isTrue();
        assertThat(holds(two, Operator.EQ, AttributeValue.of("hot"))).isFalse();
        assertThat(holds(two, Operator.NE, AttributeValue.of("hot"))).isTrue();
        assertThat(holds(two, Operator.GE, AttributeValue.of("a"))).isFalse();
        assertThat(holds(two, Operator.ENDS_WITH, AttributeValue.of("t"))).isFalse();
        assertThat(evaluate(Condition.equal("f", "hot"), two).explanation())
                .isEqualTo("f EQ \"hot\": [\"hot\", \"hot\"] is not a single value");
    }

    @Test
    void aTextContainsItsPartsAndAnyOfASet() {
        AttributeValue text = AttributeValue.of("new owner");

        assertThat(evaluate(set(Operator.CONTAINS, "old", "own"), text).holds()).isTrue();
        assertThat(evaluate(set(Operator.NOT_CONTAINS, "old", "own"), text).holds())
                .isFalse();
    }

    @Test
    void presentMeansNotBlankAndOnlyThere() {
        Condition present = Condition.present("f");

        assertThat(evaluate(present, AttributeValue.of("x")).explanation()).isEqualTo("f PRESENT: found \"x\"");
        assertThat(evaluate(present, AttributeValue.of(" \t")).explanation()).isEqualTo("f PRESENT: f is blank");
        assertThat(evaluate(present, AttributeValue.ofTexts(List.of())).holds()).isFalse();
        assertThat(evaluate(present, AttributeValue.ofTexts(List.of("", " "))).holds())
                .isFalse();
        assertThat(evaluate(present, AttributeValue.ofTexts(List.of("", "x"))).holds())
                .isTrue();
        assertThat(evaluate(present, AttributeValue.of(false)).holds()).isTrue();
        assertThat(holds(AttributeValue.of(" "), Operator.EQ, AttributeValue.of(" ")))
                .isTrue();
    }

    @Test
    void theExplanationNamesTheClauseThatDecided() {
        Subject lead = Subject.person("1")
                .attribute("model", "Accord")
                .attribute("year", "2020")
                .build();
        Condition year = Condition.compare("year", Operator.GE, AttributeValue.of(2019));
        Condition model = Condition.equal("model", "Civic");
        Condition absent = Condition.equal("trim", "LX");

        assertThat(explain(Condition.all(year, model, absent), lead)).isEqualTo("model EQ \"Civic\": found \"Accord\"");
        assertThat(explain(Condition.any(model, absent), lead))
                .isEqualTo("model EQ \"Civic\": found \"Accord\"; trim EQ \"LX\": trim is absent");
        assertThat(explain(Condition.not(year), lead)).isEqualTo("not (year GE 2019): found \"2020\"");
        assertThat(explain(Condition.any(model, model, absent, Condition.not(year)), lead))
                .endsWith("; and 1 more");
        assertThat(explain(new Condition.Everybody(), lead)).isEqualTo("everybody: no condition to meet");
    }

    @Test
    void theClausesAreThoseThatWereEvaluatedWithTheirPlaces() {
        Subject lead = Subject.company("1").build();
        Condition company = Condition.equal("type", "COMPANY");
        Condition condition = Condition.all(
                company,
                Condition.not(Condition.any(Condition.present("a"), company, Condition.present("b"))),
                company);

        Evaluation evaluation = Criteria.evaluate(condition, lead, NOW, TORONTO);

        assertThat(evaluation.holds()).isFalse();
        assertThat(evaluation.clauses())
                .containsExactly(
                        new Clause("all[0]", "type EQ \"COMPANY\"", "found \"COMPANY\"", true),
                        new Clause("all[1].not.any[0]", "a PRESENT", "a is absent", false),
                        new Clause("all[1].not.any[1]", "type EQ \"COMPANY\"", "found \"COMPANY\"", true));
    }

    private static Condition set(Operator operator, String... texts) {
        List<AttributeValue> values =
                List.of(texts).stream().map(AttributeValue::of).toList();
        return new Condition.Compare("f", operator, new Operand.OneOf(values), false);
    }

    private static String explain(Condition condition, Subject subject) {
        return Criteria.evaluate(condition, subject, NOW, TORONTO).explanation();
    }

    private static boolean holds(AttributeValue found, Operator operator, AttributeValue literal) {
        return evaluate(Condition.compare("f", operator, literal), found).holds();
    }

    private static Evaluation evaluate(Condition condition, AttributeValue found) {
        return Criteria.evaluate(condition, name -> Optional.of(found), NOW, TORONTO);
    }
}
