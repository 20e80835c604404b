package io.enrollment.architecture.broken.memory;

/** Breaks a rule on purpose: see {@code RulesTest}. */
public final class PrintsAStackTrace {
    @SuppressWarnings("CatchAndPrintStackTrace") // broken on purpose
    void print(RuntimeException failure) {
        failure.printStackTrace();
    }
}
