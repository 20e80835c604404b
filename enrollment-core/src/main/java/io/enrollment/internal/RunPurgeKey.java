package io.enrollment.internal;

import java.util.Optional;

/**
 * Where a purge of candidates goes on: within the run that follows a place in the list of runs, after a position.
 *
 * <p>Internal: not part of the API.
 *
 * @param position the last candidate that was looked at; 0 for none
 * @param before the place of the run before; empty for the first run
 */
public record RunPurgeKey(long position, Optional<PageKey> before) {

    /** The beginning. */
    public static final RunPurgeKey FIRST = new RunPurgeKey(0, Optional.empty());

    /** Reads {@link #text}. */
    public static RunPurgeKey parse(String text) {
        int end = text.indexOf('/');
        Require.that(end > 0, "purge key", text, "be one that a step gave as its next");
        String rest = text.substring(end + 1);
        return new RunPurgeKey(
                PageKey.parse(text.substring(0, end) + ":").position(),
                rest.isEmpty() ? Optional.empty() : Optional.of(PageKey.parse(rest)));
    }

    /** The key as the next of a step. */
    public String text() {
        return position + "/" + before.map(PageKey::text).orElse("");
    }
}
