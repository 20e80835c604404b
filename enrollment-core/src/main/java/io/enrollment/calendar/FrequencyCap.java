package io.enrollment.calendar;

import io.enrollment.internal.Require;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * At most {@code limit} messages within any rolling {@code window}.
 *
 * <p>A message counts from the instant of its hand-off until exactly {@code window} later, when it no longer counts.
 * Which messages count is the caller's choice: all that were handed off, bounced ones included, refused ones not.
 *
 * @param limit the number of messages that may fall into one window; at least 1
 * @param window the length of the window in elapsed time; positive
 */
public record FrequencyCap(int limit, Duration window) implements SendCap {

    /**
     * Checks the cap.
     *
     * @throws IllegalArgumentException if the limit is below 1 or the window is not positive
     */
    public FrequencyCap {
        Require.that(limit >= 1, "limit", limit, "be at least 1");
        Require.that(!window.isNegative() && !window.isZero(), "window", window, "be positive");
    }

    /** A cap of {@code limit} messages within {@code window}. */
    public static FrequencyCap of(int limit, Duration window) {
        return new FrequencyCap(limit, window);
    }

    /**
     * The instant to defer to: the first one after {@code now} at which another message fits; empty when it fits now.
     *
     * @param sends the instants of the messages that count, in any order
     */
    public Optional<Instant> earliest(List<Instant> sends, Instant now) {
        Instant at = now;
        for (Optional<Instant> free = Optional.of(now); free.isPresent(); free = slotFreedAfter(sends, at)) {
            at = free.get();
        }
        return at.equals(now) ? Optional.empty() : Optional.of(at);
    }

    @Override
    public Optional<Instant> earliest(List<Instant> sends, Instant now, ZoneId zone) {
        return earliest(sends, now);
    }

    @Override
    public Duration reach() {
        return window;
    }

    @Override
    public String describe() {
        return limit + " within " + window;
    }

    private Optional<Instant> slotFreedAfter(List<Instant> sends, Instant at) {
        return sends.stream()
                .filter(sent -> !sent.isAfter(at) && sent.plus(window).isAfter(at))
                .sorted(Comparator.reverseOrder())
                .skip(limit - 1L)
                .findFirst()
                .map(sent -> sent.plus(window));
    }
}
