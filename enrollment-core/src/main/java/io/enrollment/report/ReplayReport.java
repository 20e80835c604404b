package io.enrollment.report;

import java.util.List;
import java.util.Optional;

/**
 * What came of a replay.
 *
 * @param entries how many log entries the capture has
 * @param replayed how many of them were decided again; the others were made while nothing was recorded
 * @param differences where it was decided otherwise, in the order of the log; empty when nothing was
 */
public record ReplayReport(long entries, long replayed, List<Difference> differences) {

    /** Copies the list. */
    public ReplayReport {
        differences = List.copyOf(differences);
    }

    /**
     * Something that was decided otherwise.
     *
     * @param seq the number of the first log entry of the decision
     * @param what what is different: a part of a log entry, or of the state after the decision
     * @param expected as the capture has it
     * @param got as it is decided now
     */
    public record Difference(long seq, String what, String expected, String got) {
        /** One line that a person can act on. */
        @Override
        public String toString() {
            return "decision of entry " + seq + ": " + what + ": expected " + expected + ", got " + got;
        }
    }

    /** The first difference; what follows it may be its consequence. */
    public Optional<Difference> first() {
        return differences.stream().findFirst();
    }

    /** Whether every decision that could be made again was made in the same way. */
    public boolean isSame() {
        return differences.isEmpty();
    }
}
