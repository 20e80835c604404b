package io.enrollment.subject;

import io.enrollment.internal.Require;

/**
 * The tenant that every row and every call belongs to.
 *
 * @param value 1 to 200 code points, no control characters
 */
public record OrganizationId(String value) implements Comparable<OrganizationId> {

    /** The organization of hosts with one tenant. */
    public static final OrganizationId DEFAULT = new OrganizationId("default");

    /**
     * Validates the text.
     *
     * @throws IllegalArgumentException if {@code value} is blank, too long or has control characters
     */
    public OrganizationId {
        Require.text("organization id", value, 200);
    }

    /** The id with this text. */
    public static OrganizationId of(String value) {
        return new OrganizationId(value);
    }

    @Override
    public int compareTo(OrganizationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
