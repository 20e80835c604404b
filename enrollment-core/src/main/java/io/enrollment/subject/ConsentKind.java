package io.enrollment.subject;

/** What an entry of the consent ledger records. The legal life of each kind is data, kept with the rules. */
public enum ConsentKind {
    /** Consent that was asked for and given. */
    EXPRESS,
    /** Consent taken back: an unsubscribe. */
    WITHDRAWAL,
    /** A purchase. */
    PURCHASE,
    /** A lease. */
    LEASE,
    /** A written contract, in force until {@link Consent#endsAt()}. */
    CONTRACT,
    /** A subscription, account or loan, in force until {@link Consent#endsAt()}. */
    SUBSCRIPTION,
    /** An inquiry about the organization's goods or services. */
    INQUIRY,
    /** An application. */
    APPLICATION,
    /** A donation. */
    DONATION,
    /** Volunteer work or attendance at a meeting. */
    VOLUNTEER,
    /** Membership in a club, association or voluntary organization, in force until {@link Consent#endsAt()}. */
    MEMBERSHIP,
    /** The address was conspicuously published by the person. */
    PUBLISHED,
    /** The address was disclosed to the organization by the person (a business card). */
    DISCLOSED,
    /** A referral by somebody with a relationship to both sides. */
    REFERRAL
}
