package io.enrollment.plan;

import io.enrollment.internal.Require;

/**
 * The stable key of a step, unique within a plan; what was carried out is remembered by it across versions.
 *
 * @param value 1 to 100 code points, no control characters
 */
public record StepKey(String value) implements Comparable<StepKey> {

    /**
     * Validates the text.
     *
     * @throws IllegalArgumentException if {@code value} is blank, too long or has control characters
     */
    public StepKey {
        Require.text("step key", value, 100);
    }

    /** The one with this text. */
    public static StepKey of(String value) {
        return new StepKey(value);
    }

    @Override
    public int compareTo(StepKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
