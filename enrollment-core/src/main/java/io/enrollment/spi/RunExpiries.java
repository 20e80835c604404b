package io.enrollment.spi;

import io.enrollment.run.EnrollerRun;
import java.util.List;
import java.util.Optional;

/**
 * One page of enrollments that a run expires, to be stored in one transaction: the changes, their count and where to go on.
 *
 * @param before the run that the page follows
 * @param changes what ends each of them; none of one enrollment twice
 * @param next where to go on; empty when this was the last page
 */
public record RunExpiries(EnrollerRun before, List<Change> changes, Optional<String> next) {
    /** Copies the list. */
    public RunExpiries {
        changes = List.copyOf(changes);
    }
}
