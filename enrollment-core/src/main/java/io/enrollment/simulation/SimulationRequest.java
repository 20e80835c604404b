package io.enrollment.simulation;

import io.enrollment.eligibility.EligibilityCheck;
import io.enrollment.eligibility.SubjectHistory;
import io.enrollment.internal.Require;
import io.enrollment.internal.ValueStyle;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/** What is to be simulated. Immutable. */
@Value.Immutable
@ValueStyle
public interface SimulationRequest {

    /** The plan. */
    Plan plan();

    /** The organization. */
    Organization organization();

    /** The subjects, who do not change during the simulation. */
    List<Subject> subjects();

    /** What happened to them before. */
    Map<SubjectId, SubjectHistory> history();

    /** When they are enrolled. */
    Instant startAt();

    /** Up to when, inclusive. */
    Instant endAt();

    /** For which event; empty for the plan's way of telling. */
    Optional<EventKey> eventKey();

    /** Why they enter. */
    @Value.Default
    default EntryPurpose purpose() {
        return EntryPurpose.DEFAULT;
    }

    /** Host checks, beside the nine. */
    List<EligibilityCheck> checks();

    /** Checks the order of the two instants. */
    @Value.Check
    default void check() {
        Require.that(!endAt().isBefore(startAt()), "simulation endAt", endAt(), "not be before startAt " + startAt());
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link SimulationRequest}; not thread-safe. */
    final class Builder extends ImmutableSimulationRequest.Builder {
        Builder() {}
    }
}
