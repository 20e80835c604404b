package io.enrollment.spi;

import io.enrollment.enrollment.IdempotencyKey;
import java.util.Optional;

/**
 * A message to be stored before it is handed off.
 *
 * @param lease the right to hand it off
 * @param key its idempotency key
 * @param message what would leave now; empty when it cannot be rendered any more, to ask for what is stored
 * @param replaces whether it takes the place of one that is stored under the same key; only when that one certainly never left
 */
public record Freeze(Lease lease, IdempotencyKey key, Optional<FrozenMessage> message, boolean replaces) {}
