package io.enrollment.run;

import io.enrollment.internal.Require;

/**
 * The identifier of one enroller run; made by the engine's id source, compared by code point.
 *
 * @param value 1 to 64 ASCII letters, digits, hyphens
 */
public record RunId(String value) implements Comparable<RunId> {

    /**
     * Validates the text.
     *
     * @throws IllegalArgumentException if {@code value} has another form
     */
    public RunId {
        boolean wellFormed = !value.isEmpty()
                && value.length() <= 64
                && value.chars().allMatch(c -> c == '-' || (c < 128 && Character.isLetterOrDigit(c)));
        Require.that(wellFormed, "run id", value, "be 1 to 64 ASCII letters, digits, hyphens");
    }

    /** The id with this text. */
    public static RunId of(String value) {
        return new RunId(value);
    }

    @Override
    public int compareTo(RunId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
