package io.enrollment.enrollment;

import io.enrollment.plan.StepKey;
import java.time.Instant;

/**
 * What a person last did for an enrollment.
 *
 * @param step the call or task
 * @param disposition what came of it
 * @param at when that was said
 */
public record LastAttempt(StepKey step, String disposition, Instant at) {}
