package io.enrollment.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CodePointsTest {

    @Example
    void aCharacterBeyondTheBasicPlaneComesAfterEveryOneWithinIt() {
        String fullwidth = "\uFF21";
        String car = "\uD83D\uDE97";

        assertThat(fullwidth.compareTo(car))
                .as("the order of UTF-16 is another")
                .isPositive();
        assertThat(CodePoints.compare(fullwidth, car)).isNegative();
        assertThat(CodePoints.compare(car, fullwidth)).isPositive();
    }

    @Property(tries = 1000)
    void theOrderIsThatOfTheCodePoints(@ForAll String a, @ForAll String b) {
        int expected = Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

        assertThat(Integer.signum(CodePoints.compare(a, b))).isEqualTo(Integer.signum(expected));
        assertThat(CodePoints.compare(a + b, a + b)).isZero();
    }

    @Property
    void foldingAgreesWithTheCaseRulesOfJava(@ForAll String text) {
        assertThat(CodePoints.fold(text)).isEqualTo(CodePoints.fold(CodePoints.fold(text)));
        assertThat(CodePoints.fold(text)).isEqualToIgnoringCase(text);
    }

    @Example
    void foldingIsTheSameInEveryLanguage() {
        assertThat(CodePoints.fold("TITLE")).isEqualTo("title");
        assertThat(CodePoints.fold("ÉCOLE")).isEqualTo("école");
    }
}
