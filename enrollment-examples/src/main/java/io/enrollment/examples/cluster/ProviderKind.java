package io.enrollment.examples.cluster;

import java.time.Duration;
import java.util.Optional;

/** What a provider makes of a key that it was handed before. */
public enum ProviderKind {
    /** Recognizes it for ten minutes after the first hand-off, accepts the message once, and refuses it with other words. */
    DEDUPE(Duration.ofMinutes(10)),
    /** Takes every hand-off for a new message, and cannot be asked. */
    PLAIN(Duration.ZERO);

    private final Duration window;

    ProviderKind(Duration window) {
        this.window = window;
    }

    /** How long it recognizes a key; zero when it never does. */
    Duration window() {
        return window;
    }

    /** What its channel says of it: a little less than is true. */
    Optional<Duration> declaredWindow() {
        return window.isZero() ? Optional.empty() : Optional.of(window.minusMinutes(1));
    }
}
