package io.enrollment.criteria;

/** Texts as sequences of code points; {@link String#compareTo} orders by UTF-16 unit, which is another order. */
final class CodePoints {

    private CodePoints() {}

    /** Negative, zero or positive as {@code a} comes before, equals or comes after {@code b}. */
    static int compare(String a, String b) {
        int index = 0;
        while (index < a.length() && index < b.length()) {
            int left = a.codePointAt(index);
            int right = b.codePointAt(index);
            if (left != right) {
                return Integer.compare(left, right);
            }
            index += Character.charCount(left);
        }
        return Integer.compare(a.length(), b.length());
    }

    /** The text without regard to case, for comparison only; the same in every locale. */
    static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }
}
