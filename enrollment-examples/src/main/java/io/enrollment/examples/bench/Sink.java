package io.enrollment.examples.bench;

import io.enrollment.enrollment.Outcome;
import io.enrollment.spi.Channel;
import io.enrollment.spi.OutboundMessage;
import io.enrollment.subject.ChannelKind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;

/** A provider that takes every message at once, and counts. It recognizes repeated keys, as many providers do. */
final class Sink implements Channel {

    private static final Outcome TAKEN = new Outcome.Accepted("");

    private final LongAdder taken = new LongAdder();
    private final ChannelKind kind;

    /** One for email. */
    Sink() {
        this(ChannelKind.EMAIL);
    }

    Sink(ChannelKind kind) {
        this.kind = kind;
    }

    @Override
    public ChannelKind kind() {
        return kind;
    }

    @Override
    public CompletionStage<Outcome> send(OutboundMessage message) {
        take(message.key().value());
        return CompletableFuture.completedFuture(TAKEN);
    }

    @Override
    public Optional<Duration> dedupeWindow() {
        return Optional.of(Duration.ofDays(1));
    }

    /** Takes one message. */
    void take(String key) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("a message needs a key");
        }
        taken.increment();
    }

    /** How many messages it took. */
    long taken() {
        return taken.sum();
    }
}
