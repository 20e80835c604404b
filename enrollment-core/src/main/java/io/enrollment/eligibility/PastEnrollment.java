package io.enrollment.eligibility;

import io.enrollment.internal.ValueStyle;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.PlanId;
import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;

/** What the checks know of one earlier enrollment of the subject. */
@Value.Immutable
@ValueStyle
public interface PastEnrollment {

    /** The plan, any version. */
    PlanId plan();

    /** The event that caused it. */
    @Value.Default
    default EventKey eventKey() {
        return EventKey.DEFAULT;
    }

    /** Its status now. */
    EnrollmentStatus status();

    /** When the subject was enrolled. */
    Instant enrolledAt();

    /** When it ended. */
    Optional<Instant> endedAt();

    /** Why it ended. */
    Optional<EndCause> endCause();

    /** Whether its plan is visible to the marketing exclusion of other plans. */
    @Value.Default
    default boolean visible() {
        return true;
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link PastEnrollment}; not thread-safe. */
    final class Builder extends ImmutablePastEnrollment.Builder {
        Builder() {}
    }
}
