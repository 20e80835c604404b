package io.enrollment.plan;

import java.time.Instant;

/**
 * What a cap says to a message that does not fit.
 *
 * @param until the first instant at which it fits, as far as can be told
 * @param why the cap that holds it until then, in words
 */
public record CapHold(Instant until, String why) {}
