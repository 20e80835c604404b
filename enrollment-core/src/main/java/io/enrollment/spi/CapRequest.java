package io.enrollment.spi;

import io.enrollment.plan.MessageCaps;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A wish to hand a message off.
 *
 * @param place the place that it needs
 * @param caps what limits it
 * @param zone the zone of the subject's local dates
 * @param now the engine's time
 */
public record CapRequest(CapPlace place, MessageCaps caps, ZoneId zone, Instant now) {}
