package io.enrollment.examples.quickstart;

import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.Outcome;
import io.enrollment.spi.Channel;
import io.enrollment.spi.OutboundMessage;
import io.enrollment.subject.ChannelKind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A channel that ends the whole process, as a power cut would, right after a hand-off was accepted and before the engine
 * can store its outcome.
 */
final class FaultPoint implements Channel {

    private static final int EXIT_CODE = 137;

    private final Channel channel;
    private final AtomicInteger left;

    /** Ends the process when {@code left}, which several channels may share, comes to zero. */
    FaultPoint(Channel channel, AtomicInteger left) {
        this.channel = channel;
        this.left = left;
    }

    @Override
    public ChannelKind kind() {
        return channel.kind();
    }

    @Override
    public CompletionStage<Outcome> send(OutboundMessage message) {
        return channel.send(message).thenApply(outcome -> {
            if (outcome instanceof Outcome.Accepted && left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(EXIT_CODE);
            }
            return outcome;
        });
    }

    @Override
    public Optional<Duration> dedupeWindow() {
        return channel.dedupeWindow();
    }

    @Override
    public boolean canLookup() {
        return channel.canLookup();
    }

    @Override
    public Optional<Outcome.Accepted> lookup(IdempotencyKey key) {
        return channel.lookup(key);
    }

    @Override
    public int concurrency() {
        return channel.concurrency();
    }
}
