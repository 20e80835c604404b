package io.enrollment.spi;

import java.util.Optional;

/**
 * What was removed.
 *
 * @param enrollments how many enrollments
 * @param logEntries how many entries of their logs
 * @param attempts how many attempts to enroll
 * @param next where to go on; empty when everything was looked at
 */
public record Purged(long enrollments, long logEntries, long attempts, Optional<String> next) {

    /** Nothing, and nothing more to look at. */
    public static final Purged NOTHING = new Purged(0, 0, 0, Optional.empty());

    /** Together with what a later step removed; goes on where that one ended. */
    public Purged plus(Purged later) {
        return new Purged(
                enrollments + later.enrollments, logEntries + later.logEntries, attempts + later.attempts, later.next);
    }
}
