package io.enrollment.enrollment;

import com.google.common.hash.Hashing;
import io.enrollment.internal.Require;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * How often and how fast a step that failed for a passing cause is tried again: the wait doubles each time, plus up to a
 * tenth of it, taken from a hash of the idempotency key, so that what failed together does not come back together.
 *
 * @param attempts how many times a step is tried in all, at least 1
 * @param first the wait after the first failure
 * @param longest the longest wait
 */
public record RetryPolicy(int attempts, Duration first, Duration longest) {

    /** Five attempts, one minute, at most one hour. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(5, Duration.ofMinutes(1), Duration.ofHours(1));

    /** Validates the bounds. */
    public RetryPolicy {
        Require.that(attempts >= 1 && attempts <= 100, "retry attempts", attempts, "be 1 to 100");
        Require.that(!first.isNegative() && !first.isZero(), "retry first", first, "be positive");
        Require.that(longest.compareTo(first) >= 0, "retry longest", longest, "not be shorter than first " + first);
    }

    /** The wait after this many failures of a step, at least 1. */
    Duration waitAfter(int failures, IdempotencyKey key) {
        long factor = 1L << Math.min(failures - 1, 30);
        Duration wait = first.compareTo(longest.dividedBy(factor)) > 0 ? longest : first.multipliedBy(factor);
        long hash = Hashing.sipHash24()
                .hashString(key.value() + '#' + failures, StandardCharsets.UTF_8)
                .asLong();
        return wait.plus(wait.multipliedBy(Math.floorMod(hash, 1000)).dividedBy(10_000));
    }
}
