package io.enrollment.internal;

import java.util.Collection;
import java.util.function.IntPredicate;

/**
 * Checks of values that come from outside; each failure names the field, the value and the rule.
 *
 * <p>Internal: not part of the API.
 */
public final class Require {

    private static final int SHOWN = 80;

    private Require() {}

    /** Refuses {@code value} of {@code field} unless {@code holds}; {@code rule} completes the sentence “must …”. */
    public static void that(boolean holds, String field, Object value, String rule) {
        if (!holds) {
            throw refusal(field, value, rule);
        }
    }

    /** The exception that {@link #that} throws, for callers that fail on another path. */
    public static IllegalArgumentException refusal(String field, Object value, String rule) {
        return new Refusal(field, value, rule);
    }

    /** Text of 1 to {@code max} code points, without control characters or lone surrogates. */
    public static String text(String field, String value, int max) {
        if (!isText(value, max)) {
            throw refusal(
                    field,
                    value,
                    Texts.all(value, c -> !Texts.isHalf(c))
                            ? "be 1 to " + max + " code points, not blank, without control characters"
                            : "be well-formed Unicode, without a lone surrogate");
        }
        return value;
    }

    private static boolean isText(String value, int max) {
        return value.codePointCount(0, value.length()) <= max
                && Texts.all(value, c -> !isForbidden(c))
                && !value.isBlank();
    }

    /** Whether there are 1 to {@code max} characters, all of which are as they must be. */
    public static boolean isWord(String value, int max, IntPredicate allowed) {
        return !value.isEmpty() && value.length() <= max && Texts.all(value, allowed);
    }

    /** A collection with at least one element. */
    public static void notEmpty(String field, Collection<?> value) {
        that(!value.isEmpty(), field, value, "have at least one element");
    }

    /** The value as an error message may show it: quoted, bounded, free of control characters. */
    public static String shown(Object value) {
        String text = String.valueOf(value);
        StringBuilder shown = new StringBuilder("\"");
        text.codePoints().limit(SHOWN).forEach(c -> shown.appendCodePoint(isForbidden(c) ? '\uFFFD' : c));
        if (text.codePointCount(0, text.length()) > SHOWN) {
            shown.append('…');
        }
        return shown.append('"').toString();
    }

    private static boolean isForbidden(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.SURROGATE;
    }
}
