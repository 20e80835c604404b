package io.enrollment.examples.leads;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes leads; the same count, seed and day give the same leads, byte for byte, on every machine. */
public final class LeadGenerator {

    /** The day that the shipped leads are made for, and on which the quickstart begins. */
    public static final LocalDate SHIPPED_DAY = LocalDate.of(2026, 3, 2);

    /** The seed of the shipped leads. */
    public static final long SHIPPED_SEED = 42;

    /** The number of the shipped leads. */
    public static final int SHIPPED_COUNT = 1000;

    private final int count;
    private final Dice dice;
    private final LocalDate today;
    private final ContactDetails contacts;
    private final Past past;

    /**
     * A generator.
     *
     * @param count how many leads
     * @param seed what the chance begins with
     * @param today the day that “last week” is counted from
     */
    public LeadGenerator(int count, long seed, LocalDate today) {
        this.count = count;
        this.dice = new Dice(seed);
        this.today = today;
        this.contacts = new ContactDetails(dice);
        this.past = new Past(dice, today);
    }

    /** The leads; to be called once. */
    public LeadFiles generate() {
        List<Lead> leads = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            String id = String.format(Locale.ROOT, "lead-%04d", number);
            boolean again = leads.size() > 20 && dice.perMille(30);
            leads.add(again ? duplicate(dice.oneOf(leads), id) : lead(id, number));
        }
        return new LeadFiles(leads);
    }

    /** The same person under another id, written a little differently. */
    private Lead duplicate(Lead original, String id) {
        Lead copy = original.copy(id);
        int at = original.get("email").indexOf('@');
        if (at > 0 && dice.perMille(500)) {
            String email = original.get("email");
            copy.put("email", email.substring(0, at) + email.substring(at).toUpperCase(Locale.ROOT));
        }
        copy.put("source", "import");
        return copy;
    }

    private Lead lead(String id, int number) {
        Lead lead = Lead.named(id);
        Place place = place();
        name(lead);
        contacts.giveEmail(lead, number);
        contacts.givePhone(lead, place);
        where(lead, place);
        attributes(lead);
        if (dice.perMille(20)) {
            lead.put("deletedAt", today.minusDays(dice.between(1, 300)).toString());
        }
        if (dice.perMille(30)) {
            lead.put(
                    "optOutAll",
                    dice.perMille(500)
                            ? "true"
                            : today.minusDays(dice.between(1, 90)).toString());
        }
        past.giveConsents(lead);
        past.giveHistory(lead);
        return lead;
    }

    private Place place() {
        if (dice.perMille(500)) {
            return dice.oneOf(Place.CANADA);
        }
        return dice.perMille(750) ? dice.oneOf(Place.STATES) : dice.oneOf(Place.EUROPE);
    }

    private void name(Lead lead) {
        if (dice.perMille(20)) {
            lead.put("type", "COMPANY");
            lead.put("name", dice.oneOf(Words.COMPANY));
            return;
        }
        lead.put("type", "PERSON");
        boolean odd = dice.perMille(30);
        List<String> names = odd ? dice.oneOf(Words.ODD) : List.of(dice.oneOf(Words.FIRST), dice.oneOf(Words.LAST));
        lead.put("firstName", names.get(0));
        lead.put("lastName", names.get(1));
    }

    /** A lead without country, region or zone is judged by the strictest rules, so some have none. */
    private void where(Lead lead, Place place) {
        if (!dice.perMille(80)) {
            lead.put("country", place.country());
            lead.put("region", dice.perMille(100) ? place.country() + "-" + place.region() : place.region());
        }
        lead.put("timeZone", dice.perMille(120) ? "" : place.zone());
        lead.put("locale", place.locale());
    }

    private void attributes(Lead lead) {
        lead.put("source", dice.oneOf(Words.SOURCES));
        lead.put("interest", dice.oneOf(Words.INTERESTS));
        boolean customer = dice.perMille(350);
        lead.put("customer", Boolean.toString(customer));
        if (customer) {
            lead.put("vehicle", dice.oneOf(Words.VEHICLES));
            lead.put("serviceDue", today.plusDays(dice.between(15, 330)).toString());
        }
        lead.put("score", String.valueOf(dice.between(0, 100)));
        lead.put("note", dice.perMille(60) ? dice.oneOf(Words.NOTES) : "");
    }
}
