package io.enrollment.engine;

import io.enrollment.enrollment.MigrationOptions;
import io.enrollment.internal.Require;
import io.enrollment.plan.PlanId;
import java.util.Optional;

/**
 * Which running enrollments are moved to which version of their plan.
 *
 * @param plan the plan
 * @param to the version that they are moved to
 * @param from only those on this version; empty for those on any other
 * @param options what steps are called in the other version, and whether inserted ones are sent
 */
public record MigrationRequest(PlanId plan, int to, Optional<Integer> from, MigrationOptions options) {

    /** Validates the versions. */
    public MigrationRequest {
        Require.that(to >= 1, "migration to", to, "be at least 1");
        from.ifPresent(
                version -> Require.that(version != to, "migration from", version, "be another version than " + to));
    }

    /** All that are on another version; keys as they are, nothing inserted before a position is sent. */
    public static MigrationRequest of(PlanId plan, int to) {
        return new MigrationRequest(plan, to, Optional.empty(), MigrationOptions.DEFAULT);
    }

    /** The same with other options. */
    public MigrationRequest with(MigrationOptions other) {
        return new MigrationRequest(plan, to, from, other);
    }

    boolean concerns(int version) {
        return version != to && from.map(only -> only == version).orElse(true);
    }
}
