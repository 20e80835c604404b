package io.enrollment.internal;

import java.util.function.IntPredicate;

/**
 * Texts looked at code point by code point, without a stream for each: every identifier is looked at whenever it is read.
 *
 * <p>Internal: not part of the API.
 */
public final class Texts {

    private Texts() {}

    /** The same text with U+FFFD for what some databases cannot hold: NUL, and half of a surrogate pair. */
    public static String storable(String text) {
        if (all(text, Texts::isStorable)) {
            return text;
        }
        StringBuilder held = new StringBuilder(text.length());
        text.codePoints().map(c -> isStorable(c) ? c : 0xFFFD).forEach(held::appendCodePoint);
        return held.toString();
    }

    private static boolean isStorable(int codePoint) {
        return codePoint != 0 && !isHalf(codePoint);
    }

    /** Whether this is half of a surrogate pair, which is no character and which UTF-8 cannot write. */
    public static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /** Whether all code points are such; true of an empty text. Half of a surrogate pair counts as one. */
    public static boolean all(String text, IntPredicate such) {
        int codePoint;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            if (!such.test(codePoint)) {
                return false;
            }
        }
        return true;
    }
}
