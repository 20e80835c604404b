package io.enrollment.architecture.broken.subject;

import io.enrollment.architecture.broken.engine.Prints;

/** Breaks a rule on purpose: see {@code RulesTest}. */
public final class LooksUp {
    void print(Prints upstairs) {
        upstairs.print();
    }
}
