package io.enrollment.examples.killtest;

import java.util.List;

/**
 * What came of a kill test.
 *
 * @param kills how many times the process was killed
 * @param betweenHandOffAndSettle how many of them certainly hit between a hand-off and its settlement
 * @param series how many times the plans were run to their end
 * @param messages how many messages an undisturbed run hands off
 * @param faults what differed from the undisturbed run; empty when nothing did
 */
public record KillReport(int kills, int betweenHandOffAndSettle, int series, int messages, List<String> faults) {
    /** Copies the list. */
    public KillReport {
        faults = List.copyOf(faults);
    }

    /** Whether every disturbed series ended as the undisturbed one. */
    public boolean passed() {
        return faults.isEmpty();
    }
}
