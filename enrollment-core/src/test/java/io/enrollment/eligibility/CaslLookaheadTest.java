package io.enrollment.eligibility;

import static io.enrollment.eligibility.Given.acme;
import static io.enrollment.eligibility.Given.at;
import static io.enrollment.eligibility.Given.consent;
import static io.enrollment.eligibility.Given.email;
import static io.enrollment.eligibility.Given.lead;
import static io.enrollment.eligibility.Given.noon;
import static io.enrollment.eligibility.Given.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.plan.CaslPolicy;
import io.enrollment.plan.CaslPolicy.Lookahead;
import io.enrollment.plan.MessageClass;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Step;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import io.enrollment.testkit.EligibilityArbitraries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Whether the consents of today will do for the messages of tomorrow. */
class CaslLookaheadTest {

    private static final Consent INQUIRY =
            consent(ConsentKind.INQUIRY, noon("2026-02-28")).build();
    private static final Instant LAST = at("2026-08-31T23:59");
    private static final Instant OVER = at("2026-09-01T00:00");

    @Test
    void byDefaultOnlyTheFirstMessageIsJudgedAtEnrollment() {
        assertThat(judge(Lookahead.NONE, ahead(email(), OVER), INQUIRY).reason())
                .isEqualTo("PASSED_IMPLIED_INQUIRY");
    }

    @Test
    void consentMustLastForTheWholePlanWhereThatIsRequired() {
        assertThat(judge(Lookahead.REQUIRE_WHOLE_PLAN, ahead(email(), LAST), INQUIRY)
                        .reason())
                .isEqualTo("PASSED_IMPLIED_INQUIRY");

        CheckResult refused = judge(Lookahead.REQUIRE_WHOLE_PLAN, ahead(email(), OVER), INQUIRY);
        assertThat(refused.reason()).isEqualTo("FAILED_LOOKAHEAD:FAILED_IMPLIED_EXPIRED");
        assertThat(refused.evidence())
                .containsEntry("due", OVER.toString())
                .containsEntry("step", "mail")
                .containsEntry("lastSendDay", "2026-08-31");
        assertThat(refused.wouldPassIf())
                .hasValueSatisfying(fact -> assertThat(fact).contains("express consent for EMAIL is recorded"));
        assertThat(ReasonCategory.of(refused.reason())).isEqualTo(ReasonCategory.OPT_OUT);
    }

    @Test
    void whatFailsNowIsSaidFirst() {
        Consent over = consent(ConsentKind.INQUIRY, noon("2025-01-01")).build();

        assertThat(judge(Lookahead.REQUIRE_WHOLE_PLAN, ahead(email(), OVER), over)
                        .reason())
                .isEqualTo("FAILED_IMPLIED_EXPIRED");
    }

    @Test
    void messagesOnChannelsThatArePlanDoesNotNeedAreJudgedWhenTheyAreDue() {
        CheckInput.Builder input = Given.input(lead().addConsent(INQUIRY))
                .organization(acme(Lookahead.REQUIRE_WHOLE_PLAN))
                .plan(Given.plan(email(), text())
                        .addRequiredChannels(ChannelKind.EMAIL)
                        .build())
                .addAhead(ahead(text(), OVER));

        assertThat(Given.run(CheckName.CASL, input.build()).reason()).isEqualTo("PASSED_IMPLIED_INQUIRY");
    }

    @Test
    void aReferralIsForTheFirstMessageOfAllThatLieAhead() {
        Step.Email referral = email(MessageClass.REFERRAL);
        Consent named = consent(ConsentKind.REFERRAL, noon("2026-03-01"))
                .referrer("Bob Loblaw")
                .build();
        CheckInput.Builder input = Given.input(lead().addConsent(named))
                .organization(acme(Lookahead.REQUIRE_WHOLE_PLAN))
                .plan(Given.plan(referral).build());

        assertThat(Given.run(
                                CheckName.CASL,
                                input.addAhead(ahead(referral, OVER)).build())
                        .reason())
                .isEqualTo("PASSED_REFERRAL");
        CheckInput second =
                input.ahead(List.of(new PlannedMessage(referral, OVER, 1))).build();
        assertThat(Given.run(CheckName.CASL, second).reason()).isEqualTo("FAILED_LOOKAHEAD:FAILED_REFERRAL_CONDITIONS");
        assertThat(CaslForecast.of(second).get(0).casl().reason()).isEqualTo("FAILED_REFERRAL_CONDITIONS");
    }

    @Test
    void waitingHelpsWhenAConsentThatIsKnownTodayBeginsBeforeTheMessagesAreDue() {
        Consent later = consent(ConsentKind.EXPRESS, noon("2026-09-20")).build();
        CheckResult refused = judge(Lookahead.REQUIRE_WHOLE_PLAN, ahead(email(), OVER), INQUIRY, later);

        assertThat(refused.failed()).isTrue();
        Duration plan = Duration.between(Given.NOW, OVER);
        assertThat(refused.earliestPassAt()).contains(noon("2026-09-20").minus(plan));
    }

    @Test
    void aNumberBelowNothingIsRefused() {
        assertThatThrownBy(() -> new PlannedMessage(email(), OVER, -1)).hasMessageContaining("before");
    }

    @Property(tries = 500)
    void whoPassesTheWholePlanFailsAtNoneOfItsMessages(@ForAll("inputs") CheckInput input) {
        CheckResult result = Given.run(CheckName.CASL, input);
        boolean whole = input.organization().casl().lookahead() == Lookahead.REQUIRE_WHOLE_PLAN;
        List<MessageForecast> needed = CaslForecast.of(input).stream()
                .filter(message -> Channels.needed(input, message.channel()))
                .toList();

        if (whole && !result.failed()) {
            assertThat(needed).noneMatch(message -> message.casl().failed());
        }
        if (result.reason().startsWith(Reasons.FAILED_LOOKAHEAD)) {
            assertThat(whole).isTrue();
            assertThat(needed)
                    .anyMatch(message -> result.reason()
                            .equals(Reasons.FAILED_LOOKAHEAD + message.casl().reason()));
        }
    }

    @Provide
    Arbitrary<CheckInput> inputs() {
        return EligibilityArbitraries.enrollInputs(Given.NOW);
    }

    private static PlannedMessage ahead(Step.Message step, Instant due) {
        return PlannedMessage.first(step, due);
    }

    private static Organization acme(Lookahead lookahead) {
        return Given.acme()
                .casl(CaslPolicy.builder().lookahead(lookahead).build())
                .build();
    }

    private static CheckResult judge(Lookahead lookahead, PlannedMessage ahead, Consent... consents) {
        return Given.run(
                CheckName.CASL,
                Given.input(lead().addConsents(consents))
                        .organization(acme(lookahead))
                        .addAhead(ahead)
                        .build());
    }
}
