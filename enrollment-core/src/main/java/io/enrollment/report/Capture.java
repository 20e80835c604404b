package io.enrollment.report;

import io.enrollment.enrollment.Decision;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.internal.Require;
import io.enrollment.plan.PlanVersion;
import java.time.Instant;
import java.util.List;

/**
 * One enrollment as it was found, with everything that its decisions went by, so that they can be made again elsewhere: the plan
 * versions, the organization, the instants, the commands and events, what channels and checks of the host answered, and the
 * subject as it was known at each decision.
 *
 * <p>It holds personal data: names, contact points, attributes, consents and opt-outs of the subject, and the actors and reasons
 * of commands; never the body of a message nor the words of a reply. {@code CaptureJson.masked} takes out what no decision
 * needs. Immutable.
 *
 * @param capturedAt when, by the engine's clock
 * @param masked whether names, contact points and what no plan asks for were taken out
 * @param state the enrollment as it stood
 * @param versions the plan versions that the decisions name
 * @param log its whole log: what was decided
 * @param decisions what was recorded of that, in the order of the log; not of entries that were made while nothing was recorded
 */
public record Capture(
        Instant capturedAt,
        boolean masked,
        Enrollment state,
        List<PlanVersion> versions,
        List<LogEntry> log,
        List<Recorded> decisions) {

    /** Copies the lists; the log must be whole. */
    public Capture {
        versions = List.copyOf(versions);
        log = List.copyOf(log);
        decisions = List.copyOf(decisions);
        for (int i = 0; i < log.size(); i++) {
            Require.that(
                    log.get(i).seq() == i + 1,
                    "capture log entry " + (i + 1),
                    log.get(i).seq(),
                    "be in its place");
        }
    }

    /**
     * One decision in its place.
     *
     * @param seq the number of the first log entry that it made
     * @param entries how many it made
     * @param decision what it went by
     */
    public record Recorded(long seq, int entries, Decision decision) {
        /** Validates the numbers. */
        public Recorded {
            Require.that(seq >= 1, "recorded seq", seq, "be at least 1");
            Require.that(entries >= 1, "recorded entries", entries, "be at least 1");
        }

        /** The number of the entry that comes after it. */
        public long next() {
            return seq + entries;
        }
    }

    /** How many log entries were made by decisions that are recorded. */
    public long replayable() {
        return decisions.stream().mapToLong(Recorded::entries).sum();
    }
}
