package io.enrollment.spi;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.internal.Require;
import java.util.List;

/**
 * A change of one enrollment by a command, without a claim.
 *
 * @param before the state that the decision was made on
 * @param after the state after it
 * @param log what happened, numbered from the {@code nextSeq} of {@code before} without holes; a change that moves anything
 *     logs something
 */
public record Change(Enrollment before, Enrollment after, List<LogEntry> log) {
    /** Copies the list and checks the numbers. */
    public Change {
        log = LogNumbers.checked(log, after);
        Require.that(
                before.id().equals(after.id()) && before.nextSeq() + log.size() == after.nextSeq(),
                "change",
                after.id() + " up to " + after.nextSeq(),
                "be of the same enrollment and go on from log number " + before.nextSeq());
        Require.that(!log.isEmpty() || before.equals(after), "change log", log, "tell of what is changed");
    }
}
