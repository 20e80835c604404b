package io.enrollment.engine;

import io.enrollment.eligibility.CheckOverride;
import io.enrollment.eligibility.EntryOrigin;
import io.enrollment.internal.ValueStyle;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.PlanId;
import java.util.Optional;
import org.immutables.value.Value;

/** How subjects are to be enrolled. Immutable. */
@Value.Immutable
@ValueStyle
public interface EnrollRequest {

    /** The plan; its newest version is entered. */
    PlanId plan();

    /** The event that causes it; empty for the plan's event key attribute, else the constant key. */
    Optional<EventKey> eventKey();

    /** Why the subjects enter. */
    @Value.Default
    default EntryPurpose purpose() {
        return EntryPurpose.DEFAULT;
    }

    /** Who asks. */
    @Value.Default
    default EntryOrigin origin() {
        return EntryOrigin.EXPLICIT;
    }

    /** Checks to be overridden by a person. */
    Optional<CheckOverride> override();

    /** Whether a running enrollment of the same plan is ended for it, in one transaction, whatever the plan says. */
    @Value.Default
    default boolean replaceRunning() {
        return false;
    }

    /** Enrolls in a plan with the defaults. */
    static EnrollRequest in(PlanId plan) {
        Builder builder = builder();
        builder.plan(plan);
        return builder.build();
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds an {@link EnrollRequest}; not thread-safe. */
    final class Builder extends ImmutableEnrollRequest.Builder {
        Builder() {}
    }
}
