package io.enrollment.examples.leads;

import java.text.Normalizer;
import java.util.Locale;

/** Gives a lead its addresses and numbers, good ones and bad ones. */
final class ContactDetails {

    private final Dice dice;

    ContactDetails(Dice dice) {
        this.dice = dice;
    }

    /** An address; missing, malformed, bounced or suppressed in the shares of real lists. */
    void giveEmail(Lead lead, int number) {
        String local = localPart(lead.get("firstName") + "." + lead.get("lastName"), number);
        if (dice.perMille(40)) {
            return;
        }
        if (dice.perMille(40)) {
            lead.put("email", String.format(Locale.ROOT, dice.oneOf(Words.MALFORMED), local));
            return;
        }
        lead.put("email", local + "@" + dice.oneOf(Words.DOMAINS));
        lead.put("emailState", dice.perMille(35) ? "BOUNCED" : dice.perMille(10) ? "SUPPRESSED" : "OK");
    }

    /** A number; missing, malformed, of a landline, toll-free, with an extension or given up in the shares of real lists. */
    void givePhone(Lead lead, Place place) {
        if (dice.perMille(50)) {
            return;
        }
        if (dice.perMille(30)) {
            lead.put("phone", dice.oneOf(Words.BAD_PHONES));
            return;
        }
        lead.put("phone", number(place));
        lead.put("phoneState", dice.perMille(15) ? "DEACTIVATED" : "OK");
    }

    private String number(Place place) {
        if (dice.perMille(10)) {
            return "+1 800 555 01" + twoDigits();
        }
        boolean landline = !place.landline().isEmpty() && dice.perMille(350);
        String number = (landline ? place.landline() : place.mobile()) + twoDigits();
        if (dice.perMille(10)) {
            return number + " ext. 5";
        }
        return number.startsWith("+1 ") ? styled(number) : number;
    }

    /** The ways in which the same number is written. */
    private String styled(String number) {
        String digits = number.replaceAll("\\D", "");
        String area = digits.substring(1, 4);
        String rest = digits.substring(4, 7) + "-" + digits.substring(7);
        return switch (dice.between(0, 3)) {
            case 0 -> "+" + digits;
            case 1 -> "(" + area + ") " + rest;
            case 2 -> area + "-" + rest;
            default -> number;
        };
    }

    private String twoDigits() {
        return String.format(Locale.ROOT, "%02d", dice.between(0, 99));
    }

    private static String localPart(String name, int number) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9.]", "")
                .replaceAll("\\.{2,}|^\\.|\\.$", "");
        String base = plain.isEmpty() ? "lead" : plain.substring(0, Math.min(40, plain.length()));
        return base.replaceAll("\\.$", "") + number;
    }
}
