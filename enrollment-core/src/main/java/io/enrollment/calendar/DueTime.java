package io.enrollment.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;

/**
 * When something is due, with how it came about.
 *
 * @param at the instant
 * @param local the local date-time at that instant
 * @param zone the zone of the local date-time, and where it was taken from
 * @param derivation the steps from the anchor to the instant, in order, in words
 */
public record DueTime(Instant at, LocalDateTime local, ResolvedZone zone, List<String> derivation) {

    /** Copies the derivation. */
    public DueTime {
        derivation = List.copyOf(derivation);
    }
}
