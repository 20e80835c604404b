package io.enrollment.enrollment;

import io.enrollment.internal.Require;
import io.enrollment.plan.StepKey;
import java.util.Optional;

/**
 * What a channel recognizes a message by: a function of enrollment, step key and occurrence, and of nothing else, so that
 * it never changes between attempts, nodes and versions of a plan.
 *
 * @param value 1 to 256 printable ASCII characters
 */
public record IdempotencyKey(String value) {

    /** Validates the text. */
    public IdempotencyKey {
        Require.that(isWellFormed(value), "idempotency key", value, "be 1 to 256 printable ASCII characters");
    }

    /** The key of one occurrence of a step; step keys outside ASCII are percent-encoded, long ones hashed. */
    public static IdempotencyKey of(EnrollmentId enrollment, StepKey step, int occurrence) {
        return new IdempotencyKey(enrollment + ":" + AsciiKeys.encode(step.value()) + ":" + occurrence);
    }

    /** The enrollment that it is of; empty when it was not made by {@link #of}. */
    public Optional<EnrollmentId> enrollment() {
        int end = value.indexOf(':');
        try {
            return end < 1 ? Optional.empty() : Optional.of(EnrollmentId.of(value.substring(0, end)));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    private static boolean isWellFormed(String value) {
        return Require.isWord(value, 256, c -> c > ' ' && c <= '~');
    }

    @Override
    public String toString() {
        return value;
    }
}
