package io.enrollment.spi;

import io.enrollment.eligibility.CheckName;
import io.enrollment.internal.Require;
import io.enrollment.internal.ValueStyle;
import io.enrollment.run.CandidateStatus;
import io.enrollment.run.RunId;
import io.enrollment.subject.OrganizationId;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/** Which candidates of a run to list, in the order of their positions. */
@Value.Immutable
@ValueStyle
public interface CandidateQuery {

    /** The tenant. */
    OrganizationId organization();

    /** The run. */
    RunId run();

    /** In one of these statuses only; empty for all. */
    Set<CandidateStatus> statuses();

    /** Those that every check let pass only, or those that one did not; empty for both. */
    Optional<Boolean> valid();

    /** Rejected by this check only: the one that gives the headline reason. */
    Optional<CheckName> check();

    /** Rejected for this reason only: the headline reason, 1 to 600 code points without control characters. */
    Optional<String> reason();

    /** Refuses a reason that none can be: some databases refuse to look for it, others find nobody. */
    @Value.Check
    default void validate() {
        reason().ifPresent(reason -> Require.text("candidate reason", reason, 600));
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** All candidates of a run. */
    static CandidateQuery of(OrganizationId organization, RunId run) {
        Builder builder = builder();
        return builder.organization(organization).run(run).build();
    }

    /** Builds a {@link CandidateQuery}; not thread-safe. */
    final class Builder extends ImmutableCandidateQuery.Builder {
        Builder() {}
    }
}
