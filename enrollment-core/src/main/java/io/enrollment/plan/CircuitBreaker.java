package io.enrollment.plan;

import io.enrollment.internal.Require;
import java.time.Duration;
import java.util.Optional;

/**
 * When a plan is paused by itself because too much of what it sends comes back or is complained about; a person resumes it.
 * Counted are bounces and complaints that name their message, within the window, beside the messages that were handed off in it
 * and in the one before it, since what comes back comes later.
 *
 * @param bounces how many bounces are too many
 * @param complaints how many complaints are too many
 * @param window within which time; 1 hour to 31 days, kept to within an eighth of it
 */
public record CircuitBreaker(Optional<Threshold> bounces, Optional<Threshold> complaints, Duration window) {

    /** The window unless another one is said. */
    public static final Duration ONE_DAY = Duration.ofDays(1);

    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final int WHOLE = 1000;

    /**
     * How many are too many: both must be reached.
     *
     * @param perMille so many of a thousand messages that were handed off; 1 to 1000
     * @param minimum and at least so many; at least 1
     */
    public record Threshold(int perMille, int minimum) {
        /** Checks the bounds. */
        public Threshold {
            Require.that(perMille >= 1 && perMille <= WHOLE, "circuitBreaker perMille", perMille, "be 1 to " + WHOLE);
            Require.that(minimum >= 1, "circuitBreaker minimum", minimum, "be at least 1");
        }

        private boolean isReached(long count, long sent) {
            return count >= minimum && count * WHOLE >= perMille * sent;
        }
    }

    /**
     * What was counted of a plan.
     *
     * @param sent messages handed off, uncertain ones included
     * @param bounced those that came back
     * @param complained those that somebody complained about
     */
    public record Totals(long sent, long bounced, long complained) {

        /** Nothing yet. */
        public static final Totals ZERO = new Totals(0, 0, 0);

        /** What was counted since an earlier count. */
        public Totals since(Totals earlier) {
            return new Totals(sent - earlier.sent, bounced - earlier.bounced, complained - earlier.complained);
        }
    }

    /** Checks that there is a threshold, and the window. */
    public CircuitBreaker {
        Require.that(
                bounces.isPresent() || complaints.isPresent(),
                "circuitBreaker",
                "nothing",
                "have a threshold of bounces or of complaints");
        Require.that(
                window.compareTo(SHORTEST) >= 0 && window.compareTo(LONGEST) <= 0,
                "circuitBreaker window",
                window,
                "be " + SHORTEST + " to " + LONGEST);
    }

    /** One that trips when so many of a thousand messages of a day bounce, at least so many. */
    public static CircuitBreaker onBounces(int perMille, int minimum) {
        return new CircuitBreaker(Optional.of(new Threshold(perMille, minimum)), Optional.empty(), ONE_DAY);
    }

    /** The same, with a threshold of complaints too. */
    public CircuitBreaker orComplaints(int perMille, int minimum) {
        return new CircuitBreaker(bounces, Optional.of(new Threshold(perMille, minimum)), window);
    }

    /** The same within another window. */
    public CircuitBreaker within(Duration time) {
        return new CircuitBreaker(bounces, complaints, time);
    }

    /** The evidence when what was counted within the window is too much; empty when it is not. */
    public Optional<String> trippedBy(Totals counted) {
        return evidence("bounces", bounces, counted.bounced(), counted.sent())
                .or(() -> evidence("complaints", complaints, counted.complained(), counted.sent()));
    }

    private Optional<String> evidence(String what, Optional<Threshold> threshold, long count, long sent) {
        return threshold
                .filter(limit -> limit.isReached(count, sent))
                .map(limit -> count + " " + what + " of " + sent + " messages within " + window + ", over "
                        + limit.perMille() + " of a thousand and at least " + limit.minimum());
    }
}
