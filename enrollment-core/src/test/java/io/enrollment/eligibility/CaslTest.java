package io.enrollment.eligibility;

import static io.enrollment.eligibility.CheckResult.Outcome.FAILED;
import static io.enrollment.eligibility.CheckResult.Outcome.NOT_APPLICABLE;
import static io.enrollment.eligibility.CheckResult.Outcome.PASSED;
import static io.enrollment.eligibility.Given.NOW;
import static io.enrollment.eligibility.Given.acme;
import static io.enrollment.eligibility.Given.at;
import static io.enrollment.eligibility.Given.consent;
import static io.enrollment.eligibility.Given.email;
import static io.enrollment.eligibility.Given.message;
import static io.enrollment.eligibility.Given.noon;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.plan.CaslPolicy;
import io.enrollment.plan.CaslPolicy.UnknownJurisdiction;
import io.enrollment.plan.MessageClass;
import io.enrollment.plan.MessageSettings;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Organization.SenderKind;
import io.enrollment.plan.Step;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import io.enrollment.subject.Subject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The decision table of CASL, row by row, and its examples. */
class CaslTest {

    private static final Consent EXPRESS =
            consent(ConsentKind.EXPRESS, noon("2025-01-10")).build();
    private static final Consent WITHDRAWAL = Consent.builder()
            .kind(ConsentKind.WITHDRAWAL)
            .at(noon("2026-02-01"))
            .build();

    // Rows 1 to 7.

    @Test
    void row1LiveVoiceIsOutside() {
        CheckResult beforeTheCall =
                Given.run(CheckName.CASL, Given.sending(Given.call()).build());
        CheckResult atEnrollment = Given.run(
                CheckName.CASL,
                Given.input().plan(Given.plan(Given.call()).build()).build());

        assertThat(beforeTheCall.describe()).isEqualTo("CASL NOT_APPLICABLE NA_EXCLUDED_CHANNEL (rule=CASL s.6(8))");
        assertThat(atEnrollment).isEqualTo(beforeTheCall);
    }

    @Test
    void row2WhatIsNotCommercialIsOutside() {
        expect(sending(email(MessageClass.NOT_COMMERCIAL)), NOT_APPLICABLE, "NA_NOT_COMMERCIAL");
    }

    @ParameterizedTest
    @CsvSource({
        // sender, recipient, unknown country, reason
        "US, US, APPLY, NA_NOT_CANADA",
        "US, GB, FAIL, NA_NOT_CANADA",
        "US, CA, NOT_APPLICABLE, FAILED_NO_CONSENT",
        "US, , APPLY, FAILED_NO_CONSENT",
        "US, , FAIL, FAILED_UNKNOWN_JURISDICTION",
        "US, , NOT_APPLICABLE, NA_UNKNOWN_JURISDICTION",
        "CA, US, APPLY, FAILED_NO_CONSENT",
        "CA, , NOT_APPLICABLE, FAILED_NO_CONSENT",
        ", US, NOT_APPLICABLE, FAILED_NO_CONSENT",
        ", , FAIL, FAILED_NO_CONSENT"
    })
    void rows3And4TheLawReachesWhatLeavesOrEntersCanada(
            String sender, String recipient, UnknownJurisdiction policy, String reason) {
        CheckInput.Builder input = sending(email())
                .organization(acme().country(Optional.ofNullable(sender))
                        .casl(CaslPolicy.builder().unknownJurisdiction(policy).build())
                        .build())
                .subject(Given.lead().country(Optional.ofNullable(recipient)).build());

        expect(input, reason.startsWith("NA") ? NOT_APPLICABLE : FAILED, reason);
    }

    @Test
    void aRefusalForAnUnknownCountryNamesWhatIsMissing() {
        CheckInput.Builder input = sending(email())
                .organization(acme().country("US")
                        .casl(CaslPolicy.builder()
                                .unknownJurisdiction(UnknownJurisdiction.FAIL)
                                .build())
                        .build());

        assertThat(run(input).wouldPassIf()).contains("the subject's country is recorded");
        assertThat(run(input).evidence()).containsEntry("policy", "FAIL");
    }

    @ParameterizedTest
    @CsvSource({"GB, NA_FOREIGN_STATE", "US, FAILED_NO_CONSENT", ", FAILED_NO_CONSENT"})
    void row5AForeignStateIsExemptWhereTheOrganizationStatesIt(String recipient, String reason) {
        CheckInput.Builder input = sending(email())
                .organization(
                        acme().casl(CaslPolicy.builder().addForeignState("GB").build())
                                .build())
                .subject(Given.lead().country(Optional.ofNullable(recipient)).build());

        expect(input, reason.startsWith("NA") ? NOT_APPLICABLE : FAILED, reason);
    }

    @ParameterizedTest
    @EnumSource(
            value = MessageClass.class,
            names = {
                "PERSONAL",
                "INQUIRY_TO_BUSINESS",
                "INTERNAL",
                "RESPONSE",
                "LEGAL_NOTICE",
                "PLATFORM",
                "SECURE_ACCOUNT",
                "CHARITY_FUNDRAISING",
                "POLITICAL"
            })
    void row6SomeClassesAreWhollyExemptEvenAfterAWithdrawal(MessageClass messageClass) {
        CheckInput.Builder input = sending(email(messageClass), WITHDRAWAL)
                .organization(Organization.named("Acme").build());

        expect(input, NOT_APPLICABLE, "NA_EXEMPT:" + messageClass);
    }

    @Test
    void row7IdentificationAndUnsubscribeAreDemandedEvenWithConsent() {
        Organization noUnsubscribe =
                Organization.named("Acme").country("CA").sentBy("Acme").build();
        Organization noName =
                Organization.named("Acme").unsubscribeAt("https://a.example/u").build();

        for (Organization incomplete : new Organization[] {noUnsubscribe, noName}) {
            CheckResult result = expect(sending(email(), EXPRESS).organization(incomplete), FAILED, "FAILED_CONTENT");
            assertThat(result.wouldPassIf()).isPresent();
        }
        expect(sending(email(MessageClass.TRANSACTION)).organization(noUnsubscribe), FAILED, "FAILED_CONTENT");
    }

    // Row 8.

    @Test
    void row8ExpressConsentHoldsUntilWithdrawn() {
        CheckResult result = expect(sending(email(), EXPRESS), PASSED, "PASSED_EXPRESS");

        assertThat(result.evidence())
                .containsEntry("kind", "EXPRESS")
                .containsEntry("date", "2025-01-10")
                .containsEntry("zone", "America/Toronto")
                .containsEntry("rule", "CASL s.6(1)(a), s.10(1)")
                .containsEntry("channel", "EMAIL")
                .containsEntry("step", "mail")
                .doesNotContainKeys("lastSendDay", "endsAt");
        expect(sending(email(MessageClass.CONSENT_REQUEST), EXPRESS), PASSED, "PASSED_EXPRESS");
    }

    @Test
    void expressConsentMustBeAnActiveOptIn() {
        expect(sending(email(), copy(EXPRESS).optIn(false).build()), FAILED, "FAILED_NO_CONSENT");
    }

    @Test
    void expressConsentCountsFromItsInstantOn() {
        expect(sending(email(), copy(EXPRESS).at(NOW).build()), PASSED, "PASSED_EXPRESS");
        CheckResult later = expect(
                sending(email(), copy(EXPRESS).at(NOW.plusSeconds(1)).build()), FAILED, "FAILED_FUTURE_EVIDENCE");
        assertThat(later.earliestPassAt()).contains(NOW.plusSeconds(1));
        assertThat(later.wouldPassIf()).isEmpty();
    }

    @Test
    void expressConsentThatEndedNoLongerCounts() {
        CheckResult ended = expect(sending(email(), copy(EXPRESS).endsAt(NOW).build()), FAILED, "FAILED_NO_CONSENT");

        assertThat(ended.evidence()).containsEntry("kind", "EXPRESS").containsEntry("endsAt", NOW.toString());
        expect(sending(email(), copy(EXPRESS).endsAt(NOW.plusSeconds(1)).build()), PASSED, "PASSED_EXPRESS");
    }

    @ParameterizedTest
    @CsvSource({
        // consent's channel and topic, message's topic
        ", , , PASSED_EXPRESS",
        "EMAIL, , , PASSED_EXPRESS",
        "TEXT, , , FAILED_NO_CONSENT",
        ", news, news, PASSED_EXPRESS",
        ", news, promotions, FAILED_NO_CONSENT",
        ", news, , FAILED_NO_CONSENT",
        ", , news, PASSED_EXPRESS"
    })
    void consentCoversItsScopeOnly(ChannelKind channel, String topic, String messageTopic, String reason) {
        Consent scoped = copy(EXPRESS)
                .channel(Optional.ofNullable(channel))
                .topic(Optional.ofNullable(topic))
                .build();
        Step step = email(message().topic(Optional.ofNullable(messageTopic)).build());

        expect(sending(step, scoped), reason.startsWith("PASSED") ? PASSED : FAILED, reason);
    }

    @Test
    void whatWouldHelpNamesChannelAndTopic() {
        Step step = email(message().topic("promotions").build());

        assertThat(run(sending(step)).wouldPassIf()).contains("express consent for EMAIL on promotions is recorded");
        assertThat(run(sending(Given.text())).wouldPassIf()).contains("express consent for TEXT is recorded");
    }

    // Rows 9 to 12.

    @ParameterizedTest
    @CsvSource({
        "QUOTE, 6(6)(a)",
        "TRANSACTION, 6(6)(b)",
        "WARRANTY_RECALL_SAFETY, 6(6)(c)",
        "ONGOING_RELATIONSHIP, 6(6)(d)",
        "EMPLOYMENT, 6(6)(e)",
        "PRODUCT_DELIVERY, 6(6)(f)"
    })
    void rows9And10SomeClassesNeedNoConsentButEndWithAWithdrawal(MessageClass messageClass, String paragraph) {
        CheckResult result = expect(sending(email(messageClass)), PASSED, "PASSED_NO_CONSENT_NEEDED:" + paragraph);
        assertThat(result.evidence()).containsEntry("rule", "CASL s." + paragraph);

        boolean survives = messageClass == MessageClass.WARRANTY_RECALL_SAFETY;
        expect(
                sending(email(messageClass), WITHDRAWAL),
                survives ? PASSED : FAILED,
                survives ? "PASSED_NO_CONSENT_NEEDED:6(6)(c)" : "FAILED_WITHDRAWN");
        CheckInput.Builder strict = sending(email(messageClass), WITHDRAWAL)
                .organization(acme().casl(CaslPolicy.builder()
                                .exemptAfterWithdrawal(false)
                                .build())
                        .build());
        expect(strict, FAILED, "FAILED_WITHDRAWN");
    }

    @Test
    void row11TheFirstMessageAfterANamedReferral() {
        Consent referral = consent(ConsentKind.REFERRAL, noon("2026-03-01"))
                .referrer("Bo Lee")
                .build();
        Step step = email(MessageClass.REFERRAL);
        String refused = "FAILED_REFERRAL_CONDITIONS";

        CheckResult passed = expect(sending(step, referral), PASSED, "PASSED_REFERRAL");
        assertThat(passed.evidence())
                .containsEntry("referredAt", noon("2026-03-01").toString())
                .containsEntry("rule", "SOR/2013-221 s.4");
        expect(sending(step, copy(referral).at(NOW).build()), PASSED, "PASSED_REFERRAL");
        expect(sending(step), FAILED, refused);
        expect(sending(step, EXPRESS), PASSED, "PASSED_EXPRESS");
        expect(sending(step, copy(referral).referrer(Optional.empty()).build()), FAILED, refused);
        expect(sending(step, copy(referral).referrer(" ").build()), FAILED, refused);
        expect(sending(step, copy(referral).evidence(Optional.empty()).build()), FAILED, refused);
        expect(sending(step, copy(referral).at(NOW.plusSeconds(1)).build()), FAILED, refused);
        expect(sending(step, copy(referral).at(noon("2026-01-01")).build(), WITHDRAWAL), FAILED, refused);
        CheckResult second = expect(sending(step, referral).history(new SubjectHistory(List.of(), 1)), FAILED, refused);
        assertThat(second.evidence())
                .containsEntry("firstMessage", "false")
                .containsEntry("namedReferral", "true")
                .containsEntry("rule", "SOR/2013-221 s.4");
        assertThat(second.wouldPassIf()).isPresent();
        expect(sending(email(), referral), FAILED, "FAILED_NO_CONSENT");
    }

    @ParameterizedTest
    @CsvSource({
        // withdrawal at, consent at, result: the later one counts, the withdrawal at a tie
        "2026-02-01T12:00, 2026-02-01T12:01, PASSED_EXPRESS",
        "2026-02-01T12:00, 2026-02-01T12:00, FAILED_WITHDRAWN",
        "2026-02-01T12:00, 2026-01-31T12:00, FAILED_WITHDRAWN",
        "2026-03-10T11:00, 2026-01-31T12:00, FAILED_WITHDRAWN",
        "2026-03-10T11:01, 2026-01-31T12:00, PASSED_EXPRESS"
    })
    void row12TheLaterOfConsentAndWithdrawalCounts(String withdrawn, String given, String reason) {
        CheckResult result = run(sending(
                email(),
                copy(WITHDRAWAL).at(at(withdrawn)).build(),
                copy(EXPRESS).at(at(given)).build()));

        assertThat(result.reason()).isEqualTo(reason);
        if (result.failed()) {
            assertThat(result.evidence())
                    .containsEntry("withdrawnAt", at(withdrawn).toString())
                    .containsEntry("rule", "CASL s.11(3)");
            assertThat(result.wouldPassIf()).contains("new express consent for EMAIL is recorded");
        }
    }

    @ParameterizedTest
    @CsvSource({
        // withdrawal's channel and topic, message's topic
        ", , , FAILED_WITHDRAWN",
        ", , news, FAILED_WITHDRAWN",
        "EMAIL, , , FAILED_WITHDRAWN",
        "TEXT, , , PASSED_EXPRESS",
        ", news, news, FAILED_WITHDRAWN",
        ", news, , FAILED_WITHDRAWN",
        ", news, promotions, PASSED_EXPRESS",
        "TEXT, news, news, PASSED_EXPRESS"
    })
    void aWithdrawalCoversItsScopeAndWhatHasNone(
            ChannelKind channel, String topic, String messageTopic, String reason) {
        Consent scoped = copy(WITHDRAWAL)
                .channel(Optional.ofNullable(channel))
                .topic(Optional.ofNullable(topic))
                .build();
        Step step = email(message().topic(Optional.ofNullable(messageTopic)).build());

        assertThat(run(sending(step, EXPRESS, scoped)).reason()).isEqualTo(reason);
    }

    @Test
    void aPurchaseAfterAWithdrawalRevivesNothingUnlessThePolicySaysSo() {
        Consent before = consent(ConsentKind.PURCHASE, noon("2026-01-15")).build();
        Consent after = consent(ConsentKind.PURCHASE, noon("2026-02-15")).build();
        Organization lenient = acme().casl(
                        CaslPolicy.builder().impliedAfterWithdrawal(true).build())
                .build();

        expect(sending(email(), WITHDRAWAL, after), FAILED, "FAILED_WITHDRAWN");
        expect(sending(email(), WITHDRAWAL, after).organization(lenient), PASSED, "PASSED_IMPLIED_PURCHASE");
        expect(sending(email(), WITHDRAWAL, before).organization(lenient), FAILED, "FAILED_WITHDRAWN");
        expect(sending(email(), WITHDRAWAL).organization(lenient), FAILED, "FAILED_WITHDRAWN");
    }

    @Test
    void aWithdrawalHealsWhenNewConsentIsAlreadyKnown() {
        Consent tomorrow = copy(EXPRESS).at(noon("2026-03-11")).build();

        assertThat(run(sending(email(), WITHDRAWAL, tomorrow)).earliestPassAt()).contains(noon("2026-03-11"));
    }

    // Rows 13 to 15.

    @ParameterizedTest
    @EnumSource(
            value = ConsentKind.class,
            names = {"PUBLISHED", "DISCLOSED"})
    void row13AnAddressThatWasPublishedOrDisclosed(ConsentKind kind) {
        Consent row =
                consent(kind, noon("2020-01-01")).address("ann@EXAMPLE.com").build();
        Step relevant = email(message().concernsRole(true).build());

        CheckResult result = expect(sending(relevant, row), PASSED, "PASSED_" + kind);
        assertThat(result.evidence())
                .containsEntry("rule", kind == ConsentKind.PUBLISHED ? "CASL s.10(9)(b)" : "CASL s.10(9)(c)");
        expect(sending(email(), row), FAILED, "FAILED_NO_CONSENT");
        expect(sending(relevant, copy(row).address("Ann@example.com").build()), FAILED, "FAILED_NO_CONSENT");
        expect(sending(relevant, copy(row).address(Optional.empty()).build()), PASSED, "PASSED_" + kind);
        expect(sending(relevant, copy(row).endsAt(NOW).build()), FAILED, "FAILED_IMPLIED_EXPIRED");
        expect(sending(relevant, copy(row).endsAt(NOW.plusSeconds(1)).build()), PASSED, "PASSED_" + kind);
        expect(sending(relevant, copy(row).at(NOW.plusSeconds(1)).build()), FAILED, "FAILED_FUTURE_EVIDENCE");
        expect(sending(relevant, copy(row).evidence("").build()), FAILED, "FAILED_NO_PROOF");
        expect(sending(relevant, row, WITHDRAWAL), FAILED, "FAILED_WITHDRAWN");
    }

    @Test
    void aPublishedNumberIsComparedAsANumber() {
        Consent row = consent(ConsentKind.PUBLISHED, noon("2020-01-01"))
                .address("07911 123456")
                .build();
        Step relevant = Given.text(message().concernsRole(true).build());
        Subject.Builder british = Given.lead().country("GB");

        assertThat(run(sending(relevant).subject(british.addConsent(row).build()))
                        .reason())
                .isEqualTo("PASSED_PUBLISHED");
        assertThat(run(sending(relevant)
                                .subject(british.consents(List.of(copy(row)
                                                .address("07911 123457")
                                                .build()))
                                        .build()))
                        .reason())
                .isEqualTo("FAILED_NO_CONSENT");
    }

    @ParameterizedTest
    @CsvSource({
        "CONTRACT, BUSINESS, CASL s.10(10)(d)",
        "SUBSCRIPTION, BUSINESS, 'CASL s.10(10), (14)'",
        "MEMBERSHIP, CLUB, 'CASL s.10(13)(c), (14)'"
    })
    void row14ARelationshipInForce(ConsentKind kind, SenderKind sender, String rule) {
        Organization organization = acme().senderKind(sender).build();
        Consent row = consent(kind, noon("2019-01-01")).build();
        String active = "PASSED_IMPLIED_" + kind + "_ACTIVE";

        CheckResult open = expect(sending(email(), row).organization(organization), PASSED, active);
        assertThat(open.evidence()).containsEntry("rule", rule).doesNotContainKey("lastSendDay");
        CheckResult ending = expect(
                sending(email(), copy(row).endsAt(noon("2026-04-30")).build()).organization(organization),
                PASSED,
                active);
        assertThat(ending.evidence())
                .containsEntry("lastSendDay", "2028-04-30")
                .containsEntry("date", "2019-01-01")
                .containsEntry("endsAt", noon("2026-04-30").toString());
        CheckResult ended = expect(
                sending(email(), copy(row).endsAt(NOW).build()).organization(organization),
                PASSED,
                "PASSED_IMPLIED_" + kind);
        assertThat(ended.evidence()).containsEntry("date", "2026-03-10").containsEntry("lastSendDay", "2028-03-10");
        expect(
                sending(email(), copy(row).endsAt(at("2024-03-10T00:00")).build())
                        .organization(organization),
                PASSED,
                "PASSED_IMPLIED_" + kind);
        expect(
                sending(email(), copy(row).endsAt(at("2024-03-09T23:59")).build())
                        .organization(organization),
                FAILED,
                "FAILED_IMPLIED_EXPIRED");
        expect(
                sending(email(), copy(row).at(NOW.plusSeconds(1)).build()).organization(organization),
                FAILED,
                "FAILED_FUTURE_EVIDENCE");
    }

    @ParameterizedTest
    @CsvSource({
        // kind, sender, first day that reaches today, last send day
        "PURCHASE, BUSINESS, 2024-03-10, 2026-03-10",
        "LEASE, BUSINESS, 2024-03-10, 2026-03-10",
        "INQUIRY, BUSINESS, 2025-09-10, 2026-03-10",
        "APPLICATION, BUSINESS, 2025-09-10, 2026-03-10",
        "DONATION, CHARITY, 2024-03-10, 2026-03-10",
        "VOLUNTEER, POLITICAL, 2024-03-10, 2026-03-10"
    })
    void row15AnEventImpliesConsentForItsMonths(ConsentKind kind, SenderKind sender, String first, String last) {
        Organization organization = acme().senderKind(sender).build();
        Consent row = consent(kind, at(first + "T00:00")).build();
        Instant dayBefore = at(first + "T00:00").minusSeconds(1);

        CheckResult result = expect(sending(email(), row).organization(organization), PASSED, "PASSED_IMPLIED_" + kind);
        assertThat(result.evidence())
                .containsEntry("kind", kind.name())
                .containsEntry("date", first)
                .containsEntry("lastSendDay", last)
                .containsEntry("zone", "America/Toronto");
        assertThat(result.evidence().get("rule")).startsWith("CASL s.10(1");
        CheckResult expired = expect(
                sending(email(), copy(row).at(dayBefore).build()).organization(organization),
                FAILED,
                "FAILED_IMPLIED_EXPIRED");
        assertThat(expired.evidence()).containsEntry("kind", kind.name()).containsEntry("lastSendDay", "2026-03-09");
        assertThat(expired.earliestPassAt()).isEmpty();
        assertThat(expired.wouldPassIf()).contains("express consent for EMAIL is recorded");
    }

    @Test
    void anEventOnTheDayOfSendingCountsByPolicy() {
        Consent thisMorning =
                consent(ConsentKind.PURCHASE, at("2026-03-10T08:00")).build();
        Organization strict =
                acme().casl(CaslPolicy.builder().sameDayCounts(false).build()).build();

        expect(sending(email(), thisMorning), PASSED, "PASSED_IMPLIED_PURCHASE");
        CheckResult excluded =
                expect(sending(email(), thisMorning).organization(strict), FAILED, "FAILED_FUTURE_EVIDENCE");
        assertThat(excluded.earliestPassAt()).contains(at("2026-03-11T00:00"));
        expect(
                sending(email(), copy(thisMorning).at(at("2026-03-09T23:59")).build())
                        .organization(strict),
                PASSED,
                "PASSED_IMPLIED_PURCHASE");
        expect(sending(email(), copy(EXPRESS).at(NOW).build()).organization(strict), PASSED, "PASSED_EXPRESS");
        expect(
                sending(
                                email(),
                                consent(ConsentKind.CONTRACT, noon("2020-01-01"))
                                        .endsAt(NOW)
                                        .build())
                        .organization(strict),
                PASSED,
                "PASSED_IMPLIED_CONTRACT");
    }

    @Test
    void theDaysAreThoseOfTheLegalZone() {
        Organization inVancouver =
                acme().legalZone(ZoneId.of("America/Vancouver")).build();
        Consent purchase = consent(ConsentKind.PURCHASE, at("2024-03-10T12:00")).build();
        CheckInput.Builder lateInTheEvening = sending(email(), purchase).now(at("2026-03-11T02:59"));

        expect(lateInTheEvening, FAILED, "FAILED_IMPLIED_EXPIRED");
        CheckResult inTime = expect(lateInTheEvening.organization(inVancouver), PASSED, "PASSED_IMPLIED_PURCHASE");
        assertThat(inTime.evidence()).containsEntry("zone", "America/Vancouver");
        expect(lateInTheEvening.now(at("2026-03-11T03:00")), FAILED, "FAILED_IMPLIED_EXPIRED");
    }

    @Test
    void theBestGroundIsNamed() {
        Consent published = consent(ConsentKind.PUBLISHED, noon("2026-01-01")).build();
        Consent contract = consent(ConsentKind.CONTRACT, noon("2026-01-01")).build();
        Consent lease = consent(ConsentKind.LEASE, noon("2025-01-01")).build();
        Consent purchase = consent(ConsentKind.PURCHASE, noon("2025-06-01")).build();
        Step relevant = email(message().concernsRole(true).build());

        assertThat(run(sending(relevant, purchase, lease, contract, published, EXPRESS))
                        .reason())
                .isEqualTo("PASSED_EXPRESS");
        assertThat(run(sending(relevant, purchase, lease, contract, published)).reason())
                .isEqualTo("PASSED_PUBLISHED");
        assertThat(run(sending(relevant, purchase, lease, contract)).reason())
                .isEqualTo("PASSED_IMPLIED_CONTRACT_ACTIVE");
        assertThat(run(sending(relevant, lease, purchase)).reason()).isEqualTo("PASSED_IMPLIED_PURCHASE");
        assertThat(run(sending(
                                relevant,
                                copy(lease).at(purchase.at().plusSeconds(60)).build(),
                                purchase))
                        .reason())
                .isEqualTo("PASSED_IMPLIED_LEASE");
        assertThat(run(sending(relevant, copy(lease).at(purchase.at()).build(), purchase))
                        .reason())
                .isEqualTo("PASSED_IMPLIED_PURCHASE");
    }

    // Row 16.

    @ParameterizedTest
    @CsvSource({
        "DONATION, BUSINESS, FAILED_NOT_ELIGIBLE_SENDER",
        "DONATION, CLUB, FAILED_NOT_ELIGIBLE_SENDER",
        "DONATION, CHARITY, PASSED_IMPLIED_DONATION",
        "DONATION, POLITICAL, PASSED_IMPLIED_DONATION",
        "VOLUNTEER, BUSINESS, FAILED_NOT_ELIGIBLE_SENDER",
        "VOLUNTEER, CHARITY, PASSED_IMPLIED_VOLUNTEER",
        "MEMBERSHIP, BUSINESS, FAILED_NOT_ELIGIBLE_SENDER",
        "MEMBERSHIP, CHARITY, FAILED_NOT_ELIGIBLE_SENDER",
        "MEMBERSHIP, CLUB, PASSED_IMPLIED_MEMBERSHIP_ACTIVE",
        "PURCHASE, CHARITY, PASSED_IMPLIED_PURCHASE"
    })
    void row16SomeGroundsAreForSomeSendersOnly(ConsentKind kind, SenderKind sender, String reason) {
        CheckInput.Builder input = sending(
                        email(), consent(kind, noon("2026-01-01")).build())
                .organization(acme().senderKind(sender).build());

        expect(input, reason.startsWith("PASSED") ? PASSED : FAILED, reason);
    }

    @Test
    void row16AConsentWithoutARecordProvesNothing() {
        for (Optional<String> none : List.of(Optional.<String>empty(), Optional.of(""), Optional.of("  "))) {
            CheckResult result =
                    expect(sending(email(), copy(EXPRESS).evidence(none).build()), FAILED, "FAILED_NO_PROOF");
            assertThat(result.wouldPassIf()).contains("the proof of the EXPRESS is recorded");
            expect(
                    sending(
                            email(),
                            copy(EXPRESS).evidence(none).build(),
                            consent(ConsentKind.PURCHASE, noon("2026-01-01")).build()),
                    PASSED,
                    "PASSED_IMPLIED_PURCHASE");
        }
    }

    @Test
    void row16WhatIsNearestToAPermissionIsReported() {
        Consent expired = consent(ConsentKind.INQUIRY, noon("2020-01-01")).build();
        Consent ineligible = consent(ConsentKind.DONATION, noon("2026-01-01")).build();
        Consent unproven =
                consent(ConsentKind.PURCHASE, noon("2026-01-01")).evidence("").build();
        Consent future = consent(ConsentKind.PURCHASE, noon("2026-04-01")).build();
        Consent ended = copy(EXPRESS).endsAt(noon("2025-03-01")).build();

        assertThat(run(sending(email(), ended, expired, ineligible, unproven, future))
                        .reason())
                .isEqualTo("FAILED_FUTURE_EVIDENCE");
        assertThat(run(sending(email(), ended, expired, ineligible, unproven)).reason())
                .isEqualTo("FAILED_NO_PROOF");
        assertThat(run(sending(email(), ended, expired, ineligible)).reason()).isEqualTo("FAILED_NOT_ELIGIBLE_SENDER");
        assertThat(run(sending(email(), ended, expired)).reason()).isEqualTo("FAILED_IMPLIED_EXPIRED");
        assertThat(run(sending(email(), ended)).reason()).isEqualTo("FAILED_NO_CONSENT");
        assertThat(run(sending(email())).reason()).isEqualTo("FAILED_NO_CONSENT");
    }

    @Test
    void whatNoPassingOfTimeHealsIsSaidFirst() {
        Consent futureUnproven =
                consent(ConsentKind.EXPRESS, noon("2026-04-01")).evidence("").build();
        Consent expiredUnproven =
                consent(ConsentKind.INQUIRY, noon("2020-01-01")).evidence("").build();
        Consent futureIneligible =
                consent(ConsentKind.DONATION, noon("2026-04-01")).evidence("").build();

        assertThat(run(sending(email(), futureUnproven)).reason()).isEqualTo("FAILED_NO_PROOF");
        assertThat(run(sending(email(), expiredUnproven)).reason()).isEqualTo("FAILED_IMPLIED_EXPIRED");
        assertThat(run(sending(email(), futureIneligible)).reason()).isEqualTo("FAILED_NOT_ELIGIBLE_SENDER");
    }

    // The examples of the rules document, 2.3.

    @ParameterizedTest
    @CsvSource({
        "PURCHASE, 2024-03-10T12:00, 2026-03-10T12:00, PASSED_IMPLIED_PURCHASE",
        "PURCHASE, 2024-03-10T12:00, 2026-03-11T12:00, FAILED_IMPLIED_EXPIRED",
        "PURCHASE, 2024-02-29T12:00, 2026-02-28T12:00, PASSED_IMPLIED_PURCHASE",
        "PURCHASE, 2024-02-29T12:00, 2026-03-01T00:00, FAILED_IMPLIED_EXPIRED",
        "PURCHASE, 2022-02-28T12:00, 2024-02-29T12:00, PASSED_IMPLIED_PURCHASE",
        "INQUIRY, 2025-02-28T12:00, 2025-08-31T12:00, PASSED_IMPLIED_INQUIRY",
        "INQUIRY, 2025-02-28T12:00, 2025-09-01T00:00, FAILED_IMPLIED_EXPIRED",
        "PURCHASE, 2024-03-10T12:00, 2026-03-10T23:59:59, PASSED_IMPLIED_PURCHASE",
        "PURCHASE, 2024-03-10T12:00, 2026-03-11T00:00:00, FAILED_IMPLIED_EXPIRED"
    })
    void examplesOfPeriods(ConsentKind kind, String event, String sent, String reason) {
        Consent row = consent(kind, at(event)).build();

        assertThat(run(sending(email(), row).now(at(sent))).reason()).isEqualTo(reason);
    }

    @Test
    void anExpiredInquiryPlusALivePurchase() {
        Consent inquiry = consent(ConsentKind.INQUIRY, noon("2025-01-01")).build();
        Consent purchase = consent(ConsentKind.PURCHASE, noon("2025-01-02")).build();

        expect(sending(email(), inquiry, purchase), PASSED, "PASSED_IMPLIED_PURCHASE");
    }

    @Test
    void aPlanOutlivesAnInquiry() {
        Consent inquiry = consent(ConsentKind.INQUIRY, noon("2025-09-21")).build();
        CheckInput.Builder input = sending(email(), inquiry);

        expect(input.now(noon("2026-03-10")), PASSED, "PASSED_IMPLIED_INQUIRY");
        expect(input.now(noon("2026-03-24")), FAILED, "FAILED_IMPLIED_EXPIRED");
    }

    // At enrollment.

    @Test
    void atEnrollmentTheFirstMessageOfEachNeededChannelIsJudgedAndTheWorstWins() {
        Step firstEmail = email(MessageClass.TRANSACTION);
        Step secondEmail = email();
        CheckInput.Builder input = Given.input(Given.lead());

        assertThat(atEnrollment(input, firstEmail, secondEmail).reason()).isEqualTo("PASSED_NO_CONSENT_NEEDED:6(6)(b)");
        assertThat(atEnrollment(input, secondEmail, firstEmail).reason()).isEqualTo("FAILED_NO_CONSENT");
        CheckResult withText = atEnrollment(input, firstEmail, Given.text());
        assertThat(withText.reason()).isEqualTo("FAILED_NO_CONSENT");
        assertThat(withText.evidence()).containsEntry("channel", "TEXT").containsEntry("step", "text");
        assertThat(atEnrollment(input, email(MessageClass.NOT_COMMERCIAL), Given.text(settings(MessageClass.QUOTE)))
                        .outcome())
                .isEqualTo(PASSED);
        assertThat(atEnrollment(input, email(MessageClass.NOT_COMMERCIAL), Given.text(settings(MessageClass.RESPONSE)))
                        .reason())
                .isEqualTo("NA_NOT_COMMERCIAL");
    }

    @Test
    void channelsThatAreNotRequiredAreLeftToTheSend() {
        CheckInput.Builder input = Given.input(Given.lead())
                .plan(Given.plan(email(MessageClass.TRANSACTION), Given.text())
                        .addRequiredChannel(ChannelKind.EMAIL)
                        .build());

        assertThat(run(input).reason()).isEqualTo("PASSED_NO_CONSENT_NEEDED:6(6)(b)");
    }

    @Test
    void severalFailuresAreHealedTogetherOrNotAtAll() {
        Consent email =
                copy(EXPRESS).channel(ChannelKind.EMAIL).at(noon("2026-03-20")).build();
        Consent text =
                copy(EXPRESS).channel(ChannelKind.TEXT).at(noon("2026-03-25")).build();

        CheckResult healed = atEnrollment(Given.input(Given.lead().addConsents(email, text)), email(), Given.text());
        assertThat(healed.reason()).isEqualTo("FAILED_FUTURE_EVIDENCE");
        assertThat(healed.earliestPassAt()).contains(noon("2026-03-25"));
        CheckResult never = atEnrollment(Given.input(Given.lead().addConsent(email)), email(), Given.text());
        assertThat(never.earliestPassAt()).isEmpty();
        assertThat(never.wouldPassIf())
                .contains("express consent for EMAIL is recorded, and express consent for TEXT is recorded");
    }

    @Test
    void aPlanWithoutMessagesIsNotConcerned() {
        assertThat(atEnrollment(Given.input(), Given.exit()).describe()).isEqualTo("CASL NOT_APPLICABLE NA_NO_MESSAGE");
        CheckInput.Builder onlyText = Given.input()
                .plan(Given.plan(email()).addRequiredChannel(ChannelKind.TEXT).build());
        assertThat(run(onlyText).reason()).isEqualTo("NA_NO_MESSAGE");
    }

    private static CheckResult atEnrollment(CheckInput.Builder input, Step... steps) {
        return run(input.plan(Given.plan(steps).build()));
    }

    private static MessageSettings settings(MessageClass messageClass) {
        return message().messageClass(messageClass).build();
    }

    private static CheckInput.Builder sending(Step step, Consent... consents) {
        return Given.sending(step).subject(Given.lead().addConsents(consents).build());
    }

    private static Consent.Builder copy(Consent consent) {
        return Consent.builder().from(consent);
    }

    private static CheckResult expect(CheckInput.Builder input, CheckResult.Outcome outcome, String reason) {
        CheckResult result = run(input);
        assertThat(result.reason()).isEqualTo(reason);
        assertThat(result.outcome()).isEqualTo(outcome);
        return result;
    }

    private static CheckResult run(CheckInput.Builder input) {
        return Given.run(CheckName.CASL, input.build());
    }
}
