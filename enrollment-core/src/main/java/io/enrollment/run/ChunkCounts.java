package io.enrollment.run;

import io.enrollment.internal.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a worker found in one page of an audience query.
 *
 * @param number the number of the chunk within the run, from 1, without holes
 * @param query the key of the query
 * @param found how many subjects the page had
 * @param duplicates how many of them were candidates of the run already
 * @param took how long finding and judging took
 * @param next where the query goes on; empty when it is through
 * @param at when, by the engine's clock
 */
public record ChunkCounts(
        long number, String query, long found, long duplicates, Duration took, Optional<String> next, Instant at) {
    /** Validates the numbers. */
    public ChunkCounts {
        Require.that(number >= 1, "chunk number", number, "be at least 1");
        Require.that(duplicates >= 0 && duplicates <= found, "chunk duplicates", duplicates, "be 0 to found " + found);
        Require.that(!took.isNegative(), "chunk took", took, "not be negative");
    }
}
