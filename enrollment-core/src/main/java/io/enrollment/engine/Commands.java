package io.enrollment.engine;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.Facts;
import io.enrollment.enrollment.Transition;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.PlanVersion;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Change;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.NotFoundException;
import io.enrollment.subject.OrganizationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Carries out commands of people and hosts on one enrollment, in a race with the workers. Thread-safe. */
final class Commands {

    private static final int TRIES = 50;

    private final World world;
    private final Decisions decider;
    private final EngineListener listener;
    private final FactsLoader factsLoader;

    Commands(World world, Decisions decider, FactsLoader factsLoader, EngineListener listener) {
        this.world = world;
        this.decider = decider;
        this.listener = listener;
        this.factsLoader = factsLoader;
    }

    CommandResult carryOut(OrganizationId organization, EnrollmentId id, Command command, Instant now) {
        return carryOut(organization, id, state -> command, Optional.empty(), now);
    }

    /** As {@link #carryOut}, for a command that depends on what else is stored, and is made anew with each try. */
    CommandResult carryOut(
            OrganizationId organization, EnrollmentId id, Function<Enrollment, Command> command, Instant now) {
        return carryOut(organization, id, command, Optional.empty(), now);
    }

    /** As {@link #carryOut}, once for each key and enrollment, whatever happened since. */
    CommandResult carryOutOnce(
            OrganizationId organization, EnrollmentId id, Command command, String once, Instant now) {
        return carryOut(organization, id, state -> command, Optional.of(once), now);
    }

    private CommandResult carryOut(
            OrganizationId organization,
            EnrollmentId id,
            Function<Enrollment, Command> command,
            Optional<String> once,
            Instant now) {
        for (int i = 0; i < TRIES; i++) {
            Enrollment state = load(organization, id);
            Transition decided = decide(state, command.apply(state), now);
            if (decided.log().isEmpty()) {
                return new CommandResult(state, false, decided.refusal());
            }
            ApplyOutcome outcome = apply(new Change(state, decided.after(), decided.log(), once));
            if (outcome == ApplyOutcome.APPLIED) {
                return done(decided);
            }
            if (outcome == ApplyOutcome.ALREADY_APPLIED) {
                Enrollment stored = load(organization, id);
                return stored.equals(decided.after())
                        ? done(decided)
                        : new CommandResult(stored, false, Optional.empty());
            }
        }
        throw world.changedTooOften("enrollment " + id);
    }

    /**
     * As {@link #carryOutOnce}, on several enrollments of one subject in one transaction: all of them obey, or none does and
     * the call fails.
     */
    List<CommandResult> carryOutTogether(
            OrganizationId organization, Collection<EnrollmentId> ids, Command command, String once, Instant now) {
        for (int i = 0; i < TRIES; i++) {
            List<Transition> decided = new ArrayList<>();
            List<Change> changes = new ArrayList<>();
            for (EnrollmentId id : ids) {
                Enrollment state = load(organization, id);
                Transition transition = decide(state, command, now);
                decided.add(transition);
                if (!transition.log().isEmpty()) {
                    changes.add(new Change(state, transition.after(), transition.log(), Optional.of(once)));
                }
            }
            Optional<List<ApplyOutcome>> applied = changes.isEmpty()
                    ? Optional.of(List.of())
                    : Retrying.whileEffectUnknown(() -> world.store().writer().applyTogether(changes));
            if (applied.isPresent()) {
                return told(organization, decided, applied.get());
            }
        }
        throw world.changedTooOften("enrollments " + ids);
    }

    private List<CommandResult> told(
            OrganizationId organization, List<Transition> decided, List<ApplyOutcome> outcomes) {
        Iterator<ApplyOutcome> next = outcomes.iterator();
        List<CommandResult> results = new ArrayList<>();
        for (Transition one : decided) {
            boolean applied = !one.log().isEmpty() && next.next() == ApplyOutcome.APPLIED;
            results.add(
                    applied
                            ? done(one)
                            : new CommandResult(load(organization, one.after().id()), false, one.refusal()));
        }
        return results;
    }

    Decisions decider() {
        return decider;
    }

    FactsLoader factsLoader() {
        return factsLoader;
    }

    private CommandResult done(Transition decided) {
        world.tell(listener, l -> l.onTransition(decided.after(), decided.log()));
        return new CommandResult(decided.after(), true, Optional.empty());
    }

    /** What a command would do now. */
    Transition decide(Enrollment state, Command command, Instant now) {
        PlanVersion version = world.version(state.organization(), state.plan(), state.version());
        return decider.decide(version, state, command, factsLoader.load(state), now);
    }

    /** What ends those that no longer match, none of them while it has a claim; what cannot be ended is left out. */
    List<Change> expiring(List<Enrollment> states, Instant now) {
        Map<EnrollmentId, Facts> facts = factsLoader.load(states);
        Command stop = new Command.StopIt(EndCause.NO_LONGER_MATCHES, Command.By.ENGINE);
        return states.stream()
                .map(state -> expiring(state, stop, Objects.requireNonNull(facts.get(state.id())), now))
                .filter(change -> !change.log().isEmpty())
                .toList();
    }

    private Change expiring(Enrollment state, Command stop, Facts facts, Instant now) {
        PlanVersion version = world.version(state.organization(), state.plan(), state.version());
        Transition decided = decider.decide(version, state, stop, facts, now);
        return new Change(state, decided.after(), decided.log(), Optional.empty(), true);
    }

    /** Tells of changes that were stored. */
    void tell(List<Change> applied) {
        applied.forEach(change -> world.tell(listener, l -> l.onTransition(change.after(), change.log())));
    }

    Enrollment load(OrganizationId organization, EnrollmentId id) {
        Enrollment found =
                world.store().reader().load(organization, List.of(id)).get(id);
        if (found == null) {
            throw new NotFoundException("there is no enrollment " + id);
        }
        return found;
    }

    private ApplyOutcome apply(Change change) {
        return Retrying.whileEffectUnknown(() -> world.store().writer().apply(List.of(change)))
                .get(0);
    }
}
