package io.enrollment.enrollment;

import io.enrollment.plan.EndCause;
import java.time.Instant;

/**
 * How and when an enrollment ended.
 *
 * @param cause why
 * @param at when
 */
public record Ending(EndCause cause, Instant at) {}
