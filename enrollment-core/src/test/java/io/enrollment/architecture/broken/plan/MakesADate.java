package io.enrollment.architecture.broken.plan;

import java.util.Date;

/** Breaks a rule on purpose: see {@code RulesTest}. */
public final class MakesADate {
    @SuppressWarnings("JavaUtilDate") // broken on purpose
    Date now() {
        return new Date();
    }
}
