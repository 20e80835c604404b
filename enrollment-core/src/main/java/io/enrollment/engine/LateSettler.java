package io.enrollment.engine;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.Transition;
import io.enrollment.plan.PlanVersion;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Change;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records outcomes whose claim was lost: nothing that happened goes unlogged. */
final class LateSettler {

    private static final Logger LOG = LoggerFactory.getLogger(LateSettler.class);
    private static final int TRIES = 20;

    private final World world;
    private final Decisions decider;
    private final FactsLoader factsLoader;
    private final InstantSource clock;

    LateSettler(World world, Decisions decider, FactsLoader factsLoader, InstantSource clock) {
        this.world = world;
        this.decider = decider;
        this.factsLoader = factsLoader;
        this.clock = clock;
    }

    /**
     * Decides anew on the state that somebody else left, until that decision is stored, also while the database is away; empty
     * when nothing is to be told.
     */
    Optional<Transition> settle(Work work, StopSignal stop) throws InterruptedException {
        if (work.attempted().isEmpty()) {
            return Optional.empty();
        }
        for (int i = 0; i < TRIES; i++) {
            Optional<Enrollment> current = stop.persist(() -> reload(work));
            if (current.isEmpty()) {
                return Optional.empty();
            }
            Transition late = stop.persist(() -> late(work, current.get()));
            if (late.log().isEmpty() || stop.persist(() -> applied(current.get(), late))) {
                return Optional.of(late);
            }
        }
        LOG.error(
                "the late outcome of enrollment {} could not be stored",
                work.claim().enrollment().id());
        return Optional.empty();
    }

    private Optional<Enrollment> reload(Work work) {
        Enrollment claimed = work.claim().enrollment();
        return Optional.ofNullable(world.store()
                .reader()
                .load(claimed.organization(), List.of(claimed.id()))
                .get(claimed.id()));
    }

    private Transition late(Work work, Enrollment current) {
        return decider.late(
                version(work, current),
                current,
                work.step(),
                work.claim().enrollment().occurrence(),
                work.attempted().orElseThrow(),
                factsLoader.load(current),
                clock.instant());
    }

    /**
     * The one that it is on now, since it may have been moved while its message was on its way: it goes on by that. Where the
     * step is not in there, only what it was is asked for, and the version that it left by knows.
     */
    private PlanVersion version(Work work, Enrollment current) {
        PlanVersion now = world.version(current.organization(), current.plan(), current.version());
        return now.plan().step(work.step()).isPresent() ? now : work.version();
    }

    private boolean applied(Enrollment before, Transition late) {
        Change change = new Change(before, late.after(), late.log());
        ApplyOutcome outcome = Retrying.whileEffectUnknown(
                        () -> world.store().writer().apply(List.of(change)))
                .get(0);
        return outcome == ApplyOutcome.APPLIED || outcome == ApplyOutcome.ALREADY_APPLIED;
    }
}
