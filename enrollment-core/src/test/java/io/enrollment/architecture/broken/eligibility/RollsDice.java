package io.enrollment.architecture.broken.eligibility;

import java.util.UUID;

/** Breaks a rule on purpose: see {@code RulesTest}. */
public final class RollsDice {
    UUID id() {
        return UUID.randomUUID();
    }
}
