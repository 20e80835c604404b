package io.enrollment.spi;

import io.enrollment.plan.CircuitBreaker.Totals;
import java.time.Instant;

/**
 * What was counted of a plan up to an instant.
 *
 * @param at the instant, to the microsecond
 * @param totals what was counted
 */
public record Checkpoint(Instant at, Totals totals) {}
