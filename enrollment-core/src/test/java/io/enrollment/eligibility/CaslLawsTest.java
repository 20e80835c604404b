package io.enrollment.eligibility;

import static io.enrollment.eligibility.Given.consent;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.plan.Organization;
import io.enrollment.plan.Step;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import io.enrollment.subject.Subject;
import io.enrollment.testkit.CalendarArbitraries;
import io.enrollment.testkit.CalendarArbitraries.Moment;
import io.enrollment.testkit.EligibilityArbitraries;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class CaslLawsTest {

    @Property(tries = 500)
    void anEventImpliesConsentUntilTheEndOfItsLastSendDay(
            @ForAll("moments") Moment event, @ForAll("dated") ConsentKind kind) {
        int months = kind == ConsentKind.INQUIRY || kind == ConsentKind.APPLICATION ? 6 : 24;
        LocalDate last = LocalDays.lastWithin(event.at().atZone(event.zone()).toLocalDate(), months);
        Instant over = last.plusDays(1).atStartOfDay(event.zone()).toInstant();
        CheckInput.Builder input =
                sending(event.zone(), consent(kind, event.at()).build());

        assertThat(reason(input, event.at())).isEqualTo("PASSED_IMPLIED_" + kind);
        assertThat(reason(input, over.minusNanos(1))).isEqualTo("PASSED_IMPLIED_" + kind);
        assertThat(reason(input, over)).isEqualTo("FAILED_IMPLIED_EXPIRED");
        assertThat(reason(input, event.at().minusNanos(1))).isEqualTo("FAILED_FUTURE_EVIDENCE");
    }

    @Property(tries = 500)
    void theRulingIsTheStatutesCountedBackwardsFromTheSendDay(
            @ForAll @IntRange(max = 1500) int eventDay, @ForAll @IntRange(max = 1500) int laterDays) {
        LocalDate event = LocalDate.of(2023, 1, 1).plusDays(eventDay);
        LocalDate send = event.plusDays(laterDays);
        CheckInput.Builder input = sending(
                ZoneOffset.UTC,
                consent(ConsentKind.PURCHASE, event.atTime(12, 0).toInstant(ZoneOffset.UTC))
                        .build());
        boolean lawful = !event.isBefore(send.minusMonths(24));

        assertThat(reason(input, send.atTime(12, 0).toInstant(ZoneOffset.UTC)).startsWith("PASSED"))
                .isEqualTo(lawful);
    }

    @Property
    void theOrderOfTheLedgerPlaysNoPart(@ForAll("inputs") CheckInput input, @ForAll Random random) {
        List<Consent> ledger = new ArrayList<>(input.subject().consents());
        Collections.shuffle(ledger, random);
        Subject shuffled =
                Subject.builder().from(input.subject()).consents(ledger).build();
        CheckInput other = CheckInput.builder().from(input).subject(shuffled).build();

        assertThat(Given.run(CheckName.CASL, other)).isEqualTo(Given.run(CheckName.CASL, input));
    }

    @Property
    void withdrawingNeverHelps(@ForAll("inputs") CheckInput input) {
        Subject withdrawn = Subject.builder()
                .from(input.subject())
                .addConsent(Consent.builder()
                        .kind(ConsentKind.WITHDRAWAL)
                        .at(input.now())
                        .build())
                .build();
        CheckInput other = CheckInput.builder().from(input).subject(withdrawn).build();

        if (Given.run(CheckName.CASL, input).failed()) {
            assertThat(Given.run(CheckName.CASL, other).failed()).isTrue();
        }
    }

    @Property
    void expressConsentGivenNowNeverHarms(@ForAll("inputs") CheckInput input) {
        Subject consenting = Subject.builder()
                .from(input.subject())
                .addConsent(consent(ConsentKind.EXPRESS, input.now()).build())
                .build();
        CheckInput other = CheckInput.builder().from(input).subject(consenting).build();

        if (!Given.run(CheckName.CASL, input).failed()) {
            assertThat(Given.run(CheckName.CASL, other).failed()).isFalse();
        }
    }

    @Property(tries = 400)
    void theForecastNamesTheFirstInstantAtWhichConsentIsLost(
            @ForAll("sends") CheckInput input, @ForAll @IntRange(max = 1000) int days) {
        if (!(input.step().orElseThrow() instanceof Step.Message step)) {
            return;
        }
        Instant probe = input.now().plusSeconds(86_400L * days);

        CaslForecast.lapse(input, step)
                .ifPresentOrElse(
                        lapse -> {
                            assertThat(fails(input, step, lapse)).isTrue();
                            assertThat(lapse.equals(input.now()) || !fails(input, step, lapse.minusNanos(1)))
                                    .isTrue();
                            assertThat(probe.isBefore(lapse) && fails(input, step, probe))
                                    .isFalse();
                        },
                        () -> assertThat(fails(input, step, probe)).isFalse());
    }

    @Provide
    Arbitrary<Moment> moments() {
        return CalendarArbitraries.moments();
    }

    @Provide
    Arbitrary<ConsentKind> dated() {
        return Arbitraries.of(ConsentKind.PURCHASE, ConsentKind.LEASE, ConsentKind.INQUIRY, ConsentKind.APPLICATION);
    }

    @Provide
    Arbitrary<CheckInput> inputs() {
        return EligibilityArbitraries.enrollInputs(Given.NOW);
    }

    @Provide
    Arbitrary<CheckInput> sends() {
        return EligibilityArbitraries.sendInputs(Given.NOW);
    }

    private static boolean fails(CheckInput input, Step.Message step, Instant at) {
        return CaslForecast.whenDue(input, step, at).failed();
    }

    private static CheckInput.Builder sending(ZoneId zone, Consent consent) {
        Organization organization = Given.acme().zone(zone).build();
        return Given.sending(Given.email())
                .organization(organization)
                .subject(Given.lead().addConsent(consent).build());
    }

    private static String reason(CheckInput.Builder input, Instant at) {
        return Given.run(CheckName.CASL, input.now(at).build()).reason();
    }
}
