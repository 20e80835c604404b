package io.enrollment.engine;

import io.enrollment.enrollment.Command;
import io.enrollment.internal.ValueStyle;
import io.enrollment.plan.PlanId;
import io.enrollment.run.RunLimit;
import io.enrollment.run.RunPurpose;
import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;

/** What run is wanted. Immutable. */
@Value.Immutable
@ValueStyle
public interface RunRequest {

    /** The plan; its newest version is evaluated. */
    PlanId plan();

    /** What it is for. */
    @Value.Default
    default RunPurpose purpose() {
        return RunPurpose.DEFAULT;
    }

    /** Who asks, and why. */
    @Value.Default
    default Command.By by() {
        return Command.By.ENGINE;
    }

    /**
     * Whether the whole source is the audience of a plan that has no audience query of its own, as after an import. Without
     * it the run of such a plan has nothing to process.
     */
    @Value.Default
    default boolean everybody() {
        return false;
    }

    /**
     * The blast guard: when more candidates are eligible, which a simulation finds out first, the run waits for {@link
     * Runs#confirm}. For runs that enroll; empty for no limit.
     */
    Optional<RunLimit> limit();

    /** When it may begin; empty for at once. */
    Optional<Instant> at();

    /** A run that enrolls whoever passes every check, as soon as possible. */
    static RunRequest of(PlanId plan) {
        Builder builder = builder();
        return builder.plan(plan).build();
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link RunRequest}; not thread-safe. */
    final class Builder extends ImmutableRunRequest.Builder {
        Builder() {}
    }
}
