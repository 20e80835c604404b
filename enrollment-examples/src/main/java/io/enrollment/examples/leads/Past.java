package io.enrollment.examples.leads;

import java.time.LocalDate;
import java.util.List;

/** Gives a lead what happened before: consents, and plans that it has been in. */
final class Past {

    private final Dice dice;
    private final LocalDate today;

    Past(Dice dice, LocalDate today) {
        this.dice = dice;
        this.today = today;
    }

    /** The consents of a lead; a good part of the Canadians has none that holds. */
    void giveConsents(Lead lead) {
        int lot = dice.between(0, lead.get("country").equals("US") ? 160 : 99);
        if (lot >= 70) {
            giveConsentsOfTheRest(lead, lot);
        } else if (lot < 40) {
            express(lead, "web form " + dice.between(1000, 9999));
        } else if (lot < 52) {
            consent(lead, "INQUIRY", daysAgo(1, 150), "", "email thread");
        } else if (lot < 60) {
            consent(lead, "PURCHASE", daysAgo(10, 1000), "", "invoice " + dice.between(10_000, 99_999));
        } else if (lot < 64) {
            LocalDate began = daysAgo(700, 900);
            consent(
                    lead,
                    "CONTRACT",
                    began,
                    began.plusDays(dice.between(400, 1400)).toString(),
                    "service contract");
        } else if (lot < 67) {
            express(lead, "");
        } else {
            express(lead, "web form " + dice.between(1000, 9999));
            consent(lead, "WITHDRAWAL", daysAgo(1, 30), "", "unsubscribe link");
        }
    }

    private void giveConsentsOfTheRest(Lead lead, int lot) {
        if (lot >= 95) {
            express(lead, "web form " + dice.between(1000, 9999));
        } else if (lot >= 85) {
            consent(lead, "INQUIRY", daysAgo(190, 400), "", "showroom log");
        }
    }

    /** The plans of another campaign, of late or long ago. */
    void giveHistory(Lead lead) {
        if (dice.perMille(60)) {
            enrolled(lead, "spring-sale", "2026", dice.perMille(500) ? "IN_PROGRESS" : "COMPLETED", daysAgo(3, 9));
        } else if (dice.perMille(40)) {
            enrolled(lead, "winter-tires", "2025", "COMPLETED", daysAgo(60, 150));
        } else if (dice.perMille(15)) {
            enrolled(lead, "welcome", "-", "COMPLETED", daysAgo(200, 300));
        }
    }

    private void express(Lead lead, String evidence) {
        consent(lead, "EXPRESS", daysAgo(31, 1200), "", evidence);
    }

    private void consent(Lead lead, String kind, LocalDate at, String endsAt, String evidence) {
        lead.consents().add(List.of(kind, "", "", at.toString(), endsAt, "true", evidence));
    }

    private void enrolled(Lead lead, String plan, String eventKey, String status, LocalDate at) {
        lead.history().add(List.of(plan, eventKey, status, at.toString()));
    }

    private LocalDate daysAgo(int from, int to) {
        return today.minusDays(dice.between(from, to));
    }
}
