package io.enrollment.internal;

import java.util.Comparator;
import java.util.List;

/**
 * Where a page of a list ends: the place of its last row in the order of the list, so that the next page begins after it
 * whatever was added meanwhile.
 *
 * <p>Internal: not part of the API.
 *
 * @param position a number that orders the rows: microseconds, or the number of a log entry
 * @param id tells rows with the same number apart; may be empty
 */
public record PageKey(long position, String id) implements Comparable<PageKey> {

    private static final Comparator<PageKey> ORDER =
            Comparator.comparingLong(PageKey::position).thenComparing(PageKey::id);

    /**
     * Reads the text of a key.
     *
     * @throws IllegalArgumentException if it is not one that a store gave
     */
    public static PageKey parse(String text) {
        int colon = text.indexOf(':');
        Require.that(text.matches("-?[0-9]{1,18}:(?s:.*)"), "page key", text, "be one that a page gave as its next");
        return new PageKey(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
    }

    /** The key of a row in a list that is ordered by name; neither of the texts has control characters. */
    public static PageKey ofName(String name, String id) {
        return new PageKey(0, name + '\n' + id);
    }

    /** The name of a key that {@link #ofName} made, and the id. */
    public List<String> nameAndId() {
        String[] parts = id.split("\n", 2);
        Require.that(parts.length == 2, "page key", text(), "be one of a list that is ordered by name");
        return List.of(parts);
    }

    /** Whether a row with this key comes before the other one where the newest comes first. */
    public boolean isNewerThan(PageKey other) {
        return compareTo(other) > 0;
    }

    /** The text that {@link #parse} reads. */
    public String text() {
        return position + ":" + id;
    }

    @Override
    public int compareTo(PageKey other) {
        return ORDER.compare(this, other);
    }
}
