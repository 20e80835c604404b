package io.enrollment.eligibility;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The five groups that reports sort reasons of refusals into. */
public enum ReasonCategory {
    /** Something that would be needed is missing or unusable: an address, a country, a proof, the subject itself. */
    MISSING_DATA,
    /** A rule of the plan or of the host keeps the subject out. */
    CRITERIA,
    /** Another enrollment is in the way. */
    CONFLICT,
    /** The subject did not allow it, or took its permission back. */
    OPT_OUT,
    /** The engine or a host's code failed. */
    ERROR;

    private static final Map<String, ReasonCategory> BY_REASON = byReason();

    /**
     * The category of a reason code; the detail behind a colon plays no part, but for a message ahead it is the reason. Codes
     * that the engine does not know are those of host checks, which state a rule of the host: CRITERIA.
     */
    public static ReasonCategory of(String reason) {
        if (reason.startsWith(Reasons.FAILED_LOOKAHEAD)) {
            return of(reason.substring(Reasons.FAILED_LOOKAHEAD.length()));
        }
        int colon = reason.indexOf(':');
        return BY_REASON.getOrDefault(colon < 0 ? reason : reason.substring(0, colon), CRITERIA);
    }

    private static Map<String, ReasonCategory> byReason() {
        Map<String, ReasonCategory> categories = new HashMap<>();
        missingData().forEach(reason -> categories.put(reason, MISSING_DATA));
        conflict().forEach(reason -> categories.put(reason, CONFLICT));
        optOut().forEach(reason -> categories.put(reason, OPT_OUT));
        categories.put(Reasons.ERROR, ERROR);
        categories.put(Reasons.EXCLUSION_UNKNOWN, ERROR);
        return Map.copyOf(categories);
    }

    private static List<String> missingData() {
        return List.of(
                Reasons.SUBJECT_DELETED,
                Reasons.SUBJECT_ERASED,
                Reasons.EMAIL_MISSING,
                Reasons.EMAIL_SYNTAX,
                Reasons.EMAIL_UNSENDABLE,
                Reasons.EMAIL_BOUNCED,
                Reasons.EMAIL_SUPPRESSED,
                Reasons.PHONE_MISSING,
                Reasons.PHONE_INVALID,
                Reasons.PHONE_NOT_TEXTABLE,
                Reasons.PHONE_HAS_EXTENSION,
                Reasons.PHONE_TYPE_FORBIDDEN,
                Reasons.PHONE_SUPPRESSED,
                Reasons.NUMBER_DEACTIVATED,
                Reasons.FAILED_UNKNOWN_JURISDICTION,
                Reasons.FAILED_CONTENT,
                Reasons.FAILED_NO_PROOF);
    }

    private static List<String> conflict() {
        return List.of(
                Reasons.ALREADY_IN_QUEUE,
                Reasons.EVENT_ALREADY_USED,
                Reasons.ENROLLED_BEFORE,
                Reasons.EXITED_BEFORE,
                Reasons.COOL_DOWN,
                Reasons.MAX_REACHED,
                Reasons.MARKETING_EXCLUSION);
    }

    private static List<String> optOut() {
        return List.of(
                Reasons.CHANNEL_OPTED_OUT,
                Reasons.OPTED_OUT_ALL,
                Reasons.OBJECTED,
                Reasons.DNC_INTERNAL,
                Reasons.DNC_NATIONAL,
                Reasons.FAILED_WITHDRAWN,
                Reasons.FAILED_REFERRAL_CONDITIONS,
                Reasons.FAILED_FUTURE_EVIDENCE,
                Reasons.FAILED_NOT_ELIGIBLE_SENDER,
                Reasons.FAILED_IMPLIED_EXPIRED,
                Reasons.FAILED_NO_CONSENT);
    }
}
