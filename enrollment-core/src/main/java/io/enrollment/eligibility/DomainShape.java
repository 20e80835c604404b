package io.enrollment.eligibility;

import io.enrollment.internal.Texts;
import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The shape that the domain of an email address must have: labels of letters, digits and inner hyphens, at least two, the
 * last not all digits. Internationalized labels count when they convert to A-labels and consist of letters, marks and
 * digits: no symbols, no emoji, whichever form they are written in.
 */
final class DomainShape {

    private static final int MAX_DOMAIN = 253;
    private static final int MAX_LABEL = 63;
    private static final String A_LABEL_PREFIX = "xn--";

    private DomainShape() {}

    /** The domain as A-labels; empty when the shape is wrong. */
    static Optional<String> ascii(String domain) {
        return joined(domain).filter(DomainShape::hasTopLevel);
    }

    /** Whether the shape is right but for a single label, as the names of hosts may have. */
    static boolean isHost(String domain) {
        return joined(domain)
                .filter(ascii -> ascii.indexOf('.') < 0 || hasTopLevel(ascii))
                .isPresent();
    }

    static boolean isAsciiLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean hasTopLevel(String ascii) {
        int dot = ascii.lastIndexOf('.');
        return dot > 0 && !Texts.all(ascii.substring(dot + 1), c -> c >= '0' && c <= '9');
    }

    private static Optional<String> joined(String domain) {
        if (domain.length() > MAX_DOMAIN) {
            return Optional.empty();
        }
        List<String> labels = new ArrayList<>();
        for (String label : domain.split("\\.", -1)) {
            Optional<String> ascii = label(label);
            if (ascii.isEmpty()) {
                return Optional.empty();
            }
            labels.add(ascii.get());
        }
        return Optional.of(String.join(".", labels)).filter(whole -> whole.length() <= MAX_DOMAIN);
    }

    private static Optional<String> label(String label) {
        Optional<String> ascii = isAscii(label) ? Optional.of(label) : converted(label);
        return ascii.filter(DomainShape::isLettersDigitsHyphens).filter(DomainShape::hidesNoSymbols);
    }

    private static boolean isAscii(String label) {
        return Texts.all(label, c -> c <= 0x7F);
    }

    private static boolean isLettersDigitsHyphens(String label) {
        return !label.isEmpty()
                && label.length() <= MAX_LABEL
                && !label.startsWith("-")
                && !label.endsWith("-")
                && Texts.all(label, c -> c == '-' || isAsciiLetterOrDigit(c));
    }

    private static Optional<String> converted(String label) {
        if (label.length() > MAX_LABEL || !hasNoSymbols(label)) {
            return Optional.empty();
        }
        try {
            return Optional.of(IDN.toASCII(label, IDN.USE_STD3_ASCII_RULES));
        } catch (IllegalArgumentException cannotBeConverted) {
            return Optional.empty();
        }
    }

    /** An A-label that cannot be decoded passes: newer scripts than the JDK's tables know are letters, too. */
    private static boolean hidesNoSymbols(String ascii) {
        return !ascii.regionMatches(true, 0, A_LABEL_PREFIX, 0, A_LABEL_PREFIX.length())
                || hasNoSymbols(IDN.toUnicode(ascii));
    }

    private static boolean hasNoSymbols(String label) {
        return Texts.all(label, c -> c == '-' || Character.isLetterOrDigit(c) || isMark(c));
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }
}
