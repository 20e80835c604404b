package io.enrollment.architecture.broken.criteria;

/** Breaks a rule on purpose: see {@code RulesTest}. */
public final class StartsAThread {
    void start(Runnable task) {
        new Thread(task).start();
    }
}
