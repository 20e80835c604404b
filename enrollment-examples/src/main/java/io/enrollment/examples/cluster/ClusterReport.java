package io.enrollment.examples.cluster;

import java.time.Duration;
import java.util.List;

/**
 * What came of a cluster that was disturbed.
 *
 * @param kills how many processes were killed
 * @param inMidAir how many of them while a message of theirs was certainly at the provider, unanswered
 * @param takenOver how many enrollments the killed ones held when they died
 * @param enrollments how many enrollments there were
 * @param messages how many messages they lead to
 * @param handOffs how many hand-offs the provider saw
 * @param handedOffAgain how many of them came with a key that it had seen before
 * @param uncertain the keys whose outcome nobody can tell, each with whether the provider has the message
 * @param unanswered how many of these a living node put down, because the provider did not answer in time
 * @param took how long it took until everything was at rest
 * @param faults what is wrong; empty when every promise was kept
 */
public record ClusterReport(
        int kills,
        int inMidAir,
        int takenOver,
        int enrollments,
        int messages,
        int handOffs,
        int handedOffAgain,
        List<Uncertain> uncertain,
        int unanswered,
        Duration took,
        List<String> faults) {

    /**
     * A message of which nobody can tell whether it left.
     *
     * @param key its key
     * @param arrived whether it did, which only the provider knows
     */
    public record Uncertain(String key, boolean arrived) {}

    /** Copies the lists. */
    public ClusterReport {
        uncertain = List.copyOf(uncertain);
        faults = List.copyOf(faults);
    }

    /** Whether every promise was kept. */
    public boolean passed() {
        return faults.isEmpty();
    }
}
