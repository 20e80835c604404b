package io.enrollment.engine;

import io.enrollment.spi.EpochStore;
import java.util.Optional;

/**
 * Compares the epoch of the host with that of the store, until they agree once: the host's never changes while it runs. The
 * first host that names one decides what the store's is. Thread-safe.
 */
final class EpochGuard {

    private final EpochStore epochs;
    private final Optional<String> own;
    private volatile boolean agreed;

    EpochGuard(EpochStore epochs, Optional<String> own) {
        this.epochs = epochs;
        this.own = own;
        this.agreed = own.isEmpty();
    }

    /** What is wrong with the epoch of the store now; empty when nothing is. */
    Optional<String> fault() {
        if (agreed) {
            return Optional.empty();
        }
        String wanted = own.orElseThrow();
        String stored = epochs.establish(wanted);
        agreed = stored.equals(wanted);
        return agreed
                ? Optional.empty()
                : Optional.of("the store belongs to the epoch \"" + stored + "\", this host to \"" + wanted
                        + "\": was it restored or cloned?");
    }

    /** Makes the host's epoch that of the store; whether it had been another one. */
    boolean confirm() {
        String wanted = own.orElseThrow(() -> new IllegalStateException("this engine was given no epoch to confirm"));
        String stored = epochs.establish(wanted);
        while (!epochs.replace(stored, wanted)) {
            stored = epochs.establish(wanted);
        }
        agreed = true;
        return !stored.equals(wanted);
    }
}
