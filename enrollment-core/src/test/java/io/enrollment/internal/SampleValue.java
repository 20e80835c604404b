package io.enrollment.internal;

import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** A value in the style of the project, for the test of the style. */
@Value.Immutable
@ValueStyle
interface SampleValue {

    String name();

    Optional<String> note();

    List<String> tags();

    @Value.Default
    default int weight() {
        return 1;
    }

    default int doubleWeight() {
        return 2 * weight();
    }

    @Value.Check
    default void check() {
        if (weight() < 0) {
            throw new IllegalArgumentException("weight: " + weight() + " must not be negative");
        }
    }

    static Builder builder() {
        return new Builder();
    }

    /** Builds a value. */
    final class Builder extends ImmutableSampleValue.Builder {
        Builder() {}
    }
}
