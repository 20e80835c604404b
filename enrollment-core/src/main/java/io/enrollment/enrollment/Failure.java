package io.enrollment.enrollment;

import java.time.Instant;

/**
 * Why a step failed for good.
 *
 * @param reason one machine-readable code
 * @param message what the channel, the action or the engine said; no address and no message body
 * @param at when
 */
public record Failure(String reason, String message, Instant at) {}
