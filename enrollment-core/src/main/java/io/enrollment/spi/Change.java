package io.enrollment.spi;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.internal.Require;
import java.util.List;
import java.util.Optional;

/**
 * A change of one enrollment by a command, without a claim.
 *
 * @param before the state that the decision was made on
 * @param after the state after it
 * @param log what happened, numbered from the {@code nextSeq} of {@code before} without holes; a change that moves anything
 *     logs something
 * @param once what may change this enrollment only once, ever: the id of an event from outside; 1 to 200 code points
 * @param unlessClaimed whether it must not be applied while a claim of the enrollment is not settled, such as that of a
 *     message under way
 */
public record Change(
        Enrollment before, Enrollment after, List<LogEntry> log, Optional<String> once, boolean unlessClaimed) {
    /** A change that claims do not keep from being applied. */
    public Change(Enrollment before, Enrollment after, List<LogEntry> log, Optional<String> once) {
        this(before, after, log, once, false);
    }

    /** A change that is no matter of once, and that claims do not keep from being applied. */
    public Change(Enrollment before, Enrollment after, List<LogEntry> log) {
        this(before, after, log, Optional.empty(), false);
    }

    /** Copies the list and checks the numbers. */
    public Change {
        log = LogNumbers.checked(log, after);
        Require.that(
                before.id().equals(after.id()) && before.nextSeq() + log.size() == after.nextSeq(),
                "change",
                after.id() + " up to " + after.nextSeq(),
                "be of the same enrollment and go on from log number " + before.nextSeq());
        once.ifPresent(key -> Require.text("change once", key, 200));
        Require.that(!log.isEmpty() || before.equals(after), "change log", log, "tell of what is changed");
    }
}
