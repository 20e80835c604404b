package io.enrollment.architecture.broken.calendar;

import java.time.ZoneId;

/** Breaks a rule on purpose: see {@code RulesTest}. */
public final class UsesTheZoneOfTheMachine {
    ZoneId zone() {
        return ZoneId.systemDefault();
    }
}
