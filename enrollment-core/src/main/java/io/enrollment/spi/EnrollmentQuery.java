package io.enrollment.spi;

import io.enrollment.internal.Require;
import io.enrollment.internal.ValueStyle;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/** Which enrollments to list, and in which order. */
@Value.Immutable
@ValueStyle
public interface EnrollmentQuery {

    /** The tenant. */
    OrganizationId organization();

    /** Of this plan only. */
    Optional<PlanId> plan();

    /** Of this subject only. */
    Optional<SubjectId> subject();

    /** In one of these statuses only; empty for all. */
    Set<EnrollmentStatus> statuses();

    /** Whether removed ones are listed. */
    @Value.Default
    default boolean includeRemoved() {
        return false;
    }

    /** The order; other than by begin only for all of one plan. */
    @Value.Default
    default EnrollmentOrder order() {
        return EnrollmentOrder.NEWEST;
    }

    /** Checks that an index can serve it. */
    @Value.Check
    default void check() {
        boolean wholePlan =
                plan().isPresent() && subject().isEmpty() && statuses().isEmpty();
        Require.that(
                order() == EnrollmentOrder.NEWEST || wholePlan, "enrollment order", order(), "be for a whole plan");
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds an {@link EnrollmentQuery}; not thread-safe. */
    final class Builder extends ImmutableEnrollmentQuery.Builder {
        Builder() {}
    }
}
