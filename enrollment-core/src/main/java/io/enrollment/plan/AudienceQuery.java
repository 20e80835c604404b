package io.enrollment.plan;

import io.enrollment.criteria.Condition;
import io.enrollment.internal.Require;

/**
 * One way to qualify for a plan.
 *
 * @param key unique within the plan
 * @param order the process order; lower first
 * @param when who qualifies
 */
public record AudienceQuery(String key, int order, Condition when) {
    /** Validates the key. */
    public AudienceQuery {
        Require.text("audience key", key, 100);
    }
}
