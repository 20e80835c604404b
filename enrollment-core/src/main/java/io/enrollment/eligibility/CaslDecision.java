package io.enrollment.eligibility;

import io.enrollment.eligibility.Ground.State;
import io.enrollment.plan.CaslPolicy.UnknownJurisdiction;
import io.enrollment.plan.Organization;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The decision table of CASL for one message at one instant; the first row that matches decides.
 *
 * <p>The rows: live voice is outside the act; so is what is not commercial, what neither leaves nor enters Canada, what
 * goes to a foreign state under its own law, and what a class exempts. Everything else needs identification and an
 * unsubscribe. Express consent comes first; then the classes that need none; then referrals; a withdrawal bars the rest:
 * a published or disclosed address, a relationship in force, a recent event.
 */
final class CaslDecision {

    private final CaslCase message;

    private CaslDecision(CaslCase message) {
        this.message = message;
    }

    /** The ruling of the zone that is worst for it, when several count. */
    static Ruling decide(CheckInput input, PlannedMessage message) {
        List<Ruling> rulings = new ArrayList<>();
        LegalZones.of(input).forEach(zone -> rulings.add(decide(new CaslCase(input, message, zone))));
        return Collections.max(rulings, Ruling.BY_BADNESS);
    }

    private static Ruling decide(CaslCase message) {
        CaslDecision decision = new CaslDecision(message);
        return decision.outside().or(decision::withoutContent).orElseGet(decision::consent);
    }

    /** Rows 2 to 6; row 1 is about calls, which are no message steps. */
    private Optional<Ruling> outside() {
        ClassRule rule = message.rule();
        if (rule.treatment() == ClassRule.Treatment.NOT_COMMERCIAL) {
            return Optional.of(Ruling.notApplicable(Reasons.NA_NOT_COMMERCIAL).with("rule", rule.paragraph()));
        }
        Optional<Ruling> elsewhere = message.fromCanada() ? foreignState() : abroad();
        return elsewhere.or(() -> exempt(rule));
    }

    /** Rows 3 and 4. */
    private Optional<Ruling> abroad() {
        Optional<String> country = message.input().subject().country();
        if (country.isPresent()) {
            return message.toCanada()
                    ? Optional.empty()
                    : Optional.of(Ruling.notApplicable(Reasons.NA_NOT_CANADA)
                            .with("country", country.get())
                            .with("rule", "CASL s.12(1)"));
        }
        UnknownJurisdiction policy = message.policy().unknownJurisdiction();
        return switch (policy) {
            case APPLY -> Optional.empty();
            case NOT_APPLICABLE ->
                Optional.of(
                        Ruling.notApplicable(Reasons.NA_UNKNOWN_JURISDICTION).with("policy", policy));
            case FAIL ->
                Optional.of(Ruling.failed(Reasons.FAILED_UNKNOWN_JURISDICTION, "the subject's country is recorded")
                        .with("policy", policy));
        };
    }

    /** Row 5. */
    private Optional<Ruling> foreignState() {
        return message.input()
                .subject()
                .country()
                .filter(message.policy().foreignStates()::contains)
                .map(country -> Ruling.notApplicable(Reasons.NA_FOREIGN_STATE)
                        .with("country", country)
                        .with("rule", "SOR/2013-221 s.3(f)"));
    }

    /** Row 6. */
    private Optional<Ruling> exempt(ClassRule rule) {
        return rule.treatment() == ClassRule.Treatment.EXEMPT
                ? Optional.of(Ruling.notApplicable(
                                Reasons.NA_EXEMPT + message.message().messageClass())
                        .with("rule", rule.paragraph()))
                : Optional.empty();
    }

    /** Row 7. */
    private Optional<Ruling> withoutContent() {
        Organization sender = message.input().organization();
        boolean complete =
                sender.identification().isPresent() && sender.unsubscribe().isPresent();
        return complete
                ? Optional.empty()
                : Optional.of(Ruling.failed(
                                Reasons.FAILED_CONTENT, "the organization declares its identification and unsubscribe")
                        .with("rule", "CASL s.6(2)"));
    }

    /** Rows 8 to 16. */
    private Ruling consent() {
        Ledger ledger = message.ledger();
        List<Ground> grounds = Grounds.of(message);
        grounds.removeIf(ground -> !ledger.outlivesWithdrawal(ground.entry()));
        for (Ground ground : grounds) {
            if (ground.holds() && ground.isExpress()) {
                return passed(ground);
            }
        }
        return byClass(ledger, grounds);
    }

    /** Rows 9 to 16. */
    private Ruling byClass(Ledger ledger, List<Ground> grounds) {
        Optional<Instant> withdrawal = ledger.lastWithdrawal();
        return switch (message.rule().treatment()) {
            case NO_CONSENT_NEEDED ->
                withdrawal.isEmpty() || outlivesWithdrawal() ? noConsentNeeded() : withdrawn(withdrawal.get());
            case REFERRAL -> referral(ledger);
            case CONSENT, NOT_COMMERCIAL, EXEMPT -> implied(withdrawal, grounds);
        };
    }

    private boolean outlivesWithdrawal() {
        return message.rule().survivesWithdrawal() && message.policy().exemptAfterWithdrawal();
    }

    /** Row 9. */
    private Ruling noConsentNeeded() {
        String paragraph = message.rule().paragraph();
        return Ruling.passed(Reasons.PASSED_NO_CONSENT_NEEDED + paragraph).with("rule", "CASL s." + paragraph);
    }

    /** Rows 10 and 12. */
    private Ruling withdrawn(Instant when) {
        return Ruling.failed(Reasons.FAILED_WITHDRAWN, "new express consent for " + scope() + " is recorded")
                .with("withdrawnAt", when)
                .with("rule", "CASL s.11(3)");
    }

    /** Row 11. */
    private Ruling referral(Ledger ledger) {
        Optional<Consent> referral = ledger.grounds().stream()
                .filter(entry -> entry.kind() == ConsentKind.REFERRAL && isStated(entry))
                .filter(ledger::outlivesWithdrawal)
                .findFirst();
        if (message.isFirst() && referral.isPresent()) {
            return Ruling.passed(Reasons.PASSED_REFERRAL)
                    .with("referredAt", referral.get().at())
                    .with("rule", message.rule().paragraph());
        }
        return Ruling.failed(
                        Reasons.FAILED_REFERRAL_CONDITIONS,
                        "it is the first message and a proven referral with the full name of the referrer is recorded")
                .with("firstMessage", message.isFirst())
                .with("namedReferral", referral.isPresent())
                .with("rule", message.rule().paragraph());
    }

    private boolean isStated(Consent referral) {
        return !referral.at().isAfter(message.at())
                && Ledger.isProven(referral)
                && referral.referrer().filter(name -> !name.isBlank()).isPresent();
    }

    /** Rows 12 to 16. */
    private Ruling implied(Optional<Instant> withdrawal, List<Ground> grounds) {
        if (withdrawal.isPresent() && !message.policy().impliedAfterWithdrawal()) {
            return withdrawn(withdrawal.get());
        }
        Optional<Ground> best = grounds.stream().findFirst();
        if (best.filter(Ground::holds).isPresent()) {
            return passed(best.get());
        }
        return withdrawal
                .map(this::withdrawn)
                .orElseGet(() -> best.map(this::lacking)
                        .orElseGet(() -> Ruling.failed(Reasons.FAILED_NO_CONSENT, consentRecorded())));
    }

    private Ruling passed(Ground ground) {
        return facts(Ruling.passed(ground.reason()), ground);
    }

    /** Row 16. */
    private Ruling lacking(Ground ground) {
        String remedy = ground.state() == State.NO_PROOF
                ? "the proof of the " + ground.entry().kind() + " is recorded"
                : consentRecorded();
        return facts(Ruling.failed(reason(ground.state()), remedy), ground);
    }

    private static String reason(State state) {
        return switch (state) {
            case FUTURE -> Reasons.FAILED_FUTURE_EVIDENCE;
            case NO_PROOF -> Reasons.FAILED_NO_PROOF;
            case NOT_ELIGIBLE_SENDER -> Reasons.FAILED_NOT_ELIGIBLE_SENDER;
            case EXPIRED -> Reasons.FAILED_IMPLIED_EXPIRED;
            case ENDED, HOLDS -> Reasons.FAILED_NO_CONSENT;
        };
    }

    private Ruling facts(Ruling ruling, Ground ground) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("kind", ground.entry().kind().toString());
        facts.put("date", ground.date().toString());
        ground.entry().endsAt().ifPresent(end -> facts.put("endsAt", end.toString()));
        ground.lastSendDay().ifPresent(day -> facts.put("lastSendDay", day.toString()));
        facts.put("zone", message.zone().toString());
        facts.put("rule", ground.paragraph());
        return ruling.with(facts);
    }

    private String consentRecorded() {
        return "express consent for " + scope() + " is recorded";
    }

    private String scope() {
        return message.channel()
                + message.message().topic().map(topic -> " on " + topic).orElse("");
    }
}
