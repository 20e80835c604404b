package io.enrollment.plan;

import io.enrollment.internal.Require;

/**
 * The identifier of a plan through all its versions, unique within an organization.
 *
 * @param value 1 to 200 code points, no control characters
 */
public record PlanId(String value) implements Comparable<PlanId> {

    /**
     * Validates the text.
     *
     * @throws IllegalArgumentException if {@code value} is blank, too long or has control characters
     */
    public PlanId {
        Require.text("plan id", value, 200);
    }

    /** The one with this text. */
    public static PlanId of(String value) {
        return new PlanId(value);
    }

    @Override
    public int compareTo(PlanId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
