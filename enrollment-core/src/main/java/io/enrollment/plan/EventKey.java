package io.enrollment.plan;

import io.enrollment.internal.Require;

/**
 * The circumstances that caused an enrollment: a service visit, an order. Compared by code point.
 *
 * @param value 1 to 200 code points, no control characters
 */
public record EventKey(String value) {

    /** The constant key of enrollments for which the caller names no event. */
    public static final EventKey DEFAULT = new EventKey("-");

    /**
     * Validates the text.
     *
     * @throws IllegalArgumentException if {@code value} is blank, too long or has control characters
     */
    public EventKey {
        Require.text("event key", value, 200);
    }

    /** The key with this text. */
    public static EventKey of(String value) {
        return new EventKey(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
