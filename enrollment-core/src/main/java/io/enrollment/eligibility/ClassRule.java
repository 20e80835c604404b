package io.enrollment.eligibility;

import io.enrollment.internal.Require;

/**
 * How the law treats one class of messages.
 *
 * @param treatment what it asks for
 * @param paragraph where it is written
 * @param survivesWithdrawal whether it may go out after consent was withdrawn, where the organization's policy agrees
 */
public record ClassRule(Treatment treatment, String paragraph, boolean survivesWithdrawal) {

    /** What the law asks for before a message of a class is sent. */
    public enum Treatment {
        /** Nothing: not a commercial electronic message. */
        NOT_COMMERCIAL,
        /** Nothing: wholly outside the prohibition. */
        EXEMPT,
        /** Identification and an unsubscribe, but no consent. */
        NO_CONSENT_NEEDED,
        /** The conditions of a referral. */
        REFERRAL,
        /** Consent. */
        CONSENT
    }

    /** Checks the text. */
    public ClassRule {
        Require.text("class rule paragraph", paragraph, 200);
    }

    /** A rule for a class that does not outlive a withdrawal. */
    public static ClassRule of(Treatment treatment, String paragraph) {
        return new ClassRule(treatment, paragraph, false);
    }
}
