package io.enrollment.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * The way from an anchor to a due time.
 *
 * <p>The order of the steps: the delay from the anchor; the local time in the zone, where a gap moves forward by its
 * length and an overlap takes the first occurrence (the second when the anchor lies after the first); not before {@link
 * SendGates#notBefore}; then window, business days and quiet hours, until all are open. A day that moves resets the time
 * of day to the start of the window; an instant at which all gates are open does not move.
 *
 * <p>A due time is never before its anchor, never outside a gate, and resolving it again does not move it. Every
 * function is empty when the gates have no common opening within two years.
 */
public final class DueTimes {

    private DueTimes() {}

    /** The due time a delay after an anchor. */
    public static Optional<DueTime> resolve(Instant anchor, Delay delay, ResolvedZone zone, SendGates gates) {
        Trail trail = new Trail(zone.zone());
        trail.start("anchor", anchor);
        Instant due = new DelayMath(anchor, zone.zone(), gates.calendar(), trail).after(delay);
        return settle(due, zone, gates, trail);
    }

    /** The due time at a local date-time, for waits until a date. It may lie in the past unless the gates forbid it. */
    public static Optional<DueTime> atLocal(LocalDateTime local, ResolvedZone zone, SendGates gates) {
        Trail trail = new Trail(zone.zone());
        trail.start("date", local);
        Instant due = LocalTimes.resolve(local, zone.zone());
        trail.resolved(local, due);
        return settle(due, zone, gates, trail);
    }

    /** The first instant at or after {@code now} at which all gates are open: what is asked again at hand-off. */
    public static Optional<DueTime> gate(Instant now, ResolvedZone zone, SendGates gates) {
        Trail trail = new Trail(zone.zone());
        trail.start("at", now);
        return settle(now, zone, gates, trail);
    }

    private static Optional<DueTime> settle(Instant due, ResolvedZone zone, SendGates gates, Trail trail) {
        Optional<Instant> later = gates.notBefore().filter(due::isBefore);
        later.ifPresent(earliest -> trail.moved("not before", earliest));
        return Gates.commonOpening(
                        later.orElse(due),
                        Gates.of(gates, zone.zone()),
                        (gate, closedAt, opensAt) -> trail.moved(gate.reason(closedAt), opensAt))
                .map(at -> new DueTime(at, LocalDateTime.ofInstant(at, zone.zone()), zone, trail.steps()));
    }
}
