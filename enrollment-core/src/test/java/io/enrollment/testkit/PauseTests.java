package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.ACME;
import static io.enrollment.testkit.Scene.OTHER;
import static io.enrollment.testkit.Scene.T0;
import static io.enrollment.testkit.Scene.WELCOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.PauseCause;
import io.enrollment.plan.CircuitBreaker.Totals;
import io.enrollment.spi.Checkpoint;
import io.enrollment.spi.CheckpointStore;
import io.enrollment.spi.PauseStore;
import io.enrollment.spi.WidePause;
import io.enrollment.spi.WidePause.Phase;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OrganizationId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The pauses of whole plans and of channels. */
abstract class PauseTests extends StoreTests {

    private static final Command.By ANNA = new Command.By("anna", "“Zoë” asked 🙂");

    private PauseStore pauses() {
        return scene().store().pauses();
    }

    private static WidePause ofPlan(OrganizationId organization, Phase phase) {
        WidePause.Key key = new WidePause.Key(organization, new WidePause.OfPlan(WELCOME), PauseCause.PLAN);
        return new WidePause(key, phase, T0.plusNanos(1000), ANNA);
    }

    private static WidePause ofTexts() {
        WidePause.Target texts = new WidePause.OfChannel(ChannelKind.TEXT);
        WidePause.Key key = new WidePause.Key(ACME, texts, PauseCause.CHANNEL_LIMIT);
        return new WidePause(key, Phase.PAUSED, T0, new Command.By("bob", ""));
    }

    private boolean stored(WidePause pause) {
        return pauses().replace(Optional.empty(), Optional.of(pause));
    }

    @Test
    void whatIsStoredIsReadBackByItsOrganization_H1() {
        WidePause plan = ofPlan(ACME, Phase.PAUSING);
        WidePause others = ofPlan(OTHER, Phase.LIFTING);
        assertThat(List.of(stored(plan), stored(ofTexts()), stored(others))).containsOnly(true);
        assertThat(pauses().of(Set.of(ACME))).containsExactlyInAnyOrder(plan, ofTexts());
        assertThat(pauses().of(Set.of(ACME, OTHER))).containsExactlyInAnyOrder(plan, ofTexts(), others);
        assertThat(pauses().of(Set.of())).isEmpty();
    }

    @Test
    void whatWasSaidMayHoldAnything() {
        WidePause pause = new WidePause(
                ofTexts().key(),
                Phase.PAUSED,
                T0,
                new Command.By("bob", "nul \u0000 half \ud83d line \n \ud83d\ude42"));
        assertThat(stored(pause)).isTrue();
        assertThat(pauses().of(Set.of(ACME)))
                .singleElement()
                .extracting(read -> read.by().reason())
                .isEqualTo("nul \ufffd half \ufffd line \n \ud83d\ude42");
    }

    @Test
    void whatIsUnderWayIsFoundInAllOrganizations() {
        stored(ofPlan(ACME, Phase.PAUSING));
        stored(ofTexts());
        stored(ofPlan(OTHER, Phase.LIFTING));
        assertThat(pauses().unfinished(5))
                .containsExactlyInAnyOrder(ofPlan(ACME, Phase.PAUSING), ofPlan(OTHER, Phase.LIFTING));
        assertThat(pauses().unfinished(1)).hasSize(1);
    }

    @Test
    void aPauseIsReplacedOnlyWhileItIsTheOneThatWasRead_H2() {
        WidePause pausing = ofPlan(ACME, Phase.PAUSING);
        WidePause paused = pausing.in(Phase.PAUSED);
        assertThat(pauses().replace(Optional.of(pausing), Optional.of(paused))).isFalse();
        assertThat(stored(pausing)).isTrue();
        assertThat(stored(paused)).as("there is one already").isFalse();
        assertThat(pauses().replace(Optional.of(pausing), Optional.of(paused))).isTrue();
        assertThat(pauses().replace(Optional.of(pausing), Optional.empty())).isFalse();
        WidePause later = new WidePause(paused.key(), Phase.PAUSED, T0.plusSeconds(1), ANNA);
        assertThat(pauses().replace(Optional.of(later), Optional.empty())).isFalse();
        assertThat(pauses().of(Set.of(ACME))).containsExactly(paused);
        assertThat(pauses().replace(Optional.of(paused), Optional.empty())).isTrue();
        assertThat(pauses().of(Set.of(ACME))).isEmpty();
    }

    private static Checkpoint checkpoint(int minute, long sent) {
        return new Checkpoint(T0.plusSeconds(60L * minute), new Totals(sent, sent / 10, 1));
    }

    @Test
    void checkpointsAreKeptInOrderUntilTheyAreForgotten_K1() {
        CheckpointStore checkpoints = scene().store().checkpoints();
        for (int minute : List.of(3, 1, 2)) {
            checkpoints.put(ACME, WELCOME, checkpoint(minute, 10 * minute), T0);
        }
        checkpoints.put(OTHER, WELCOME, checkpoint(9, 7), T0);
        assertThat(checkpoints.of(ACME, WELCOME))
                .containsExactly(checkpoint(1, 10), checkpoint(2, 20), checkpoint(3, 30));
        checkpoints.put(ACME, WELCOME, checkpoint(3, 44), T0.plusSeconds(120));
        assertThat(checkpoints.of(ACME, WELCOME)).containsExactly(checkpoint(2, 20), checkpoint(3, 44));
        assertThat(checkpoints.of(ACME, Scene.SERVICE)).isEmpty();
        assertThat(checkpoints.of(OTHER, WELCOME)).containsExactly(checkpoint(9, 7));
    }

    @Test
    void oneOfSeveralThatReplaceTheSameSucceeds_H3() {
        for (int round = 0; round < 5; round++) {
            WidePause pausing = ofPlan(ACME, Phase.PAUSING);
            assertThat(Threads.inParallel(contract().threads(), thread -> stored(pausing)))
                    .containsOnlyOnce(true);
            assertThat(Threads.inParallel(
                            contract().threads(),
                            thread -> pauses().replace(Optional.of(pausing), Optional.of(pausing.in(Phase.PAUSED)))))
                    .containsOnlyOnce(true);
            pauses().replace(Optional.of(pausing.in(Phase.PAUSED)), Optional.empty());
        }
    }
}
