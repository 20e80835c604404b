package io.enrollment.eligibility;

import static io.enrollment.eligibility.Given.NOW;
import static io.enrollment.eligibility.Given.at;
import static io.enrollment.eligibility.Given.consent;
import static io.enrollment.eligibility.Given.noon;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.plan.CaslPolicy;
import io.enrollment.plan.MessageClass;
import io.enrollment.plan.Plan;
import io.enrollment.plan.Step;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import io.enrollment.subject.OptOut;
import io.enrollment.subject.OptOut.Reason;
import io.enrollment.subject.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OptOutAllTest {

    private static final Plan EVERYTHING =
            Given.plan(Given.email(), Given.text(), Given.call()).build();

    @ParameterizedTest
    @CsvSource({
        // reason, channel, seconds from now, result for a plan with an email, a text and a call
        "OPTED_OUT, , 0, OPTED_OUT_ALL",
        "OPTED_OUT, , -9, OPTED_OUT_ALL",
        "OPTED_OUT, , 1, NOT_OPTED_OUT",
        "OPTED_OUT, EMAIL, -9, NOT_OPTED_OUT",
        "OBJECTED, , -9, OBJECTED",
        "OBJECTED, TEXT, -9, NOT_OPTED_OUT",
        "DNC_INTERNAL, , -9, DNC_INTERNAL",
        "DNC_INTERNAL, TEXT, -9, DNC_INTERNAL",
        "DNC_INTERNAL, CALL, -9, DNC_INTERNAL",
        "DNC_INTERNAL, , 1, NOT_OPTED_OUT",
        "DNC_NATIONAL, , -9, DNC_NATIONAL",
        "DNC_NATIONAL, CALL, -9, DNC_NATIONAL"
    })
    void anOptOutOfEverythingFails(Reason reason, ChannelKind channel, int seconds, String code) {
        OptOut entry = new OptOut(Optional.ofNullable(channel), reason, NOW.plusSeconds(seconds));
        CheckResult result = run(EVERYTHING, Subject.person("p").addOptOut(entry));

        assertThat(result.reason()).isEqualTo(code);
        assertThat(result.failed()).isEqualTo(!code.equals("NOT_OPTED_OUT"));
        assertThat(result.wouldPassIf().isPresent()).isEqualTo(result.failed());
        if (result.failed()) {
            assertThat(result.evidence()).containsEntry("since", entry.at().toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        // entry, EMAIL plan, TEXT plan, CALL plan
        "'', NOT_OPTED_OUT, DNC_INTERNAL, DNC_INTERNAL",
        "EMAIL, DNC_INTERNAL, NOT_OPTED_OUT, NOT_OPTED_OUT",
        "TEXT, NOT_OPTED_OUT, DNC_INTERNAL, NOT_OPTED_OUT",
        "CALL, NOT_OPTED_OUT, NOT_OPTED_OUT, DNC_INTERNAL"
    })
    void aDoNotCallEntryCountsForTheChannelsThatItCovers(String channel, String email, String text, String call) {
        Optional<ChannelKind> covered =
                channel.isEmpty() ? Optional.empty() : Optional.of(ChannelKind.valueOf(channel));
        Map<Step, String> expected = Map.of(Given.email(), email, Given.text(), text, Given.call(), call);

        expected.forEach((step, code) -> {
            Subject.Builder subject = Subject.person("p").addOptOut(new OptOut(covered, Reason.DNC_INTERNAL, NOW));
            CheckResult result = run(Given.plan(step).build(), subject);
            assertThat(result.reason()).isEqualTo(code);
            if (result.failed()) {
                assertThat(result.evidence())
                        .containsEntry("channel", step.kind().name());
            }
            assertThat(Given.run(
                                    CheckName.OPT_OUT_ALL,
                                    Given.sending(step).subject(subject.build()).build())
                            .reason())
                    .isEqualTo(code);
        });
    }

    @Test
    void whatTheSubjectSaidComesBeforeTheRegisters() {
        Subject.Builder subject = Subject.person("p")
                .addOptOut(new OptOut(Optional.empty(), Reason.DNC_NATIONAL, NOW.minusSeconds(9)))
                .addOptOut(new OptOut(Optional.empty(), Reason.DNC_INTERNAL, NOW.minusSeconds(8)))
                .addOptOut(new OptOut(Optional.empty(), Reason.OBJECTED, NOW.minusSeconds(7)))
                .addOptOut(OptOut.all(NOW.minusSeconds(5)))
                .addOptOut(OptOut.all(NOW.minusSeconds(6)));

        assertThat(run(EVERYTHING, subject).describe())
                .isEqualTo("OPT_OUT_ALL FAILED OPTED_OUT_ALL (since=" + NOW.minusSeconds(6)
                        + "), passes if the subject opts in again");
    }

    @ParameterizedTest
    @CsvSource({
        // kind, at, passes for a call on 2026-03-10
        "PURCHASE, 2024-09-10T00:00, true",
        "PURCHASE, 2024-09-09T23:59, false",
        "LEASE, 2024-09-10T00:00, true",
        "INQUIRY, 2025-12-10T00:00, true",
        "INQUIRY, 2025-12-09T23:59, false",
        "APPLICATION, 2025-12-10T00:00, true",
        "CONTRACT, 2026-03-01T00:00, false",
        "PURCHASE, 2026-03-10T11:01, false",
        "EXPRESS, 2001-01-01T00:00, true",
        "EXPRESS, 2026-03-10T11:00, true",
        "EXPRESS, 2026-03-10T11:01, false"
    })
    void aRecentRelationshipOrPermissionLiftsTheNationalRegister(ConsentKind kind, String when, boolean passes) {
        assertThat(nationalWith(consent(kind, at(when)).build()).failed()).isEqualTo(!passes);
    }

    @Test
    void permissionMustBeProvenOptedInStandingAndForTheChannel() {
        Instant then = noon("2026-02-01");
        assertThat(nationalWith(consent(ConsentKind.EXPRESS, then).evidence(" ").build())
                        .failed())
                .isTrue();
        assertThat(nationalWith(consent(ConsentKind.EXPRESS, then).optIn(false).build())
                        .failed())
                .isTrue();
        assertThat(nationalWith(consent(ConsentKind.EXPRESS, then).endsAt(NOW).build())
                        .failed())
                .isTrue();
        assertThat(nationalWith(consent(ConsentKind.EXPRESS, then)
                                .endsAt(NOW.plusSeconds(1))
                                .build())
                        .failed())
                .isFalse();
        assertThat(nationalWith(consent(ConsentKind.EXPRESS, then)
                                .channel(ChannelKind.EMAIL)
                                .build())
                        .failed())
                .isTrue();
        assertThat(nationalWith(consent(ConsentKind.EXPRESS, then).topic("news").build())
                        .failed())
                .isTrue();
    }

    @Test
    void aLaterWithdrawalEndsPermissionAndRelationship() {
        Consent withdrawal = Consent.builder()
                .kind(ConsentKind.WITHDRAWAL)
                .at(noon("2026-03-01"))
                .build();

        assertThat(nationalWith(
                                consent(ConsentKind.PURCHASE, noon("2026-02-01"))
                                        .build(),
                                withdrawal)
                        .failed())
                .isTrue();
        assertThat(nationalWith(consent(ConsentKind.EXPRESS, noon("2026-03-02")).build(), withdrawal)
                        .failed())
                .isFalse();
    }

    @Test
    void everyChannelThatIsNeededMustBePermitted() {
        Subject.Builder subject = Subject.person("p")
                .addConsent(consent(ConsentKind.EXPRESS, noon("2026-02-01"))
                        .channel(ChannelKind.TEXT)
                        .build())
                .addOptOut(new OptOut(Optional.empty(), Reason.DNC_NATIONAL, NOW));

        assertThat(run(Given.plan(Given.text()).build(), subject).failed()).isFalse();
        CheckResult both = run(EVERYTHING, subject);
        assertThat(both.reason()).isEqualTo("DNC_NATIONAL");
        assertThat(both.evidence()).containsEntry("channel", "CALL");
        assertThat(both.wouldPassIf()).contains("express consent for CALL is recorded");
    }

    @Test
    void beforeAStepConsentForItsTopicCounts() {
        Subject subject = Subject.person("p")
                .addConsent(consent(ConsentKind.EXPRESS, noon("2026-02-01"))
                        .topic("news")
                        .build())
                .addOptOut(new OptOut(Optional.empty(), Reason.DNC_NATIONAL, NOW))
                .build();
        Step news = Given.text(Given.message().topic("news").build());
        Step offers = Given.text(Given.message().topic("offers").build());

        assertThat(Given.run(
                                CheckName.OPT_OUT_ALL,
                                Given.sending(news).subject(subject).build())
                        .failed())
                .isFalse();
        assertThat(Given.run(
                                CheckName.OPT_OUT_ALL,
                                Given.sending(offers).subject(subject).build())
                        .failed())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(MessageClass.class)
    void recallsAndLegalNoticesAreExemptByPolicy(MessageClass messageClass) {
        Step step = Given.email(messageClass);
        Subject.Builder subject = Subject.person("p").addOptOut(OptOut.all(NOW));
        boolean exempt =
                messageClass == MessageClass.WARRANTY_RECALL_SAFETY || messageClass == MessageClass.LEGAL_NOTICE;
        String expected = exempt ? "NA_EXEMPT:" + messageClass : "OPTED_OUT_ALL";
        CaslPolicy strict = CaslPolicy.builder().exemptAfterWithdrawal(false).build();
        CheckInput sending = Given.sending(step).subject(subject.build()).build();
        CheckInput strictly = CheckInput.builder()
                .from(sending)
                .organization(Given.acme().casl(strict).build())
                .build();

        assertThat(run(Given.plan(step).build(), subject).reason()).isEqualTo(expected);
        assertThat(Given.run(CheckName.OPT_OUT_ALL, sending).reason()).isEqualTo(expected);
        assertThat(Given.run(CheckName.OPT_OUT_ALL, sending).failed()).isEqualTo(!exempt);
        assertThat(Given.run(CheckName.OPT_OUT_ALL, strictly).reason()).isEqualTo("OPTED_OUT_ALL");
    }

    @Test
    void aPlanIsExemptOnlyWhenItSendsNothingElse() {
        Step recall = Given.email(MessageClass.WARRANTY_RECALL_SAFETY);
        Subject.Builder subject = Subject.person("p").addOptOut(OptOut.all(NOW));

        assertThat(run(Given.plan(recall, Given.text()).build(), subject).reason())
                .isEqualTo("OPTED_OUT_ALL");
        assertThat(run(Given.plan(recall, Given.call()).build(), subject).reason())
                .isEqualTo("OPTED_OUT_ALL");
        assertThat(run(Given.plan(recall, Given.exit()).build(), subject).reason())
                .isEqualTo("NA_EXEMPT:WARRANTY_RECALL_SAFETY");
        assertThat(run(Given.plan(Given.exit()).build(), subject).reason()).isEqualTo("OPTED_OUT_ALL");
    }

    @Test
    void theTableOfTheRegisterIsData() {
        DoNotCallRules rules = new DoNotCallRules(Map.of(ConsentKind.DONATION, 1), LocalDate.EPOCH, "here");
        Subject subject = Subject.person("p")
                .addConsent(consent(ConsentKind.DONATION, noon("2026-02-10")).build())
                .addOptOut(new OptOut(Optional.empty(), Reason.DNC_NATIONAL, NOW))
                .build();
        CheckInput input =
                Given.sending(Given.call()).subject(subject).doNotCall(rules).build();

        assertThat(Given.run(CheckName.OPT_OUT_ALL, input).failed()).isFalse();
        Assertions.assertThatThrownBy(() -> new DoNotCallRules(Map.of(ConsentKind.LEASE, 0), LocalDate.EPOCH, "here"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LEASE=0");
        Assertions.assertThatThrownBy(() -> new DoNotCallRules(Map.of(), LocalDate.EPOCH, ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(DoNotCallRules.current().source()).contains("64.1200");
    }

    private static CheckResult nationalWith(Consent... consents) {
        Subject subject = Subject.person("p")
                .addConsents(consents)
                .addOptOut(new OptOut(Optional.empty(), Reason.DNC_NATIONAL, NOW.minusSeconds(1)))
                .build();
        return Given.run(
                CheckName.OPT_OUT_ALL,
                Given.sending(Given.call()).subject(subject).build());
    }

    private static CheckResult run(Plan plan, Subject.Builder subject) {
        return Given.run(CheckName.OPT_OUT_ALL, Given.input(subject).plan(plan).build());
    }
}
