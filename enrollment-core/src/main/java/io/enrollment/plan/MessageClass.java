package io.enrollment.plan;

/**
 * What a message is in the eyes of anti-spam law. How each class is treated is data of the rules in
 * {@code io.enrollment.eligibility}; the paragraphs named here are those of Canada's Anti-Spam Legislation (S.C. 2010,
 * c. 23) and of the Electronic Commerce Protection Regulations (SOR/2013-221).
 */
public enum MessageClass {
    /** Encourages participation in a commercial activity, s.1(2). The default. */
    COMMERCIAL,
    /** Asks for consent; is itself a commercial electronic message, s.1(3). */
    CONSENT_REQUEST,
    /** Solely a quote or estimate that the recipient asked for, s.6(6)(a). */
    QUOTE,
    /** Solely facilitates, completes or confirms an agreed transaction, s.6(6)(b). */
    TRANSACTION,
    /** Solely warranty, product recall, safety or security information, s.6(6)(c). */
    WARRANTY_RECALL_SAFETY,
    /** Solely factual information about ongoing use, a subscription, membership, account or loan, s.6(6)(d). */
    ONGOING_RELATIONSHIP,
    /** Solely information about an employment relationship or benefit plan, s.6(6)(e). */
    EMPLOYMENT,
    /** Solely delivers a product, good or service, updates included, that the recipient is entitled to, s.6(6)(f). */
    PRODUCT_DELIVERY,
    /** The first message after a referral, SOR/2013-221 s.4. */
    REFERRAL,
    /** Between people with a personal or family relationship, s.6(5)(a). */
    PERSONAL,
    /** An inquiry or application to a business about its activity, s.6(5)(b). */
    INQUIRY_TO_BUSINESS,
    /** Within an organization, or between organizations with a relationship, SOR/2013-221 s.3(a). */
    INTERNAL,
    /** Answers a request, inquiry or complaint, SOR/2013-221 s.3(b). */
    RESPONSE,
    /** Satisfies a legal obligation or enforces a right, SOR/2013-221 s.3(c). */
    LEGAL_NOTICE,
    /** Over a messaging service that shows identification and unsubscribe on its interface, SOR/2013-221 s.3(d). */
    PLATFORM,
    /** To a secure account of the recipient's at the sender's, SOR/2013-221 s.3(e). */
    SECURE_ACCOUNT,
    /** Fundraising by a registered charity, SOR/2013-221 s.3(g). */
    CHARITY_FUNDRAISING,
    /** Soliciting a political contribution, SOR/2013-221 s.3(h). */
    POLITICAL,
    /** Not commercial at all, s.1(2) and (4). */
    NOT_COMMERCIAL;

    /** Whether mailbox providers expect a one-click unsubscribe (RFC 8058): what solicits, whoever may send it. */
    public boolean solicits() {
        return switch (this) {
            case COMMERCIAL, CONSENT_REQUEST, REFERRAL, CHARITY_FUNDRAISING, POLITICAL -> true;
            default -> false;
        };
    }
}
