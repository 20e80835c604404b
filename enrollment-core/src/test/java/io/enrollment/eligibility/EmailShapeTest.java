package io.enrollment.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.eligibility.EmailShape.Judgement;
import io.enrollment.testkit.SubjectArbitraries;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailShapeTest {

    private static final String L63 = "a".repeat(63);
    private static final String D189 = "b".repeat(63) + "." + "c".repeat(63) + "." + "d".repeat(61);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@example.com",
                "a@b.co",
                "Ann.O'Neil+tag@Example.COM",
                "!#$%&'*+-/=?^_`{|}~@example.com",
                "1@1.2x",
                "user@sub-domain.example.co.uk",
                "user@123.com",
                "user@bücher.example",
                "user@例え.テスト",
                "user@xn--bcher-kva.example",
                "user@XN--BCHER-KVA.example",
                "user@straße.example",
                "user@भारत.example",
                "user@a--b.example"
            })
    void addressesThatCanBeWrittenTo(String address) {
        assertThat(EmailShape.judge(address)).isEqualTo(Judgement.OK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "ann",
                "ann@",
                "@example.com",
                " ann@example.com",
                "ann@example.com ",
                "ann@example.com\n",
                "\u00A0ann@example.com",
                "a nn@example.com",
                "ann@exam ple.com",
                ".ann@example.com",
                "ann.@example.com",
                "an..n@example.com",
                "ann@@example.com",
                "ann@b@example.com",
                "ann@-example.com",
                "ann@example-.com",
                "ann@example..com",
                "ann@.example.com",
                "ann@example.com.",
                "ann@exam_ple.com",
                "ann@example.123",
                "ann@example.0",
                "ann@example.9",
                "ann@1.2.3.4",
                "ann@example.com,bob@example.com",
                "ann@☺.example",
                "ann@i❤.example",
                "ann@xn--i-7iq.example",
                "ann@ex\u0000ample.com",
                "an\u0007n@example.com",
                "\"ann@example.com",
                "\"@example.com",
                "ann\"@example.com",
                "ann@[127.0.0.1",
                "ann@127.0.0.1]",
                "ann@]",
                "an)n(@example.com",
                "ann@example.com>",
                "ann:b@example.com",
                "an\u0085n@example.com",
                "a b@localhost"
            })
    void whatIsNoAddress(String address) {
        assertThat(EmailShape.judge(address)).isEqualTo(Judgement.SYNTAX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"ann lee\"@example.com",
                "\"\"@example.com",
                "ann@[127.0.0.1]",
                "ann@[IPv6:::1]",
                "ann(comment)@example.com",
                "(comment)ann@example.com",
                "ann@(comment)example.com",
                "Ann Lee <ann@example.com>",
                "<ann@example.com>",
                "@relay.example:ann@example.com",
                "ann@localhost",
                "ann@com",
                "jösé@example.com",
                "用户@example.com",
                "jösé@localhost"
            })
    void whatSomeStandardAllowsButThisEngineDoesNotWriteTo(String address) {
        assertThat(EmailShape.judge(address)).isEqualTo(Judgement.UNSENDABLE);
    }

    @Test
    void theLimitsOfLengthAreInclusive() {
        String local = "a".repeat(64);
        assertThat(EmailShape.judge(local + "@example.com")).isEqualTo(Judgement.OK);
        assertThat(EmailShape.judge("a" + local + "@example.com")).isEqualTo(Judgement.SYNTAX);
        assertThat(EmailShape.judge("a@" + L63 + ".com")).isEqualTo(Judgement.OK);
        assertThat(EmailShape.judge("a@a" + L63 + ".com")).isEqualTo(Judgement.SYNTAX);
        assertThat(local.length() + 1 + D189.length()).isEqualTo(254);
        assertThat(EmailShape.judge(local + "@" + D189)).isEqualTo(Judgement.OK);
        assertThat(EmailShape.judge(local + "@" + D189 + "d")).isEqualTo(Judgement.SYNTAX);
    }

    @Test
    void aDomainIsMeasuredInItsAsciiForm() {
        String domain = "bücher.example." + "a".repeat(63) + "." + "b".repeat(63) + "." + "c".repeat(30);
        String local = "l".repeat(64);
        int ascii = local.length() + 1 + domain.length() + "xn--bcher-kva".length() - "bücher".length();

        assertThat(EmailShape.judge(local + "@" + domain)).isEqualTo(Judgement.OK);
        assertThat(EmailShape.judge(local + "@" + domain + "c".repeat(254 - ascii)))
                .isEqualTo(Judgement.OK);
        assertThat(EmailShape.judge(local + "@" + domain + "c".repeat(255 - ascii)))
                .isEqualTo(Judgement.SYNTAX);
    }

    @Test
    void aLabelIsMeasuredInItsAsciiForm() {
        assertThat(DomainShape.ascii("ü" + "a".repeat(55) + ".example")).isPresent();
        assertThat(DomainShape.ascii("ü" + "a".repeat(60) + ".example")).isEmpty();
    }

    @Test
    void aDomainHasAtMost253Characters() {
        String d251 = "b".repeat(63) + "." + "c".repeat(63) + "." + "d".repeat(63) + "." + "e".repeat(59);
        assertThat(DomainShape.ascii(d251 + "ee")).isPresent();
        assertThat(DomainShape.ascii(d251 + "eee")).isEmpty();
        assertThat(DomainShape.ascii("ü." + d251.substring(2))).isEmpty();
    }

    @Test
    void theDomainIsGivenAsALabels() {
        assertThat(DomainShape.ascii("Bücher.Example")).contains("xn--bcher-kva.Example");
    }

    @Test
    void tenMegabytesAreRefusedAtOnce() {
        String huge = "a.".repeat(5_000_000);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
            assertThat(EmailShape.judge(huge + "@example.com")).isEqualTo(Judgement.SYNTAX);
            assertThat(EmailShape.judge("ann@" + huge)).isEqualTo(Judgement.SYNTAX);
            assertThat(EmailShape.judge(huge)).isEqualTo(Judgement.SYNTAX);
            assertThat(EmailShape.judge("@".repeat(10_000_000))).isEqualTo(Judgement.SYNTAX);
        });
    }

    @Test
    void twoAddressesAreTheSameWhenOnlyTheCaseOfTheDomainDiffers() {
        assertThat(EmailShape.isSame("Ann@example.com", "Ann@EXAMPLE.com")).isTrue();
        assertThat(EmailShape.isSame("Ann@example.com", "ann@example.com")).isFalse();
        assertThat(EmailShape.isSame("ann@example.com", "anm@example.com")).isFalse();
        assertThat(EmailShape.isSame("ann@example.com", "ann@example.org")).isFalse();
        assertThat(EmailShape.isSame("ann@example.com", "anna@example.com")).isFalse();
        assertThat(EmailShape.isSame("ann", "ann")).isTrue();
    }

    @Property
    void everyAddressOfTheShapePasses(@ForAll("valid") String address) {
        assertThat(EmailShape.judge(address)).isEqualTo(Judgement.OK);
    }

    @Property
    void anAddressWithAForbiddenCharacterFails(@ForAll("valid") String address, @ForAll("place") int place) {
        String forbidden = " ,;:\\\t\u0000@()<>[]\"";
        int at = place % (address.length() + 1);
        String broken = address.substring(0, at) + forbidden.charAt(place % forbidden.length()) + address.substring(at);

        assertThat(EmailShape.judge(broken)).isNotEqualTo(Judgement.OK);
    }

    @Property
    void anAddressWithADoubledDotFails(@ForAll("valid") String address) {
        assertThat(EmailShape.judge(address.replaceFirst("\\.", ".."))).isEqualTo(Judgement.SYNTAX);
        assertThat(EmailShape.judge("." + address)).isEqualTo(Judgement.SYNTAX);
        assertThat(EmailShape.judge(address + ".")).isEqualTo(Judgement.SYNTAX);
    }

    @Property
    void noTextMakesItThrow(@ForAll String any, @ForAll("nearly") String nearly) {
        assertThat(EmailShape.judge(any)).isNotNull();
        assertThat(EmailShape.judge(nearly)).isNotNull();
        assertThat(EmailShape.judge("a@" + any + ".com")).isNotNull();
    }

    @Provide
    Arbitrary<String> valid() {
        return SubjectArbitraries.validEmails();
    }

    @Provide
    Arbitrary<String> nearly() {
        return Arbitraries.strings()
                .withChars("ab1.-@\"()<>[]: üß例☺\u200D\uD800")
                .ofMaxLength(20);
    }

    @Provide
    Arbitrary<Integer> place() {
        return Arbitraries.integers().between(0, 10_000);
    }
}
