package io.enrollment.spi;

import io.enrollment.internal.ValueStyle;
import io.enrollment.plan.PlanId;
import io.enrollment.run.RunPurpose;
import io.enrollment.run.RunStatus;
import io.enrollment.subject.OrganizationId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/** Which runs to list; newest first. */
@Value.Immutable
@ValueStyle
public interface RunQuery {

    /** The tenant. */
    OrganizationId organization();

    /** Of this plan only. */
    Optional<PlanId> plan();

    /** For one of these purposes only; empty for all. */
    Set<RunPurpose> purposes();

    /** In one of these statuses only; empty for all. */
    Set<RunStatus> statuses();

    /** Asked for then or later. */
    Optional<Instant> from();

    /** Asked for before. */
    Optional<Instant> until();

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link RunQuery}; not thread-safe. */
    final class Builder extends ImmutableRunQuery.Builder {
        Builder() {}
    }
}
