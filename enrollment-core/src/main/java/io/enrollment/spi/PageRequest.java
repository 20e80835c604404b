package io.enrollment.spi;

import io.enrollment.internal.Require;
import java.util.Optional;

/**
 * Which page of a list.
 *
 * @param limit the most rows to return, 1 to 10,000
 * @param after the {@link Page#next()} of the page before; empty for the first page
 */
public record PageRequest(int limit, Optional<String> after) {
    /** Validates the limit. */
    public PageRequest {
        Require.that(limit >= 1 && limit <= 10_000, "page limit", limit, "be 1 to 10000");
    }

    /** The first page of this size. */
    public static PageRequest first(int limit) {
        return new PageRequest(limit, Optional.empty());
    }

    /** The page after this one. */
    public PageRequest after(String key) {
        return new PageRequest(limit, Optional.of(key));
    }
}
