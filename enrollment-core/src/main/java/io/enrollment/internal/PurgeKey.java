package io.enrollment.internal;

/**
 * Where a step of a purge ends: first all enrollments are looked at, then all attempts, the newest of them first.
 *
 * <p>Internal: not part of the API.
 *
 * @param attempts whether it is among the attempts
 * @param at the place in the order of that list
 */
public record PurgeKey(boolean attempts, PageKey at) {

    private static final String ENROLLMENTS = "e";
    private static final String ATTEMPTS = "a";

    /** Before the first enrollment that began before an instant, in microseconds. */
    public static PurgeKey first(long before) {
        return new PurgeKey(false, new PageKey(before, ""));
    }

    /** Before the first attempt made before an instant, in microseconds. */
    public static PurgeKey firstAttempt(long before) {
        return new PurgeKey(true, new PageKey(before, ""));
    }

    /**
     * Reads the text of a key.
     *
     * @throws IllegalArgumentException if it is not one that a store gave
     */
    public static PurgeKey parse(String text) {
        Require.that(
                text.startsWith(ENROLLMENTS) || text.startsWith(ATTEMPTS),
                "purge key",
                text,
                "be one that a purge gave as its next");
        return new PurgeKey(text.startsWith(ATTEMPTS), PageKey.parse(text.substring(1)));
    }

    /** The text that {@link #parse} reads. */
    public String text() {
        return (attempts ? ATTEMPTS : ENROLLMENTS) + at.text();
    }
}
