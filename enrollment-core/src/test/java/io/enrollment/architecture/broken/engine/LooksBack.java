package io.enrollment.architecture.broken.engine;

import io.enrollment.architecture.broken.subject.LooksUp;

/** Breaks a rule on purpose: see {@code RulesTest}. */
public final class LooksBack {
    boolean same(LooksUp one, LooksUp other) {
        return one.equals(other);
    }
}
