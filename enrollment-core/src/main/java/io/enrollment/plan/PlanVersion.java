package io.enrollment.plan;

import io.enrollment.internal.Require;
import java.time.Instant;

/**
 * A plan as it was published; never changes.
 *
 * @param plan the plan
 * @param version 1 for the first published one, then one more each time
 * @param contentHash SHA-256 of the canonical JSON form, in lower-case hexadecimal; publishing the same content again
 *     makes no new version
 * @param publishedAt when
 */
public record PlanVersion(Plan plan, int version, String contentHash, Instant publishedAt) {
    /** Validates the number. */
    public PlanVersion {
        Require.that(version >= 1, "plan version", version, "be at least 1");
        Require.that(contentHash.matches("[0-9a-f]{64}"), "plan contentHash", contentHash, "be SHA-256 in hexadecimal");
    }

    /** The identifier of the plan. */
    public PlanId id() {
        return plan.id();
    }
}
