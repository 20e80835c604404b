package io.enrollment.architecture.broken.criteria;

import java.util.concurrent.Executor;

/** Breaks a rule on purpose: see {@code RulesTest}. */
public final class RunsLater {
    void run(Executor executor, Runnable task) {
        executor.execute(task);
    }
}
