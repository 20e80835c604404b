package io.enrollment.architecture.broken.calendar;

import java.time.Instant;

/** Breaks a rule on purpose: see {@code RulesTest}. */
public final class ReadsTheClock {
    Instant instant() {
        return Instant.now();
    }
}
