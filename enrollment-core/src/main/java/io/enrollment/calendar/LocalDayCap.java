package io.enrollment.calendar;

import io.enrollment.internal.Require;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * At most {@code limit} messages on one local date, however many hours that date has.
 *
 * @param limit the number of messages that may fall on one date; at least 1
 */
public record LocalDayCap(int limit) implements SendCap {

    /** A date is over everywhere within 50 hours of its first beginning; the rest is room for zones that change. */
    private static final Duration LONGEST_DATE = Duration.ofHours(72);

    /**
     * Checks the cap.
     *
     * @throws IllegalArgumentException if the limit is below 1
     */
    public LocalDayCap {
        Require.that(limit >= 1, "limit", limit, "be at least 1");
    }

    /** A cap of {@code limit} messages a local date. */
    public static LocalDayCap of(int limit) {
        return new LocalDayCap(limit);
    }

    /**
     * The instant to defer to: the start of the first later local date on which another message fits; empty when it
     * fits now.
     *
     * @param sends the instants of the messages that count, in any order
     */
    @Override
    public Optional<Instant> earliest(List<Instant> sends, Instant now, ZoneId zone) {
        Instant at = now;
        while (isFull(sends, at, zone)) {
            LocalDate next = at.atZone(zone).toLocalDate().plusDays(1);
            at = LocalTimes.resolve(next.atStartOfDay(), zone, at);
        }
        return at.equals(now) ? Optional.empty() : Optional.of(at);
    }

    @Override
    public Duration reach() {
        return LONGEST_DATE;
    }

    @Override
    public String describe() {
        return limit + " on a local date";
    }

    private boolean isFull(List<Instant> sends, Instant at, ZoneId zone) {
        LocalDate date = at.atZone(zone).toLocalDate();
        return sends.stream()
                        .filter(sent -> sent.atZone(zone).toLocalDate().equals(date))
                        .count()
                >= limit;
    }
}
