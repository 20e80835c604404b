package io.enrollment.report;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import java.time.Instant;
import java.util.Optional;

/**
 * An enrollment as a store keeps it, with everything that it keeps twice, so that an audit can compare.
 *
 * @param id its id
 * @param state the state; empty when it cannot be read, as when it breaks the wake-up invariant
 * @param problem why it cannot be read; empty when it can
 * @param status the status that lists and checks go by
 * @param removed whether lists and checks take it for removed
 * @param queuedFor the due time that the scheduler goes by; empty when it is not in the queue
 * @param holdsPlace whether it keeps others of the same plan and subject out
 */
public record StoredEnrollment(
        EnrollmentId id,
        Optional<Enrollment> state,
        String problem,
        String status,
        boolean removed,
        Optional<Instant> queuedFor,
        boolean holdsPlace) {}
