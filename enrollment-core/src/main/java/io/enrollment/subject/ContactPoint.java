package io.enrollment.subject;

import io.enrollment.internal.Require;

/**
 * An address of a subject as the host has it, well-formed or not: judging it is a matter of eligibility.
 *
 * @param kind email or phone
 * @param value the raw text, 1 to 1000 code points
 * @param state what is known about its deliverability
 */
public record ContactPoint(ContactKind kind, String value, ContactState state) {

    /**
     * Validates the length only, since a malformed address is a fact to be reported, not an error.
     *
     * @throws IllegalArgumentException if {@code value} is empty or longer than 1000 code points
     */
    public ContactPoint {
        int length = value.codePointCount(0, value.length());
        Require.that(length >= 1 && length <= 1000, "contact point", value, "be 1 to 1000 code points");
    }

    /** An email address in good standing. */
    public static ContactPoint email(String value) {
        return new ContactPoint(ContactKind.EMAIL, value, ContactState.OK);
    }

    /** A telephone number in good standing. */
    public static ContactPoint phone(String value) {
        return new ContactPoint(ContactKind.PHONE, value, ContactState.OK);
    }

    /** This contact point in another state. */
    public ContactPoint in(ContactState newState) {
        return new ContactPoint(kind, value, newState);
    }

    /** The kind and state; never the address itself, so that a contact point may appear in a log. */
    @Override
    public String toString() {
        return kind + "[" + state + "]";
    }
}
