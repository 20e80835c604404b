package io.enrollment.calendar;

import io.enrollment.internal.Require;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * The hours in which one recipient may be texted or called: a window that must be open in every zone in which the
 * recipient may be.
 *
 * @param window the hours of the day, by the recipient's local time
 * @param zones the zones in which the recipient may be; at least one
 * @param basis the rule that gave the hours, in words, such as {@code US-FL} or {@code strict: US, region unknown}
 */
public record QuietHours(SendWindow window, List<ZoneId> zones, String basis) {

    /**
     * Copies the zones.
     *
     * @throws IllegalArgumentException if there is none
     */
    public QuietHours {
        Require.notEmpty("zones", zones);
        zones = List.copyOf(zones);
    }

    /** The hours of a recipient whose zone is known. */
    public static QuietHours in(ZoneId zone, SendWindow window, String basis) {
        return new QuietHours(window, List.of(zone), basis);
    }

    /** Whether the window is open in every zone. */
    public boolean isOpen(Instant at) {
        return zones.stream().allMatch(zone -> window.isOpen(at, zone));
    }

    /**
     * The first instant at or after {@code from} at which the window is open in every zone; empty when there is none
     * within two years.
     */
    public Optional<Instant> nextOpening(Instant from) {
        return Gates.commonOpening(from, zoneGates(), (gate, closedAt, opensAt) -> {});
    }

    private List<Gate> zoneGates() {
        return zones.stream()
                .map(zone -> (Gate) new Gate.Windowed(window, zone, basis))
                .toList();
    }
}
