package io.enrollment.enrollment;

import io.enrollment.internal.Require;

/**
 * The identifier of one enrollment; made by the engine's id source, marked with the {@link Place} of its subject, compared by
 * code point.
 *
 * @param value 1 to 64 ASCII letters, digits, hyphens
 */
public record EnrollmentId(String value) implements Comparable<EnrollmentId> {

    /**
     * Validates the text.
     *
     * @throws IllegalArgumentException if {@code value} has another form
     */
    public EnrollmentId {
        Require.that(isWellFormed(value), "enrollment id", value, "be 1 to 64 ASCII letters, digits, hyphens");
    }

    /** The id with this text. */
    public static EnrollmentId of(String value) {
        return new EnrollmentId(value);
    }

    private static boolean isWellFormed(String value) {
        return Require.isWord(value, 64, c -> c == '-' || (c < 128 && Character.isLetterOrDigit(c)));
    }

    @Override
    public int compareTo(EnrollmentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
