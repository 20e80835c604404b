package io.enrollment.plan;

import io.enrollment.criteria.Condition;
import io.enrollment.internal.Require;

/**
 * A named criterion that keeps a subject out.
 *
 * @param name what the reason names it
 * @param when who is kept out
 */
public record Exclusion(String name, Condition when) {
    /** Validates the name. */
    public Exclusion {
        Require.text("exclusion name", name, 100);
    }
}
