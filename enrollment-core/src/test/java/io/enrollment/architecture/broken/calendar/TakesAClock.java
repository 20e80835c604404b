package io.enrollment.architecture.broken.calendar;

import java.time.InstantSource;

/** Breaks a rule on purpose: see {@code RulesTest}. */
public final class TakesAClock {
    long millis(InstantSource source) {
        return source.millis();
    }
}
