package io.enrollment.testkit;

import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.Outcome;
import io.enrollment.spi.Channel;
import io.enrollment.spi.NotHandedOffException;
import io.enrollment.spi.OutboundMessage;
import io.enrollment.subject.ChannelKind;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A channel that answers at random, from other threads too, and keeps its own account of what it took. Thread-safe. */
final class ChaosChannel implements Channel {

    private final ChannelKind kind;
    private final boolean lookup;
    private final Consumer<String> violated;
    private final Consumer<OutboundMessage> look;
    private final Random random;
    private final Set<IdempotencyKey> standing = ConcurrentHashMap.newKeySet();
    private final Set<IdempotencyKey> taken = ConcurrentHashMap.newKeySet();
    private final Set<IdempotencyKey> accepted = ConcurrentHashMap.newKeySet();
    private volatile boolean calm;

    ChaosChannel(
            ChannelKind kind, boolean lookup, Consumer<String> violated, Consumer<OutboundMessage> look, long seed) {
        this.kind = kind;
        this.lookup = lookup;
        this.violated = violated;
        this.look = look;
        this.random = new Random(seed);
    }

    void behave() {
        calm = true;
    }

    /** A person has decided that a message in doubt is sent again; what was surely accepted is never in doubt. */
    void forget(IdempotencyKey key) {
        if (!accepted.contains(key)) {
            standing.remove(key);
        }
    }

    /** What it has said yes to. */
    Set<IdempotencyKey> accepted() {
        return new HashSet<>(accepted);
    }

    /** What it was handed and may have kept, whatever it answered. */
    Set<IdempotencyKey> taken() {
        return new HashSet<>(taken);
    }

    @Override
    public ChannelKind kind() {
        return kind;
    }

    @Override
    public boolean canLookup() {
        return lookup;
    }

    @Override
    public Optional<Outcome.Accepted> lookup(IdempotencyKey key) {
        return standing.contains(key) ? Optional.of(new Outcome.Accepted("found")) : Optional.empty();
    }

    @Override
    public CompletionStage<Outcome> send(OutboundMessage message) {
        look.accept(message);
        IdempotencyKey key = message.key();
        if (standing.contains(key)) {
            violated.accept("handed off twice: " + key);
        }
        return switch (calm ? 9 : random.nextInt(16)) {
            case 0 -> CompletableFuture.completedFuture(new Outcome.Rejected("NO_SUCH_BOX", "550"));
            case 1 -> CompletableFuture.completedFuture(new Outcome.Failed("BUSY", "421", Optional.empty()));
            case 2 -> throw new NotHandedOffException("no connection");
            case 3 -> {
                take(key);
                throw new IllegalStateException("broke");
            }
            case 4 -> {
                take(key);
                yield CompletableFuture.completedFuture(new Outcome.Unknown("no answer"));
            }
            case 5, 6, 7 -> CompletableFuture.supplyAsync(() -> accept(key));
            default -> CompletableFuture.completedFuture(accept(key));
        };
    }

    private void take(IdempotencyKey key) {
        standing.add(key);
        taken.add(key);
    }

    private Outcome accept(IdempotencyKey key) {
        take(key);
        accepted.add(key);
        return new Outcome.Accepted("ref");
    }
}
