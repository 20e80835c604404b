package io.enrollment.engine;

import io.enrollment.report.Finding;
import java.util.List;

/**
 * What an audit found.
 *
 * @param enrollments how many enrollments were looked at
 * @param entries how many log entries
 * @param found how many findings there are
 * @param findings the first thousand of them
 * @param repaired how many of those that can be repaired were; 0 when it was only looked
 * @param countsCompared whether the counts of the plans were compared; not when enrollments moved while it was looked
 */
public record AuditReport(
        long enrollments, long entries, long found, List<Finding> findings, long repaired, boolean countsCompared) {
    /** Copies the list. */
    public AuditReport {
        findings = List.copyOf(findings);
    }

    /** Whether everything is as it must be. */
    public boolean isClean() {
        return found == 0;
    }
}
