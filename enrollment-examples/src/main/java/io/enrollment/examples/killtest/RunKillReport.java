package io.enrollment.examples.killtest;

import java.util.List;

/**
 * What came of a kill test of runs.
 *
 * @param kills how many nodes were killed
 * @param atWork how many of them were working on the run when they died
 * @param series how many runs were carried out
 * @param facts how many lines an undisturbed run is compared by: counts, candidates, enrollments
 * @param faults what differed from the undisturbed run; empty when nothing did
 */
public record RunKillReport(int kills, int atWork, int series, int facts, List<String> faults) {
    /** Copies the list. */
    public RunKillReport {
        faults = List.copyOf(faults);
    }

    /** Whether every disturbed run ended as the undisturbed one. */
    public boolean passed() {
        return faults.isEmpty();
    }
}
