package io.enrollment.engine;

import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.Outcome;
import io.enrollment.enrollment.Recovery;
import io.enrollment.plan.DeliveryMode;
import io.enrollment.plan.Step;
import io.enrollment.spi.Channel;
import io.enrollment.spi.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Finds out what an earlier claim, which never settled, may have done (SEMANTICS 6). */
final class Recoveries {

    private Recoveries() {}

    /** Whether messages of this step must be marked before they leave, because nothing could tell afterwards. */
    static boolean needsMark(Step.Message step, Channel channel) {
        return switch (step.message().delivery()) {
            case AT_MOST_ONCE -> true;
            case AT_LEAST_ONCE -> false;
            case EFFECTIVELY_ONCE ->
                !channel.canLookup() && channel.dedupeWindow().isEmpty();
        };
    }

    static Recovery of(Claim claim, Step.Message step, Channel channel, Instant now) {
        Optional<Instant> unsettled = claim.enrollment().unsettledHandOff();
        boolean claimedBefore = needsMark(step, channel) ? claim.marked() : claim.repeated();
        if (unsettled.isEmpty() && !claimedBefore) {
            return new Recovery.Fresh();
        }
        Instant first =
                unsettled.filter(at -> at.isBefore(claim.firstClaimedAt())).orElse(claim.firstClaimedAt());
        return channel.canLookup() ? asked(claim, step, channel, first) : unasked(step, channel, first, now);
    }

    private static Recovery asked(Claim claim, Step.Message step, Channel channel, Instant first) {
        IdempotencyKey key = IdempotencyKey.of(
                claim.enrollment().id(), step.key(), claim.enrollment().occurrence());
        Optional<Outcome.Accepted> known = channel.lookup(key);
        if (known.isPresent()) {
            return new Recovery.Confirmed(known.get(), first);
        }
        return step.message().delivery() == DeliveryMode.AT_MOST_ONCE
                ? new Recovery.Lost(first)
                : new Recovery.Repeatable(first, true);
    }

    private static Recovery unasked(Step.Message step, Channel channel, Instant first, Instant now) {
        return isRetriable(step, channel, first, now)
                ? new Recovery.Repeatable(first, false)
                : new Recovery.Lost(first);
    }

    /** Whether a message whose outcome is unknown may be handed off again under the same key. */
    static boolean isRetriable(Step.Message step, Channel channel, Instant first, Instant now) {
        return switch (step.message().delivery()) {
            case AT_LEAST_ONCE -> true;
            case AT_MOST_ONCE -> false;
            case EFFECTIVELY_ONCE -> channel.canLookup() || isInside(channel.dedupeWindow(), first, now);
        };
    }

    private static boolean isInside(Optional<Duration> window, Instant first, Instant now) {
        return window.filter(w -> Duration.between(first, now).compareTo(w) < 0).isPresent();
    }
}
