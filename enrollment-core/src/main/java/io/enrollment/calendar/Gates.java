package io.enrollment.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The common opening of several gates. */
final class Gates {

    private static final Duration HORIZON = Duration.ofDays(731);
    private static final int MOST = 3;

    private Gates() {}

    /** The gates that are set, in the order in which a derivation names them. */
    static List<Gate> of(SendGates gates, ZoneId zone) {
        List<Gate> set = new ArrayList<>(MOST);
        gates.window().ifPresent(window -> set.add(new Gate.Windowed(window, zone, "outside window")));
        if (gates.businessDaysOnly()) {
            SendWindow window = gates.window().orElse(SendWindow.always());
            set.add(new Gate.OnBusinessDays(window, zone, gates.calendar()));
        }
        gates.quietHours().ifPresent(hours -> set.add(new Gate.Quiet(hours)));
        return set;
    }

    /** Hears of each move on the way to the common opening. */
    interface Moves {
        void moved(Gate gate, Instant closedAt, Instant opensAt);
    }

    /**
     * The first instant at or after {@code from} at which every gate is open; empty when there is none within two years.
     *
     * <p>Each closed gate moves the instant to its own next opening, until none is closed. No move can pass a common
     * opening, so the result is the least one.
     */
    static Optional<Instant> commonOpening(Instant from, List<Gate> gates, Moves moves) {
        Instant limit = from.plus(HORIZON);
        Instant at = from;
        while (!at.isAfter(limit)) {
            Optional<Gate> closed = firstClosed(gates, at);
            if (closed.isEmpty()) {
                return Optional.of(at);
            }
            Optional<Instant> opening = closed.get().nextOpening(at);
            if (opening.isEmpty()) {
                return Optional.empty();
            }
            moves.moved(closed.get(), at, opening.get());
            at = opening.get();
        }
        return Optional.empty();
    }

    static Optional<Gate> firstClosed(List<Gate> gates, Instant at) {
        for (Gate gate : gates) {
            if (!gate.isOpen(at)) {
                return Optional.of(gate);
            }
        }
        return Optional.empty();
    }
}
