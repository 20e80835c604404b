package io.enrollment.eligibility;

import static io.enrollment.eligibility.Given.NOW;
import static io.enrollment.eligibility.Given.at;
import static io.enrollment.eligibility.Given.consent;
import static io.enrollment.eligibility.Given.noon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.plan.MessageClass;
import io.enrollment.plan.Organization.SenderKind;
import io.enrollment.plan.Step;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The forecast of consent, and the rules as data. */
class CaslForecastTest {

    private static final Step.Message STEP = Given.email();
    private static final Consent INQUIRY =
            consent(ConsentKind.INQUIRY, noon("2026-02-28")).build();

    @Test
    void impliedConsentLapsesAfterItsLastSendDay() {
        assertThat(lapse(INQUIRY)).contains(at("2026-09-01T00:00"));
    }

    @Test
    void aSecondGroundTakesOverWithoutAGap() {
        Consent purchase = consent(ConsentKind.PURCHASE, noon("2026-01-10")).build();

        assertThat(lapse(INQUIRY, purchase)).contains(at("2028-01-11T00:00"));
    }

    @Test
    void aGroundThatBeginsTooLateDoesNotBridgeTheGap() {
        Consent future = consent(ConsentKind.EXPRESS, noon("2026-09-01")).build();

        assertThat(lapse(INQUIRY, future)).contains(at("2026-09-01T00:00"));
    }

    @Test
    void aContractLapsesAfterTheMonthsThatFollowItsEnd() {
        Consent contract = consent(ConsentKind.CONTRACT, noon("2026-01-01"))
                .endsAt(noon("2026-06-30"))
                .build();

        assertThat(lapse(contract)).contains(at("2028-07-01T00:00"));
    }

    @Test
    void expressConsentLapsesAtItsEndIfItHasOne() {
        Consent express = consent(ConsentKind.EXPRESS, noon("2026-01-01")).build();

        assertThat(lapse(express)).isEmpty();
        assertThat(lapse(Consent.builder()
                        .from(express)
                        .endsAt(noon("2026-05-05"))
                        .build()))
                .contains(noon("2026-05-05"));
    }

    @Test
    void aKnownWithdrawalEndsIt() {
        Consent withdrawal = Consent.builder()
                .kind(ConsentKind.WITHDRAWAL)
                .at(noon("2026-04-04"))
                .build();

        assertThat(lapse(INQUIRY, withdrawal)).contains(noon("2026-04-04"));
    }

    @Test
    void withoutConsentItIsLostAlready() {
        assertThat(lapse()).contains(NOW);
    }

    @Test
    void whatNeedsNoConsentNeverLapses() {
        assertThat(CaslForecast.lapse(Given.input().build(), Given.email(MessageClass.TRANSACTION)))
                .isEmpty();
    }

    @Test
    void theResultWhenDueIsThatOfTheStepAtThatInstant() {
        CheckInput input = Given.input(Given.lead().addConsent(INQUIRY)).build();

        assertThat(CaslForecast.whenDue(input, STEP, at("2026-08-31T23:59")).reason())
                .isEqualTo("PASSED_IMPLIED_INQUIRY");
        assertThat(CaslForecast.whenDue(input, STEP, at("2026-09-01T00:00")).reason())
                .isEqualTo("FAILED_IMPLIED_EXPIRED");
    }

    @ParameterizedTest
    @EnumSource(MessageClass.class)
    void everyClassHasARow(MessageClass messageClass) {
        assertThat(CaslRules.current().classes()).containsKey(messageClass);
        assertThat(CaslRules.current().rule(messageClass).paragraph()).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource(ConsentKind.class)
    void everyEventHasARow(ConsentKind kind) {
        boolean own = kind == ConsentKind.EXPRESS || kind == ConsentKind.WITHDRAWAL || kind == ConsentKind.REFERRAL;

        assertThat(CaslRules.current().implied().containsKey(kind)).isNotEqualTo(own);
    }

    @Test
    void theTableCanBeReplaced() {
        CaslRules stricter = CaslRules.builder()
                .from(CaslRules.current())
                .asOf(LocalDate.of(2030, 1, 1))
                .putImplied(
                        ConsentKind.INQUIRY,
                        new ImpliedRule(ImpliedRule.Life.AFTER_EVENT, 1, Set.of(SenderKind.BUSINESS), "a later act"))
                .build();
        CheckInput input =
                Given.input(Given.lead().addConsent(INQUIRY)).casl(stricter).build();

        assertThat(CaslForecast.lapse(input, STEP)).contains(at("2026-04-01T00:00"));
        assertThat(CaslForecast.whenDue(input, STEP, NOW).evidence()).containsEntry("rule", "a later act");
        CaslRules empty = CaslRules.builder()
                .asOf(LocalDate.EPOCH)
                .source("nowhere")
                .expressParagraph("none")
                .build();
        assertThat(empty.rule(MessageClass.NOT_COMMERCIAL).treatment()).isEqualTo(ClassRule.Treatment.CONSENT);
    }

    @Test
    void aTableThatMakesNoSenseIsRefused() {
        Set<SenderKind> all = Set.of(SenderKind.values());
        ImpliedRule purchase = new ImpliedRule(ImpliedRule.Life.AFTER_EVENT, 1200, all, "here");

        for (int months : new int[] {-1, 0, 1201}) {
            assertThatThrownBy(() -> new ImpliedRule(ImpliedRule.Life.AFTER_EVENT, months, all, "here"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("months");
        }
        assertThatThrownBy(() -> new ImpliedRule(ImpliedRule.Life.WHILE_IT_STANDS, 1, all, "here"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ImpliedRule(ImpliedRule.Life.WHILE_IT_STANDS, 0, Set.of(), "here"))
                .hasMessageContaining("senders");
        assertThatThrownBy(() -> new ImpliedRule(ImpliedRule.Life.WHILE_IT_STANDS, 0, all, ""))
                .hasMessageContaining("paragraph");
        assertThatThrownBy(() -> ClassRule.of(ClassRule.Treatment.EXEMPT, " ")).hasMessageContaining("paragraph");
        for (ConsentKind kind : new ConsentKind[] {ConsentKind.EXPRESS, ConsentKind.WITHDRAWAL, ConsentKind.REFERRAL}) {
            CaslRules.Builder table = CaslRules.builder();
            table.from(CaslRules.current()).putImplied(kind, purchase);
            assertThatThrownBy(table::build).hasMessageContaining(kind.name());
        }
        CaslRules.Builder unsourced = CaslRules.builder();
        unsourced.from(CaslRules.current()).source(" ");
        assertThatThrownBy(unsourced::build).hasMessageContaining("source");
        CaslRules.Builder unsaid = CaslRules.builder();
        unsaid.from(CaslRules.current()).expressParagraph("");
        assertThatThrownBy(unsaid::build).hasMessageContaining("expressParagraph");
    }

    private static Optional<Instant> lapse(Consent... consents) {
        return CaslForecast.lapse(
                Given.input(Given.lead().addConsents(consents)).build(), STEP);
    }
}
