package io.enrollment.engine;

import io.enrollment.calendar.FrequencyCap;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Effect;
import io.enrollment.enrollment.StepHold;
import io.enrollment.enrollment.Transition;
import io.enrollment.spi.Channel;
import io.enrollment.subject.ChannelKind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the rates of channels, for one engine. What a channel does not take now is held until a time of its own, given in the order
 * of asking, so that nobody spins and nobody is overtaken: whoever comes later queues behind. Thread-safe.
 */
final class Pacer {

    /** The reason of a message that waits for its turn. */
    static final String CHANNEL_RATE = "CHANNEL_RATE";

    private final Decisions decider;
    private final HandOffs handOffs;
    private final InstantSource clock;
    private final Map<ChannelKind, Lane> lanes = new EnumMap<>(ChannelKind.class);

    Pacer(Decisions decider, HandOffs handOffs, InstantSource clock) {
        this.decider = decider;
        this.handOffs = handOffs;
        this.clock = clock;
        for (ChannelKind kind : ChannelKind.values()) {
            lanes.put(kind, new Lane());
        }
    }

    /** The same works in order, decided anew where their message has to wait for its turn. */
    List<Work> pace(List<Work> outside) {
        return outside.stream().map(this::pace).toList();
    }

    private Work pace(Work work) {
        if (!(work.transition().effect() instanceof Effect.HandOff handOff)) {
            return work;
        }
        ChannelKind kind = handOff.step().channel();
        Optional<FrequencyCap> rate = handOffs.channel(kind).flatMap(Channel::rate);
        Lane lane = lanes.get(kind);
        if (rate.isEmpty() || lane == null) {
            return work;
        }
        boolean waited = work.claim()
                .enrollment()
                .heldBecause()
                .filter(CHANNEL_RATE::equals)
                .isPresent();
        Instant now = clock.instant();
        Instant turn = lane.turn(rate.get(), now, waited);
        return turn.isAfter(now) ? held(work, turn, now, "rate: " + rate.get().describe()) : work;
    }

    private Work held(Work work, Instant turn, Instant now, String why) {
        StepHold hold = StepHold.always(CHANNEL_RATE, turn, why);
        Command due = new Command.StepDue(work.recovery(), Optional.of(hold));
        Transition decided = decider.decide(work.version(), work.claim().enrollment(), due, work.facts(), now);
        return work.decided(decided);
    }

    /** What was let through to one channel, and the turns that were promised; each at most as many as the rate allows. */
    private static final class Lane {

        private final Deque<Instant> sent = new ArrayDeque<>();
        private final Deque<Instant> promised = new ArrayDeque<>();

        /** When a message may leave: now, and then it counts as let through; or later, which is promised. */
        synchronized Instant turn(FrequencyCap rate, Instant now, boolean waited) {
            while (!sent.isEmpty() && !sent.getFirst().plus(rate.window()).isAfter(now)) {
                sent.removeFirst();
            }
            boolean queue = !waited && !promised.isEmpty() && promised.getLast().isAfter(now);
            if (sent.size() < rate.limit() && !queue) {
                sent.addLast(now);
                if (!waited) {
                    promise(rate, now);
                }
                return now;
            }
            Deque<Instant> before = promised.size() < rate.limit() ? sent : promised;
            Instant free = before.isEmpty() ? now : before.getFirst().plus(rate.window());
            Instant last = promised.isEmpty() ? now : promised.getLast();
            Instant turn = free.isBefore(last) ? last : free;
            Instant later = turn.isAfter(now) ? turn : now.plus(rate.window());
            promise(rate, later);
            return later;
        }

        private void promise(FrequencyCap rate, Instant at) {
            promised.addLast(at);
            while (promised.size() > rate.limit()) {
                promised.removeFirst();
            }
        }
    }
}
