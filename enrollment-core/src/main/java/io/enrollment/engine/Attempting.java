package io.enrollment.engine;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Effect;
import io.enrollment.enrollment.Outcome;
import io.enrollment.plan.DeliveryMode;
import io.enrollment.spi.Channel;
import java.time.Instant;
import java.util.Optional;

/** Makes a command of an outcome; an unknown one is asked about first, where the channel can tell. */
final class Attempting {

    private Attempting() {}

    static Command.Attempted of(Work work, Outcome outcome, Instant startedAt, Instant now, HandOffs handOffs) {
        if (!(outcome instanceof Outcome.Unknown unknown)
                || !(work.transition().effect() instanceof Effect.HandOff handOff)) {
            return new Command.Attempted(outcome, startedAt, true);
        }
        Optional<Channel> channel = handOffs.channel(handOff.step().channel());
        if (channel.isEmpty()) {
            return new Command.Attempted(outcome, startedAt, false);
        }
        Instant first = work.claim().enrollment().unsettledHandOff().orElse(startedAt);
        boolean retriable = Recoveries.isRetriable(handOff.step(), channel.get(), first, now);
        return new Command.Attempted(asked(channel.get(), handOff, unknown), startedAt, retriable);
    }

    private static Outcome asked(Channel channel, Effect.HandOff handOff, Outcome.Unknown unknown) {
        if (!channel.canLookup() || handOff.step().message().delivery() == DeliveryMode.AT_MOST_ONCE) {
            return unknown;
        }
        try {
            return channel.lookup(handOff.key()).<Outcome>map(known -> known).orElse(unknown);
        } catch (RuntimeException unanswered) {
            return unknown;
        }
    }
}
