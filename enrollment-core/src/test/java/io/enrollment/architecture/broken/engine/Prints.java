package io.enrollment.architecture.broken.engine;

/** Breaks a rule on purpose: see {@code RulesTest}. */
public final class Prints {
    public void print() {
        System.out.println("done");
    }
}
