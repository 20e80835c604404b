package io.enrollment.enrollment;

/**
 * How many segments a text message takes: what carriers charge and count by. In the alphabet of GSM 03.38 a segment holds 160
 * characters, 153 when there are several; a text with any other character is sent as UCS-2, 70 or 67 to a segment. A character
 * that takes two places is never divided between segments.
 */
public final class TextSegments {

    private static final int GSM_SINGLE = 160;
    private static final int GSM_PART = 153;
    private static final int UCS_SINGLE = 70;
    private static final int UCS_PART = 67;

    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENDED = "\f^{}\\[~]|€";

    private TextSegments() {}

    /** The number of segments of a text; at least 1. */
    public static int count(String text) {
        boolean gsm = text.codePoints().allMatch(c -> BASIC.indexOf(c) >= 0 || EXTENDED.indexOf(c) >= 0);
        int places = text.codePoints().map(c -> places(c, gsm)).sum();
        if (places <= (gsm ? GSM_SINGLE : UCS_SINGLE)) {
            return 1;
        }
        return parts(text, gsm, gsm ? GSM_PART : UCS_PART);
    }

    private static int parts(String text, boolean gsm, int room) {
        int parts = 1;
        int used = 0;
        for (int c : text.codePoints().toArray()) {
            int places = places(c, gsm);
            if (used + places > room) {
                parts++;
                used = 0;
            }
            used += places;
        }
        return parts;
    }

    /** An extended character follows an escape; a character beyond the basic plane takes two of UCS-2. */
    private static int places(int codePoint, boolean gsm) {
        return gsm ? (EXTENDED.indexOf(codePoint) >= 0 ? 2 : 1) : Character.charCount(codePoint);
    }
}
