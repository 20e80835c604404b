package io.enrollment.criteria;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.enrollment.subject.AttributeValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConditionTest {

    private static final Operand TEXT = Operand.of(AttributeValue.of("a"));
    private static final Operand EMPTY_TEXT = Operand.of(AttributeValue.of(""));
    private static final Operand NUMBER = Operand.of(AttributeValue.of(1));
    private static final Operand TRUTH = Operand.of(AttributeValue.of(true));
    private static final Operand DATE = Operand.of(AttributeValue.of(LocalDate.EPOCH));
    private static final Operand MOMENT = Operand.of(AttributeValue.of(Instant.EPOCH));
    private static final Operand SET = new Operand.OneOf(List.of(AttributeValue.of("a"), AttributeValue.of(1)));
    private static final Operand TODAY = new Operand.FromToday(Period.ZERO);
    private static final Set<Operand> ALL = Set.of(TEXT, EMPTY_TEXT, NUMBER, TRUTH, DATE, MOMENT, SET, TODAY);

    @ParameterizedTest
    @EnumSource
    void everyOperatorTakesItsOperandsAndNoOther(Operator operator) {
        Set<Operand> taken = switch (operator) {
            case EQ, NE -> Set.of(TEXT, EMPTY_TEXT, NUMBER, TRUTH, DATE, MOMENT, TODAY);
            case LT, LE, GT, GE -> Set.of(TEXT, EMPTY_TEXT, NUMBER, DATE, MOMENT, TODAY);
            case IN, NOT_IN -> Set.of(SET);
            case CONTAINS, NOT_CONTAINS -> Set.of(TEXT, NUMBER, TRUTH, DATE, MOMENT, SET);
            case STARTS_WITH, ENDS_WITH -> Set.of(TEXT);
        };

        assertThat(ALL).filteredOn(operand -> isTaken(operator, operand)).containsExactlyInAnyOrderElementsOf(taken);
    }

    private static boolean isTaken(Operator operator, Operand operand) {
        try {
            return new Condition.Compare("f", operator, operand, false).operator() == operator;
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageStartingWith("operand of " + operator + ": ");
            return false;
        }
    }

    @Test
    void caseCanBeIgnoredInTextsOnly() {
        assertThatNoException().isThrownBy(() -> new Condition.Compare("f", Operator.EQ, TEXT, true));
        for (Operand operand : List.of(NUMBER, TRUTH, DATE, MOMENT, TODAY)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Condition.Compare("f", Operator.EQ, operand, true))
                    .withMessageContaining("be text where case is ignored");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new Condition.Compare("f", Operator.IN, SET, true));
    }

    @Test
    void aTextThatIsNotWellFormedUnicodeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.equal("f", "broken \uD83D"))
                .withMessageContaining("well-formed");
    }

    @Test
    void aListIsNoLiteralAndASetIsNotEmpty() {
        AttributeValue list = AttributeValue.ofTexts(List.of("a"));

        assertThatIllegalArgumentException().isThrownBy(() -> Operand.of(list));
        assertThatIllegalArgumentException().isThrownBy(() -> new Operand.OneOf(List.of(list)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Operand.OneOf(List.of()));
    }

    @Test
    void groupsHaveParts() {
        assertThatIllegalArgumentException().isThrownBy(Condition::all).withMessageContaining("condition all");
        assertThatIllegalArgumentException().isThrownBy(Condition::any).withMessageContaining("condition any");
    }

    @Test
    void conditionsNestOneHundredLevelsAndNoMore() {
        Condition deepest = Stream.iterate(Condition.present("f"), ConditionTest::wrap)
                .skip(Condition.MAX_LEVELS - 1L)
                .findFirst()
                .orElseThrow();

        for (Condition wide : List.of(deepest, Condition.present("g"))) {
            boolean isTooDeep = wide.equals(deepest);
            assertThat(isTaken(() -> Condition.not(wide))).isEqualTo(!isTooDeep);
            assertThat(isTaken(() -> Condition.all(Condition.present("f"), wide)))
                    .isEqualTo(!isTooDeep);
            assertThat(isTaken(() -> Condition.any(wide, Condition.present("f"))))
                    .isEqualTo(!isTooDeep);
        }
    }

    private static Condition wrap(Condition inner) {
        return inner instanceof Condition.Not ? Condition.all(inner, Condition.present("f")) : Condition.not(inner);
    }

    private static boolean isTaken(Runnable construction) {
        try {
            construction.run();
            return true;
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessage("condition levels: \"101\" is refused: must be at most 100");
            return false;
        }
    }

    @Test
    void anOffsetFromTodayIsBounded() {
        assertThatNoException().isThrownBy(() -> new Operand.FromToday(Period.ofDays(-100_000)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Operand.FromToday(Period.ofYears(Integer.MIN_VALUE)))
                .withMessageContaining("operand offset");
    }
}
