package io.enrollment.architecture.broken.run;

/** Breaks a rule on purpose: see {@code RulesTest}. */
public final class CountsNanos {
    long now() {
        return System.nanoTime();
    }
}
