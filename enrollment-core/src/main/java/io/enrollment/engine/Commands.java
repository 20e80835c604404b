package io.enrollment.engine;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Decider;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.Transition;
import io.enrollment.plan.PlanVersion;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Change;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.NotFoundException;
import io.enrollment.subject.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Carries out commands of people and hosts on one enrollment, in a race with the workers. Thread-safe. */
final class Commands {

    private static final int TRIES = 50;

    private final World world;
    private final Decider decider;
    private final EngineListener listener;
    private final FactsLoader factsLoader;

    Commands(World world, Decider decider, FactsLoader factsLoader, EngineListener listener) {
        this.world = world;
        this.decider = decider;
        this.listener = listener;
        this.factsLoader = factsLoader;
    }

    CommandResult carryOut(OrganizationId organization, EnrollmentId id, Command command, Instant now) {
        for (int i = 0; i < TRIES; i++) {
            Enrollment state = load(organization, id);
            PlanVersion version = world.version(organization, state.plan(), state.version());
            Transition decided = decider.decide(version, state, command, factsLoader.load(state), now);
            if (decided.log().isEmpty()) {
                return new CommandResult(state, false, decided.refusal());
            }
            if (applied(state, decided)) {
                world.tell(listener, l -> l.onTransition(decided.after(), decided.log()));
                return new CommandResult(decided.after(), true, Optional.empty());
            }
        }
        throw new IllegalStateException("enrollment " + id + " changed too often to be commanded");
    }

    Decider decider() {
        return decider;
    }

    FactsLoader factsLoader() {
        return factsLoader;
    }

    Enrollment load(OrganizationId organization, EnrollmentId id) {
        Enrollment found =
                world.store().reader().load(organization, List.of(id)).get(id);
        if (found == null) {
            throw new NotFoundException("there is no enrollment " + id);
        }
        return found;
    }

    private boolean applied(Enrollment before, Transition decided) {
        Change change = new Change(before, decided.after(), decided.log());
        ApplyOutcome outcome = Retrying.whileEffectUnknown(
                        () -> world.store().writer().apply(List.of(change)))
                .get(0);
        return outcome == ApplyOutcome.APPLIED || outcome == ApplyOutcome.ALREADY_APPLIED;
    }
}
