package io.enrollment.spi;

import io.enrollment.enrollment.Enrollment;
import java.time.Instant;

/**
 * One claimed enrollment. The stored claim of a message step is the intent to send it.
 *
 * @param enrollment its state
 * @param lease the right to settle it
 * @param repeated whether an earlier claim since the last settlement ran out without being settled or released
 * @param firstClaimedAt the engine's time of the first claim since the last settlement or release
 * @param marked whether an earlier claim committed the mark that a message was about to leave
 */
public record Claim(Enrollment enrollment, Lease lease, boolean repeated, Instant firstClaimedAt, boolean marked) {}
