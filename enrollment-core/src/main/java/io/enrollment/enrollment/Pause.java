package io.enrollment.enrollment;

import io.enrollment.calendar.DueTime;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The open pause of an enrollment.
 *
 * @param since when the first of the causes began; time paused is counted from here
 * @param causes the causes that still hold it, at least one
 * @param heldDue the due time that it had
 */
public record Pause(Instant since, Set<PauseCause> causes, Optional<DueTime> heldDue) {
    /** Copies the set. */
    public Pause {
        causes = Set.copyOf(causes);
    }
}
