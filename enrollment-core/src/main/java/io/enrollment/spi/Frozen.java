package io.enrollment.spi;

import java.util.Optional;

/**
 * What became of a {@link Freeze}.
 *
 * @param held whether the lease holds; when it does not, nothing may leave
 * @param message what is stored under the key and must leave; empty when nothing is
 */
public record Frozen(boolean held, Optional<FrozenMessage> message) {

    /** The answer to a lease that does not hold. */
    public static final Frozen LOST = new Frozen(false, Optional.empty());
}
