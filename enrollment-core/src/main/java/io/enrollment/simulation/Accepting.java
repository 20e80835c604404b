package io.enrollment.simulation;

import io.enrollment.enrollment.Outcome;
import io.enrollment.spi.Channel;
import io.enrollment.spi.OutboundMessage;
import io.enrollment.subject.ChannelKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A channel that accepts everything and sends nothing. */
final class Accepting implements Channel {

    private final ChannelKind kind;

    private Accepting(ChannelKind kind) {
        this.kind = kind;
    }

    static List<Channel> channels() {
        return Arrays.stream(ChannelKind.values())
                .filter(ChannelKind::isMessage)
                .map(kind -> (Channel) new Accepting(kind))
                .toList();
    }

    @Override
    public ChannelKind kind() {
        return kind;
    }

    @Override
    public CompletionStage<Outcome> send(OutboundMessage message) {
        return CompletableFuture.completedFuture(new Outcome.Accepted(""));
    }

    @Override
    public Optional<Duration> dedupeWindow() {
        return Optional.of(Duration.ofDays(1));
    }
}
