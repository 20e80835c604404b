package io.enrollment.json;

import io.enrollment.eligibility.CheckName;
import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.CheckResult.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The numbers that stand in stored candidates for what the engine's own checks say over and over. They are part of the stored
 * data: the lists are only ever added to, at their ends. What has no number is written in full.
 */
final class CandidateWords {

    /** A check, its outcome and its reason. */
    record Finding(CheckName check, Outcome outcome, String reason) {

        private static Finding parse(String line) {
            String[] parts = line.split(" ", 3);
            return new Finding(CheckName.of(parts[0]), Outcome.valueOf(parts[1]), parts[2]);
        }

        CheckResult.Builder result() {
            CheckResult.Builder result = CheckResult.builder();
            return result.check(check).outcome(outcome).reason(reason);
        }
    }

    private static final List<Finding> FINDINGS = lines("""
            DELETED PASSED NOT_DELETED
            VALID_EMAIL PASSED EMAIL_OK
            VALID_MESSAGE PASSED TEXT_OK
            VALID_MESSAGE PASSED TEXT_UNKNOWN_LINE
            VALID_PHONE PASSED PHONE_OK
            VALID_EMAIL NOT_APPLICABLE NOT_NEEDED
            VALID_MESSAGE NOT_APPLICABLE NOT_NEEDED
            VALID_PHONE NOT_APPLICABLE NOT_NEEDED
            ALREADY_IN_QUEUE PASSED NOT_IN_QUEUE
            UNIQUE_EVENT PASSED EVENT_NEW
            UNIQUE_EVENT NOT_APPLICABLE UNIQUE_EVENT_OFF
            MARKETING_EXCLUSION PASSED NOT_EXCLUDED
            MARKETING_EXCLUSION NOT_APPLICABLE NO_EXCLUSION
            MARKETING_EXCLUSION NOT_APPLICABLE INBOUND_OVERRIDES
            OPT_OUT_ALL PASSED NOT_OPTED_OUT
            CASL PASSED PASSED_EXPRESS
            CASL NOT_APPLICABLE NA_NO_MESSAGE
            CASL NOT_APPLICABLE NA_EXCLUDED_CHANNEL
            CASL NOT_APPLICABLE NA_NOT_COMMERCIAL
            CASL NOT_APPLICABLE NA_NOT_CANADA
            CASL NOT_APPLICABLE NA_UNKNOWN_JURISDICTION
            CASL NOT_APPLICABLE NA_FOREIGN_STATE
            CASL PASSED PASSED_REFERRAL
            CASL PASSED PASSED_PUBLISHED
            CASL PASSED PASSED_DISCLOSED
            DELETED FAILED SUBJECT_DELETED
            DELETED FAILED SUBJECT_ERASED
            VALID_EMAIL FAILED EMAIL_MISSING
            VALID_EMAIL FAILED EMAIL_SYNTAX
            VALID_EMAIL FAILED EMAIL_UNSENDABLE
            VALID_EMAIL FAILED EMAIL_BOUNCED
            VALID_EMAIL FAILED EMAIL_SUPPRESSED
            VALID_EMAIL FAILED CHANNEL_OPTED_OUT
            VALID_MESSAGE FAILED PHONE_MISSING
            VALID_MESSAGE FAILED PHONE_INVALID
            VALID_MESSAGE FAILED PHONE_NOT_TEXTABLE
            VALID_MESSAGE FAILED PHONE_HAS_EXTENSION
            VALID_MESSAGE FAILED NUMBER_DEACTIVATED
            VALID_MESSAGE FAILED PHONE_TYPE_FORBIDDEN
            VALID_MESSAGE FAILED PHONE_SUPPRESSED
            VALID_MESSAGE FAILED CHANNEL_OPTED_OUT
            VALID_PHONE FAILED PHONE_MISSING
            VALID_PHONE FAILED PHONE_INVALID
            VALID_PHONE FAILED NUMBER_DEACTIVATED
            VALID_PHONE FAILED PHONE_TYPE_FORBIDDEN
            VALID_PHONE FAILED PHONE_SUPPRESSED
            VALID_PHONE FAILED CHANNEL_OPTED_OUT
            ALREADY_IN_QUEUE FAILED ALREADY_IN_QUEUE
            ALREADY_IN_QUEUE NOT_APPLICABLE RESTART_ACTIVE
            UNIQUE_EVENT FAILED EVENT_ALREADY_USED
            UNIQUE_EVENT FAILED ENROLLED_BEFORE
            UNIQUE_EVENT FAILED EXITED_BEFORE
            UNIQUE_EVENT FAILED COOL_DOWN
            UNIQUE_EVENT FAILED MAX_REACHED
            MARKETING_EXCLUSION FAILED MARKETING_EXCLUSION
            MARKETING_EXCLUSION FAILED EXCLUSION_UNKNOWN
            OPT_OUT_ALL FAILED OPTED_OUT_ALL
            OPT_OUT_ALL FAILED OBJECTED
            OPT_OUT_ALL FAILED DNC_INTERNAL
            OPT_OUT_ALL FAILED DNC_NATIONAL
            CASL FAILED FAILED_NO_CONSENT
            CASL FAILED FAILED_WITHDRAWN
            CASL FAILED FAILED_IMPLIED_EXPIRED
            CASL FAILED FAILED_NO_PROOF
            CASL FAILED FAILED_FUTURE_EVIDENCE
            CASL FAILED FAILED_NOT_ELIGIBLE_SENDER
            CASL FAILED FAILED_REFERRAL_CONDITIONS
            CASL FAILED FAILED_CONTENT
            CASL FAILED FAILED_UNKNOWN_JURISDICTION
            ENTRY FAILED CRITERIA_NOT_MET
            ENTRY FAILED PLAN_NOT_STARTED
            ENTRY FAILED PLAN_ENDED
            ENTRY FAILED PLAN_ARCHIVED
            ENTRY FAILED SUBJECT_TYPE_MISMATCH""").map(Finding::parse).toList();

    private static final List<String> WORDS = lines("""
            channel
            EMAIL
            TEXT
            CALL
            step
            kind
            date
            zone
            rule
            lineType
            since
            status
            plan
            enrollment
            enrolledAt
            endedAt
            endCause
            eventKey
            reason
            endsAt
            lastSendDay
            days
            daysOverAt
            country
            CA
            US
            policy
            MOBILE
            FIXED_LINE
            FIXED_LINE_OR_MOBILE
            EXPRESS
            PURCHASE
            LEASE
            CONTRACT
            SUBSCRIPTION
            INQUIRY
            APPLICATION
            CASL s.6(1)(a), s.10(1)
            CASL s.10(10)(a)
            CASL s.10(10)(d)
            CASL s.10(10)(e)
            CASL s.10(10), (14)
            CASL s.10(9)(b)
            CASL s.10(9)(c)
            CASL s.11(3)
            CASL s.12(1)
            CASL s.6(2)
            CASL s.6(8)
            QUEUED
            IN_PROGRESS
            PENDING_DEPLOYMENT
            PAUSED
            COMPLETED
            STOPPED
            EXPIRED
            OPTED_OUT
            withdrawnAt
            a usable address for EMAIL is recorded
            a usable address for TEXT is recorded
            a usable address for CALL is recorded
            the running enrollment ends
            another event causes the enrollment
            the plan allows a second enrollment
            the days are over and no named exclusion holds
            it were not erased
            express consent for EMAIL is recorded
            express consent for TEXT is recorded
            express consent for EMAIL is recorded, and express consent for TEXT is recorded
            the criteria can be evaluated
            the subject meets the criteria""").toList();

    private static final Map<CheckName, Map<String, Integer>> FINDING_NUMBERS = new HashMap<>();
    private static final Map<String, Integer> WORD_NUMBERS = new HashMap<>();

    static {
        for (int i = 0; i < FINDINGS.size(); i++) {
            Finding finding = FINDINGS.get(i);
            FINDING_NUMBERS
                    .computeIfAbsent(finding.check(), any -> new HashMap<>())
                    .put(finding.reason(), i);
        }
        for (int i = 0; i < WORDS.size(); i++) {
            WORD_NUMBERS.put(WORDS.get(i), i);
        }
    }

    private CandidateWords() {}

    private static Stream<String> lines(String text) {
        return text.lines();
    }

    /** The number of what a check found; empty when it has none. */
    static Optional<Integer> numberOf(CheckResult result) {
        Integer number = FINDING_NUMBERS.getOrDefault(result.check(), Map.of()).get(result.reason());
        return Optional.ofNullable(number).filter(known -> FINDINGS.get(known).outcome() == result.outcome());
    }

    /** What a number means; empty for one that a newer version of the engine wrote. */
    static Optional<Finding> finding(int number) {
        return number >= 0 && number < FINDINGS.size() ? Optional.of(FINDINGS.get(number)) : Optional.empty();
    }

    /** The number of a text; empty when it has none. */
    static Optional<Integer> numberOf(String text) {
        return Optional.ofNullable(WORD_NUMBERS.get(text));
    }

    /** What a number means; one that a newer version of the engine wrote is shown as it is. */
    static String word(int number) {
        return number >= 0 && number < WORDS.size() ? WORDS.get(number) : "#" + number;
    }
}
