package io.enrollment.eligibility;

import static io.enrollment.eligibility.ClassRule.Treatment.CONSENT;
import static io.enrollment.eligibility.ClassRule.Treatment.EXEMPT;
import static io.enrollment.eligibility.ClassRule.Treatment.NOT_COMMERCIAL;
import static io.enrollment.eligibility.ClassRule.Treatment.NO_CONSENT_NEEDED;
import static io.enrollment.eligibility.ClassRule.Treatment.REFERRAL;
import static io.enrollment.eligibility.ImpliedRule.Life.AFTER_EVENT;
import static io.enrollment.eligibility.ImpliedRule.Life.IN_FORCE_AND_AFTER;
import static io.enrollment.eligibility.ImpliedRule.Life.WHILE_IT_STANDS;

import io.enrollment.plan.MessageClass;
import io.enrollment.plan.Organization.SenderKind;
import io.enrollment.subject.ConsentKind;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * The built-in table of Canada's Anti-Spam Legislation (CASL, S.C. 2010, c. 23) and its regulations, one row a line.
 *
 * <p>Two years and six months are calendar months by the Interpretation Act (R.S.C. 1985, c. I-21, s.28, 35, 37).
 */
final class CurrentCaslRules {

    private static final Set<SenderKind> ANYBODY = Set.of(SenderKind.values());
    private static final Set<SenderKind> CHARITY_OR_POLITICAL = Set.of(SenderKind.CHARITY, SenderKind.POLITICAL);
    private static final Set<SenderKind> CLUB = Set.of(SenderKind.CLUB);

    /** What a class without a row of its own is. */
    static final ClassRule COMMERCIAL = ClassRule.of(CONSENT, "CASL s.1(2), s.6(1)");

    static final CaslRules TABLE = table();

    private CurrentCaslRules() {}

    private static CaslRules table() {
        CaslRules.Builder table = CaslRules.builder();
        table.asOf(LocalDate.of(2026, 10, 8))
                .source("S.C. 2010, c. 23 (CASL), s.1-13; SOR/2013-221, s.3-4; SOR/2012-36, s.4;"
                        + " R.S.C. 1985, c. I-21, s.26-29, 35, 37")
                .expressParagraph("CASL s.6(1)(a), s.10(1)")
                .putAllImplied(implied())
                .putAllClasses(classes());
        return table.build();
    }

    private static Map<ConsentKind, ImpliedRule> implied() {
        Map<ConsentKind, ImpliedRule> rows = new EnumMap<>(ConsentKind.class);
        rows.put(ConsentKind.PURCHASE, new ImpliedRule(AFTER_EVENT, 24, ANYBODY, "CASL s.10(10)(a)"));
        rows.put(ConsentKind.LEASE, new ImpliedRule(AFTER_EVENT, 24, ANYBODY, "CASL s.10(10)(a)"));
        rows.put(ConsentKind.CONTRACT, new ImpliedRule(IN_FORCE_AND_AFTER, 24, ANYBODY, "CASL s.10(10)(d)"));
        rows.put(ConsentKind.SUBSCRIPTION, new ImpliedRule(IN_FORCE_AND_AFTER, 24, ANYBODY, "CASL s.10(10), (14)"));
        rows.put(ConsentKind.INQUIRY, new ImpliedRule(AFTER_EVENT, 6, ANYBODY, "CASL s.10(10)(e)"));
        rows.put(ConsentKind.APPLICATION, new ImpliedRule(AFTER_EVENT, 6, ANYBODY, "CASL s.10(10)(e)"));
        rows.put(ConsentKind.DONATION, new ImpliedRule(AFTER_EVENT, 24, CHARITY_OR_POLITICAL, "CASL s.10(13)(a)"));
        rows.put(ConsentKind.VOLUNTEER, new ImpliedRule(AFTER_EVENT, 24, CHARITY_OR_POLITICAL, "CASL s.10(13)(b)"));
        rows.put(ConsentKind.MEMBERSHIP, new ImpliedRule(IN_FORCE_AND_AFTER, 24, CLUB, "CASL s.10(13)(c), (14)"));
        rows.put(ConsentKind.PUBLISHED, new ImpliedRule(WHILE_IT_STANDS, 0, ANYBODY, "CASL s.10(9)(b)"));
        rows.put(ConsentKind.DISCLOSED, new ImpliedRule(WHILE_IT_STANDS, 0, ANYBODY, "CASL s.10(9)(c)"));
        return rows;
    }

    private static Map<MessageClass, ClassRule> classes() {
        Map<MessageClass, ClassRule> rows = new EnumMap<>(MessageClass.class);
        rows.put(MessageClass.COMMERCIAL, COMMERCIAL);
        rows.put(MessageClass.CONSENT_REQUEST, ClassRule.of(CONSENT, "CASL s.1(3), s.6(1)"));
        rows.put(MessageClass.QUOTE, ClassRule.of(NO_CONSENT_NEEDED, "6(6)(a)"));
        rows.put(MessageClass.TRANSACTION, ClassRule.of(NO_CONSENT_NEEDED, "6(6)(b)"));
        rows.put(MessageClass.WARRANTY_RECALL_SAFETY, new ClassRule(NO_CONSENT_NEEDED, "6(6)(c)", true));
        rows.put(MessageClass.ONGOING_RELATIONSHIP, ClassRule.of(NO_CONSENT_NEEDED, "6(6)(d)"));
        rows.put(MessageClass.EMPLOYMENT, ClassRule.of(NO_CONSENT_NEEDED, "6(6)(e)"));
        rows.put(MessageClass.PRODUCT_DELIVERY, ClassRule.of(NO_CONSENT_NEEDED, "6(6)(f)"));
        rows.put(MessageClass.REFERRAL, ClassRule.of(REFERRAL, "SOR/2013-221 s.4"));
        rows.put(MessageClass.PERSONAL, ClassRule.of(EXEMPT, "CASL s.6(5)(a)"));
        rows.put(MessageClass.INQUIRY_TO_BUSINESS, ClassRule.of(EXEMPT, "CASL s.6(5)(b)"));
        rows.put(MessageClass.INTERNAL, ClassRule.of(EXEMPT, "SOR/2013-221 s.3(a)"));
        rows.put(MessageClass.RESPONSE, ClassRule.of(EXEMPT, "SOR/2013-221 s.3(b)"));
        rows.put(MessageClass.LEGAL_NOTICE, new ClassRule(EXEMPT, "SOR/2013-221 s.3(c)", true));
        rows.put(MessageClass.PLATFORM, ClassRule.of(EXEMPT, "SOR/2013-221 s.3(d)"));
        rows.put(MessageClass.SECURE_ACCOUNT, ClassRule.of(EXEMPT, "SOR/2013-221 s.3(e)"));
        rows.put(MessageClass.CHARITY_FUNDRAISING, ClassRule.of(EXEMPT, "SOR/2013-221 s.3(g)"));
        rows.put(MessageClass.POLITICAL, ClassRule.of(EXEMPT, "SOR/2013-221 s.3(h)"));
        rows.put(MessageClass.NOT_COMMERCIAL, ClassRule.of(NOT_COMMERCIAL, "CASL s.1(2), (4)"));
        return rows;
    }
}
