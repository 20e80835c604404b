package io.enrollment.spi;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.internal.Require;
import java.util.List;

/** The numbers of log entries: those of one enrollment have no holes, whoever writes them. */
final class LogNumbers {

    private LogNumbers() {}

    /** A copy of the entries, which are of this enrollment and lead up to its state. */
    static List<LogEntry> checked(List<LogEntry> log, Enrollment after) {
        long expected = after.nextSeq() - log.size();
        for (LogEntry entry : log) {
            Require.that(entry.seq() == expected, "log number", entry.seq(), "be " + expected);
            Require.that(entry.enrollment().equals(after.id()), "log entry", entry.enrollment(), "be of " + after.id());
            expected++;
        }
        return List.copyOf(log);
    }
}
