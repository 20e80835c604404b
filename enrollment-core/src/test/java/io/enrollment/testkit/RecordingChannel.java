package io.enrollment.testkit;

import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.Outcome;
import io.enrollment.spi.Channel;
import io.enrollment.spi.FrozenMessage;
import io.enrollment.spi.OutboundMessage;
import io.enrollment.subject.ChannelKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A channel that remembers what it was handed, and answers as it is told. Without a word it accepts; with a lookup or a
 * dedupe window it recognizes a repeated key, as a provider would. Thread-safe.
 */
public final class RecordingChannel implements Channel {

    private final ChannelKind kind;
    private final boolean lookup;
    private final Optional<Duration> window;
    private final List<OutboundMessage> handed = new ArrayList<>();
    private final Map<IdempotencyKey, Integer> accepted = new LinkedHashMap<>();
    private final Deque<Supplier<Outcome>> answers = new ArrayDeque<>();
    private final Map<IdempotencyKey, FrozenMessage> first = new LinkedHashMap<>();
    private boolean freezes;

    private RecordingChannel(ChannelKind kind, boolean lookup, Optional<Duration> window) {
        this.kind = kind;
        this.lookup = lookup;
        this.window = window;
    }

    /** A channel that can be asked what it knows of a key. */
    public static RecordingChannel withLookup(ChannelKind kind) {
        return new RecordingChannel(kind, true, Optional.empty());
    }

    /** A channel that recognizes repeated keys for a while. */
    public static RecordingChannel withWindow(ChannelKind kind, Duration window) {
        return new RecordingChannel(kind, false, Optional.of(window));
    }

    /** A channel that knows nothing of what it did. */
    public static RecordingChannel forgetful(ChannelKind kind) {
        return new RecordingChannel(kind, false, Optional.empty());
    }

    /** Gives this answer to the next message, without accepting it; answers queue up. */
    public synchronized RecordingChannel answer(Supplier<Outcome> answer) {
        answers.add(answer);
        return this;
    }

    /** From now on refuses a key that it was handed before with another address or other words. */
    public synchronized RecordingChannel refusingChanges() {
        freezes = true;
        return this;
    }

    @Override
    public synchronized boolean freezesPayload() {
        return freezes;
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
    public Optional<Duration> dedupeWindow() {
        return window;
    }

    @Override
    public synchronized CompletionStage<Outcome> send(OutboundMessage message) {
        handed.add(message);
        FrozenMessage words = new FrozenMessage(message.address(), message.content());
        if (freezes && !first.getOrDefault(message.key(), words).equals(words)) {
            return CompletableFuture.completedFuture(
                    new Outcome.Rejected("MESSAGE_CHANGED", "another message under the same key"));
        }
        Supplier<Outcome> answer = answers.poll();
        if (answer != null) {
            return CompletableFuture.completedFuture(answer.get());
        }
        first.putIfAbsent(message.key(), words);
        boolean recognized = (lookup || window.isPresent()) && accepted.containsKey(message.key());
        if (!recognized) {
            accepted.merge(message.key(), 1, Integer::sum);
        }
        return CompletableFuture.completedFuture(new Outcome.Accepted("ref-" + message.key()));
    }

    /** Accepts a message as a provider does whose answer gets lost. */
    public synchronized void acceptSilently(IdempotencyKey key) {
        accepted.merge(key, 1, Integer::sum);
    }

    @Override
    public synchronized Optional<Outcome.Accepted> lookup(IdempotencyKey key) {
        return accepted.containsKey(key) ? Optional.of(new Outcome.Accepted("ref-" + key)) : Optional.empty();
    }

    /** Every message that it was handed, repetitions included, in order. */
    public synchronized List<OutboundMessage> handed() {
        return List.copyOf(handed);
    }

    /** How often each key was accepted as a new message. */
    public synchronized Map<IdempotencyKey, Integer> accepted() {
        return Map.copyOf(accepted);
    }
}
