package io.enrollment.spi;

import io.enrollment.internal.Require;
import io.enrollment.subject.OrganizationId;
import java.time.Instant;
import java.util.Optional;

/**
 * What is to be removed.
 *
 * @param organization whose it is
 * @param before what ended, or was attempted, before this instant is old; to the microsecond. It must lie further back than
 *     any call that may still be repeated, since a repetition is recognized by what is stored
 * @param limit the most rows of one transaction, 1 to 10,000
 * @param after the {@link Purged#next()} of the step before; empty for the first step
 */
public record PurgeRequest(OrganizationId organization, Instant before, int limit, Optional<String> after) {

    /** Long enough to be worth a transaction, short enough that nobody waits for it. */
    public static final int DEFAULT_LIMIT = 500;

    /** Validates the limit. */
    public PurgeRequest {
        Require.that(limit >= 1 && limit <= 10_000, "purge limit", limit, "be 1 to 10000");
    }

    /** The first step, with the usual limit. */
    public static PurgeRequest of(OrganizationId organization, Instant before) {
        return new PurgeRequest(organization, before, DEFAULT_LIMIT, Optional.empty());
    }

    /** The step after this one. */
    public PurgeRequest after(String next) {
        return new PurgeRequest(organization, before, limit, Optional.of(next));
    }
}
