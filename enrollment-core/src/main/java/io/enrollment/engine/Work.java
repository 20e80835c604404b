package io.enrollment.engine;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Decision;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.Facts;
import io.enrollment.enrollment.Outcome;
import io.enrollment.enrollment.Recovery;
import io.enrollment.enrollment.Transition;
import io.enrollment.plan.PlanVersion;
import io.enrollment.plan.StepKey;
import io.enrollment.spi.CapPlace;
import io.enrollment.spi.Claim;
import io.enrollment.spi.FrozenMessage;
import io.enrollment.spi.Settlement;
import java.time.Instant;
import java.util.Optional;

/**
 * One claimed enrollment on its way through a batch.
 *
 * @param claim the claim
 * @param version the plan version that it is pinned to
 * @param facts what the decision may know
 * @param transition what was decided so far
 * @param attempted the outcome of what was done outside, once it was
 * @param frozen the message that is stored to leave, for channels that ask for it
 * @param letOut when the first decision was made, and what was known of an earlier claim then
 * @param place the place under the caps that its message has taken
 */
record Work(
        Claim claim,
        PlanVersion version,
        Facts facts,
        Transition transition,
        Optional<Command.Attempted> attempted,
        Optional<FrozenMessage> frozen,
        Decision.LetOut letOut,
        Optional<CapPlace> place) {

    /** Work that was only decided on. */
    Work(
            Claim claim,
            PlanVersion version,
            Facts facts,
            Transition transition,
            Optional<Command.Attempted> attempted,
            Decision.LetOut letOut) {
        this(claim, version, facts, transition, attempted, Optional.empty(), letOut, Optional.empty());
    }

    /** What was known of an earlier claim when the first decision was made. */
    Recovery recovery() {
        return letOut.recovery();
    }

    /** The step of the claim. */
    StepKey step() {
        return claim.enrollment().step().orElseThrow();
    }

    /** The same work after an outcome, and what was decided on it. */
    Work after(Command.Attempted outcome, Transition decided) {
        return new Work(claim, version, facts, decided, Optional.of(outcome), frozen, letOut, place);
    }

    /** The same work with the message that is to leave, if one is stored. */
    Work with(Optional<FrozenMessage> message) {
        return new Work(claim, version, facts, transition, attempted, message, letOut, place);
    }

    /** The same work, decided otherwise before anything was done outside. */
    Work decided(Transition otherwise) {
        return new Work(claim, version, facts, otherwise, attempted, frozen, letOut, place);
    }

    /** The same work with a place under the caps. */
    Work at(CapPlace taken) {
        return new Work(claim, version, facts, transition, attempted, frozen, letOut, Optional.of(taken));
    }

    /** The place to be given back when the message did not leave in this attempt: empty if an earlier one may need it. */
    Optional<CapPlace> unusedPlace() {
        return place.filter(taken -> !mayHaveLeftBefore());
    }

    private Optional<CapPlace> placeAfterOutcome() {
        return attempted
                .map(Command.Attempted::outcome)
                .filter(outcome -> !(outcome instanceof Outcome.Accepted) && !(outcome instanceof Outcome.Unknown))
                .flatMap(refused -> unusedPlace());
    }

    /** Whether an earlier hand-off of the present message may have happened. */
    boolean mayHaveLeftBefore() {
        return claim.repeated()
                || claim.marked()
                || claim.enrollment().unsettledHandOff().isPresent();
    }

    /** Whether its next step is due by then. */
    boolean isDueAt(Instant now) {
        return transition.after().due().filter(due -> !due.at().isAfter(now)).isPresent();
    }

    /** What the store is to be told. */
    Settlement settlement() {
        return new Settlement(claim.lease(), claim.enrollment(), transition.after(), transition.log(), thaws())
                .givingBack(placeAfterOutcome());
    }

    /** A frozen message is needed as long as the same one may have to leave again. */
    private boolean thaws() {
        Enrollment before = claim.enrollment();
        Enrollment after = transition.after();
        boolean sameMessage = after.step().equals(before.step()) && after.occurrence() == before.occurrence();
        boolean inDoubt = sameMessage && after.unsettledHandOff().isPresent();
        return (frozen.isPresent() || mayHaveLeftBefore()) && !inDoubt;
    }
}
