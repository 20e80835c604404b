package io.enrollment.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The common opening of several gates. */
final class Gates {

    private static final Duration HORIZON = Duration.ofDays(731);

    private Gates() {}

    /** The gates that are set, in the order in which a derivation names them. */
    static List<Gate> of(SendGates gates, ZoneId zone) {
        SendWindow window = gates.window().orElse(SendWindow.always());
        return Stream.of(
                        gates.window().map(w -> (Gate) new Gate.Windowed(w, zone, "outside window")),
                        Optional.of((Gate) new Gate.OnBusinessDays(window, zone, gates.calendar()))
                                .filter(gate -> gates.businessDaysOnly()),
                        gates.quietHours().map(hours -> (Gate) new Gate.Quiet(hours)))
                .flatMap(Optional::stream)
                .toList();
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

    private static Optional<Gate> firstClosed(List<Gate> gates, Instant at) {
        return gates.stream().filter(gate -> !gate.isOpen(at)).findFirst();
    }
}
