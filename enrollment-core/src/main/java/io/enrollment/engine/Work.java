package io.enrollment.engine;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Facts;
import io.enrollment.enrollment.Transition;
import io.enrollment.plan.PlanVersion;
import io.enrollment.plan.StepKey;
import io.enrollment.spi.Claim;
import io.enrollment.spi.Settlement;
import java.util.Optional;

/**
 * One claimed enrollment on its way through a batch.
 *
 * @param claim the claim
 * @param version the plan version that it is pinned to
 * @param facts what the decision may know
 * @param transition what was decided so far
 * @param attempted the outcome of what was done outside, once it was
 */
record Work(
        Claim claim, PlanVersion version, Facts facts, Transition transition, Optional<Command.Attempted> attempted) {

    /** The step of the claim. */
    StepKey step() {
        return claim.enrollment().step().orElseThrow();
    }

    /** The same work after an outcome, and what was decided on it. */
    Work after(Command.Attempted outcome, Transition decided) {
        return new Work(claim, version, facts, decided, Optional.of(outcome));
    }

    /** What the store is to be told. */
    Settlement settlement() {
        return new Settlement(claim.lease(), claim.enrollment(), transition.after(), transition.log());
    }
}
