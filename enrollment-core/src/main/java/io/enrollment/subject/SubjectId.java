package io.enrollment.subject;

import io.enrollment.internal.Require;

/**
 * The host's own identifier of a person or a company, unique within an organization; compared by code point.
 *
 * @param value 1 to 200 code points, no control characters
 */
public record SubjectId(String value) implements Comparable<SubjectId> {

    /**
     * Validates the text.
     *
     * @throws IllegalArgumentException if {@code value} is blank, too long or has control characters
     */
    public SubjectId {
        Require.text("subject id", value, 200);
    }

    /** The id with this text. */
    public static SubjectId of(String value) {
        return new SubjectId(value);
    }

    @Override
    public int compareTo(SubjectId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
