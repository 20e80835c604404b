package io.enrollment.internal;

import java.util.Locale;

/**
 * What lists are sorted by when they are sorted by name: small letters, cut to 200 code points, the same in every store and
 * database.
 *
 * <p>Internal: not part of the API.
 */
public final class NameKey {

    private static final int LONGEST = 200;

    private NameKey() {}

    /**
     * The key of a name. Characters beyond the basic plane count as one and the same, since databases do not agree on where
     * they belong; control characters as blanks.
     */
    public static String of(String name) {
        StringBuilder key = new StringBuilder();
        name.toLowerCase(Locale.ROOT)
                .codePoints()
                .limit(LONGEST)
                .map(NameKey::placed)
                .forEach(key::appendCodePoint);
        return key.toString();
    }

    private static int placed(int codePoint) {
        if (Character.isISOControl(codePoint)) {
            return ' ';
        }
        return Character.isBmpCodePoint(codePoint) && !Character.isSurrogate((char) codePoint) ? codePoint : '\uFFFD';
    }
}
