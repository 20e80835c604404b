package io.enrollment.internal;

import java.util.function.IntPredicate;

/**
 * Texts looked at code point by code point, without a stream for each: every identifier is looked at whenever it is read.
 *
 * <p>Internal: not part of the API.
 */
public final class Texts {

    private Texts() {}

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
