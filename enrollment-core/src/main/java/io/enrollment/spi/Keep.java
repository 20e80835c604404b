package io.enrollment.spi;

import io.enrollment.internal.Require;
import java.time.Duration;
import java.time.Instant;

/**
 * The wish to go on with an enrollment after a settlement, without claiming it anew: the settlement then is the intent to
 * carry out the next step too.
 *
 * @param now the engine's time, as of which the kept claim counts as made
 * @param lease how long the kept claim holds from the settlement on, by the store's own clock
 */
public record Keep(Instant now, Duration lease) {
    /** Validates the lease. */
    public Keep {
        Require.that(!lease.isNegative() && !lease.isZero(), "kept lease", lease, "be positive");
    }
}
