package io.enrollment.eligibility;

/**
 * The reason codes that the engine's own checks give. Some codes carry a detail behind a colon; for them there is a prefix
 * here. Codes are part of the API: they are stored, exported and counted, and never change their meaning.
 */
public final class Reasons {

    /** The host regards the subject as deleted. */
    public static final String SUBJECT_DELETED = "SUBJECT_DELETED";

    /** The subject's personal data are erased. */
    public static final String SUBJECT_ERASED = "SUBJECT_ERASED";

    /** Passed: neither deleted nor erased. */
    public static final String NOT_DELETED = "NOT_DELETED";

    /** No email address. */
    public static final String EMAIL_MISSING = "EMAIL_MISSING";

    /** Not an email address. */
    public static final String EMAIL_SYNTAX = "EMAIL_SYNTAX";

    /** An address by some standard, but one that this engine does not write to. */
    public static final String EMAIL_UNSENDABLE = "EMAIL_UNSENDABLE";

    /** A message to the address came back for good. */
    public static final String EMAIL_BOUNCED = "EMAIL_BOUNCED";

    /** The address is on a suppression list. */
    public static final String EMAIL_SUPPRESSED = "EMAIL_SUPPRESSED";

    /** Passed: a usable email address. */
    public static final String EMAIL_OK = "EMAIL_OK";

    /** No telephone number. */
    public static final String PHONE_MISSING = "PHONE_MISSING";

    /** Not a telephone number of any number plan; or one without a country code and no country to read it by. */
    public static final String PHONE_INVALID = "PHONE_INVALID";

    /** A line that does not take texts: fixed, toll-free, premium, shared cost and the like. */
    public static final String PHONE_NOT_TEXTABLE = "PHONE_NOT_TEXTABLE";

    /** A number with an extension, which can be called only. */
    public static final String PHONE_HAS_EXTENSION = "PHONE_HAS_EXTENSION";

    /** The number was given up by its subscriber. */
    public static final String NUMBER_DEACTIVATED = "NUMBER_DEACTIVATED";

    /** A number that costs the caller extra. */
    public static final String PHONE_TYPE_FORBIDDEN = "PHONE_TYPE_FORBIDDEN";

    /** The number is on a suppression list, or texts to it came back for good. */
    public static final String PHONE_SUPPRESSED = "PHONE_SUPPRESSED";

    /** Passed: a mobile number. */
    public static final String TEXT_OK = "TEXT_OK";

    /** Passed: a number of which the number plan does not tell whether it is mobile. */
    public static final String TEXT_UNKNOWN_LINE = "TEXT_UNKNOWN_LINE";

    /** Passed: a number that can be called. */
    public static final String PHONE_OK = "PHONE_OK";

    /** The subject opted out of the channel. */
    public static final String CHANNEL_OPTED_OUT = "CHANNEL_OPTED_OUT";

    /** Not applicable: the plan, or the step, does not need the channel. */
    public static final String NOT_NEEDED = "NOT_NEEDED";

    /** An enrollment of the plan that is not terminal; also what a lost race reports. */
    public static final String ALREADY_IN_QUEUE = "ALREADY_IN_QUEUE";

    /** Passed: no enrollment of the plan that is not terminal. */
    public static final String NOT_IN_QUEUE = "NOT_IN_QUEUE";

    /** Not applicable: the plan restarts a running enrollment. */
    public static final String RESTART_ACTIVE = "RESTART_ACTIVE";

    /** Enrolled in the plan for the same event before. */
    public static final String EVENT_ALREADY_USED = "EVENT_ALREADY_USED";

    /** Enrolled in the plan before, and the plan is gone through once only. */
    public static final String ENROLLED_BEFORE = "ENROLLED_BEFORE";

    /** The last enrollment in the plan was stopped by a person or ended by an opt-out, and a rule asks. */
    public static final String EXITED_BEFORE = "EXITED_BEFORE";

    /** The time after the last enrollment in the plan has not passed. */
    public static final String COOL_DOWN = "COOL_DOWN";

    /** Enrolled in the plan as many times as it allows. */
    public static final String MAX_REACHED = "MAX_REACHED";

    /** Passed: nothing in the history speaks against it. */
    public static final String EVENT_NEW = "EVENT_NEW";

    /** Not applicable: the plan turned the check off. */
    public static final String UNIQUE_EVENT_OFF = "UNIQUE_EVENT_OFF";

    /** Enrolled in a visible plan too short a while ago. */
    public static final String MARKETING_EXCLUSION = "MARKETING_EXCLUSION";

    /** A named exclusion could not be evaluated. */
    public static final String EXCLUSION_UNKNOWN = "EXCLUSION_UNKNOWN";

    /** Passed: no exclusion holds. */
    public static final String NOT_EXCLUDED = "NOT_EXCLUDED";

    /** Not applicable: the subject came by itself. */
    public static final String INBOUND_OVERRIDES = "INBOUND_OVERRIDES";

    /** Not applicable: the plan has no exclusion. */
    public static final String NO_EXCLUSION = "NO_EXCLUSION";

    /** The subject opted out of all communication. */
    public static final String OPTED_OUT_ALL = "OPTED_OUT_ALL";

    /** The subject objected to direct marketing (GDPR art. 21). */
    public static final String OBJECTED = "OBJECTED";

    /** On the organization's own do-not-call list. */
    public static final String DNC_INTERNAL = "DNC_INTERNAL";

    /** On a national do-not-call register, without permission or a recent business relationship. */
    public static final String DNC_NATIONAL = "DNC_NATIONAL";

    /** Passed: no opt-out holds. */
    public static final String NOT_OPTED_OUT = "NOT_OPTED_OUT";

    /** Not applicable: live voice is outside CASL s.6. */
    public static final String NA_EXCLUDED_CHANNEL = "NA_EXCLUDED_CHANNEL";

    /** Not applicable: the plan has no message step on a channel that it needs. */
    public static final String NA_NO_MESSAGE = "NA_NO_MESSAGE";

    /** Not applicable: not a commercial electronic message. */
    public static final String NA_NOT_COMMERCIAL = "NA_NOT_COMMERCIAL";

    /** Not applicable: neither side is in Canada. */
    public static final String NA_NOT_CANADA = "NA_NOT_CANADA";

    /** Not applicable by policy: the recipient's country is not known. */
    public static final String NA_UNKNOWN_JURISDICTION = "NA_UNKNOWN_JURISDICTION";

    /** Refused by policy: the recipient's country is not known. */
    public static final String FAILED_UNKNOWN_JURISDICTION = "FAILED_UNKNOWN_JURISDICTION";

    /** Not applicable: a foreign state whose law the organization states to follow. */
    public static final String NA_FOREIGN_STATE = "NA_FOREIGN_STATE";

    /** The organization's identification or its unsubscribe is missing. */
    public static final String FAILED_CONTENT = "FAILED_CONTENT";

    /** Express consent. */
    public static final String PASSED_EXPRESS = "PASSED_EXPRESS";

    /** Consent was withdrawn. */
    public static final String FAILED_WITHDRAWN = "FAILED_WITHDRAWN";

    /** The first message after a referral. */
    public static final String PASSED_REFERRAL = "PASSED_REFERRAL";

    /** A condition of the referral is not met. */
    public static final String FAILED_REFERRAL_CONDITIONS = "FAILED_REFERRAL_CONDITIONS";

    /** The address was published by the person. */
    public static final String PASSED_PUBLISHED = "PASSED_PUBLISHED";

    /** The address was disclosed by the person. */
    public static final String PASSED_DISCLOSED = "PASSED_DISCLOSED";

    /** Consent that begins later. */
    public static final String FAILED_FUTURE_EVIDENCE = "FAILED_FUTURE_EVIDENCE";

    /** Consent without a record that proves it. */
    public static final String FAILED_NO_PROOF = "FAILED_NO_PROOF";

    /** Consent that this kind of sender may not rely on. */
    public static final String FAILED_NOT_ELIGIBLE_SENDER = "FAILED_NOT_ELIGIBLE_SENDER";

    /** Implied consent that has ended. */
    public static final String FAILED_IMPLIED_EXPIRED = "FAILED_IMPLIED_EXPIRED";

    /** No consent. */
    public static final String FAILED_NO_CONSENT = "FAILED_NO_CONSENT";

    /** The plan is for the other type of subject. */
    public static final String SUBJECT_TYPE_MISMATCH = "SUBJECT_TYPE_MISMATCH";

    /** The plan's first day is still to come. */
    public static final String PLAN_NOT_STARTED = "PLAN_NOT_STARTED";

    /** The plan's last day is over. */
    public static final String PLAN_ENDED = "PLAN_ENDED";

    /** The plan is archived. */
    public static final String PLAN_ARCHIVED = "PLAN_ARCHIVED";

    /** The subject does not meet the plan's criteria. */
    public static final String CRITERIA_NOT_MET = "CRITERIA_NOT_MET";

    /** Passed: a person overrode a failure. */
    public static final String OVERRIDDEN = "OVERRIDDEN";

    /** The check itself failed. */
    public static final String ERROR = "ERROR";

    /** Eligible, but no enrollment was made, as in a simulation. */
    public static final String NOT_ENROLLED = "NOT_ENROLLED";

    /** Prefix. A named exclusion holds; its name follows. */
    public static final String EXCLUDED = "EXCLUDED:";

    /** Prefix. A later message of the plan would be due without consent; the reason that it would be skipped for follows. */
    public static final String FAILED_LOOKAHEAD = "FAILED_LOOKAHEAD:";

    /** Prefix. Not applicable: a class of messages that the check exempts; its name follows. */
    public static final String NA_EXEMPT = "NA_EXEMPT:";

    /** Prefix. A class that needs no consent; the paragraph follows. */
    public static final String PASSED_NO_CONSENT_NEEDED = "PASSED_NO_CONSENT_NEEDED:";

    /** Prefix. Implied consent; the kind of the event follows, and {@code _ACTIVE} while a relationship is in force. */
    public static final String PASSED_IMPLIED = "PASSED_IMPLIED_";

    private Reasons() {}
}
