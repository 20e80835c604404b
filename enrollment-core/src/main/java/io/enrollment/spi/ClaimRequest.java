package io.enrollment.spi;

import io.enrollment.internal.Require;
import java.time.Duration;
import java.time.Instant;

/**
 * A wish for due enrollments.
 *
 * @param node who claims
 * @param token made new for each claim, before any retry of it; 1 to 36 characters
 * @param limit the most to return, 1 to 1000
 * @param now the engine's time; what is due then or before may be claimed
 * @param lease how long the claim holds, by the store's own clock
 */
public record ClaimRequest(String node, String token, int limit, Instant now, Duration lease) {
    /** Validates the bounds. */
    public ClaimRequest {
        Require.text("claim node", node, 64);
        Require.text("claim token", token, 36);
        Require.that(limit >= 1 && limit <= 1000, "claim limit", limit, "be 1 to 1000");
        Require.that(!lease.isNegative() && !lease.isZero(), "claim lease", lease, "be positive");
    }
}
