package io.enrollment.spi;

import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.subject.ChannelKind;

/**
 * The place of one message under the caps of its subject.
 *
 * @param lease the claim that the message is to be handed off under
 * @param key what the message is known by
 * @param channel where it goes
 */
public record CapPlace(Lease lease, IdempotencyKey key, ChannelKind channel) {}
