package io.enrollment.examples.delivery;

import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Hand-offs under way, by key. The engine gives up waiting after a while and may ask again for a message whose first
 * attempt is only slow; it then gets that attempt instead of a second one. Thread-safe.
 */
final class SharedSends {

    private final ConcurrentMap<IdempotencyKey, CompletableFuture<Outcome>> underWay = new ConcurrentHashMap<>();

    /** The attempt under way, or the one that {@code start} starts. */
    CompletionStage<Outcome> send(IdempotencyKey key, Supplier<CompletionStage<Outcome>> start) {
        CompletableFuture<Outcome> mine = new CompletableFuture<>();
        CompletableFuture<Outcome> first = underWay.putIfAbsent(key, mine);
        if (first != null) {
            return first;
        }
        start.get().whenComplete((outcome, failure) -> {
            underWay.remove(key);
            if (failure == null) {
                mine.complete(outcome);
            } else {
                mine.completeExceptionally(failure);
            }
        });
        return mine;
    }
}
