package io.enrollment.testkit;

import io.enrollment.spi.EnrollmentStore;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Two engines on a store carry enrollments through plans with every kind of step, while every command, every event from
 * outside, crashes, lost answers and jumps of time come in random order, also in the middle of a hand-off. After each of them:
 * allowed transitions only, nothing after the end but what was under way or came back, counters equal the log, exactly one
 * reason to move again, nothing carried out twice, no message to who is paused, stopped, opted out or erased, and what belongs
 * to another organization does not exist. For stores whose leases a test can let run out.
 */
public abstract class EngineStateProperties {

    /** A store without any contents. */
    protected abstract EnrollmentStore open();

    /** Lets this time pass for the leases of the store that was opened last. */
    protected abstract void advanceLeases(Duration by);

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    final void theLawsHoldWhateverHappensToEnginesAtWork(@ForAll("moves") List<EngineMove> moves) {
        run(moves, new EngineSightings());
    }

    /** Carries out the moves on a store of their own; {@code sightings} hears of what was done. */
    final void run(List<EngineMove> moves, EngineSightings sightings) {
        try (EnrollmentStore store = open();
                EngineScene scene = new EngineScene(store).withPeople()) {
            EngineTrial trial = new EngineTrial(scene, this::advanceLeases, sightings::saw);
            moves.forEach(trial::run);
            trial.recover();
            StoreInvariants.check(store, EngineScene.ORGANIZATIONS, true);
            sightings.passed(scene.laws.passages());
        }
    }

    @Provide
    final Arbitrary<List<EngineMove>> moves() {
        return EngineMove.any().list().ofMinSize(15).ofMaxSize(45).withoutEdgeCases();
    }
}
