package io.enrollment.architecture.broken.enrollment;

/** Breaks a rule on purpose: see {@code RulesTest}. */
public final class Locks {
    private int count;

    synchronized int count() {
        return ++count;
    }
}
