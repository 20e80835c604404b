package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.LEASE;
import static io.enrollment.testkit.Scene.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.eligibility.Reasons;
import io.enrollment.run.Candidate;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunCourse;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.CandidateItem;
import io.enrollment.spi.RunChunk;
import io.enrollment.spi.RunClaim;
import io.enrollment.spi.RunRecord;
import io.enrollment.spi.RunTurn;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Chunks of a run that are on their way before those that they follow are stored. */
abstract class RunTurnTests extends StoreTests {

    private RunScene runs() {
        return new RunScene(scene());
    }

    private List<Candidate> candidates(EnrollerRun run) {
        return StoreInvariants.everyCandidate(runs().store(), run);
    }

    private RunRecord record(RunClaim claim, RunChunk chunk, RunTurn turn) {
        return runs().store().record(claim.lease(), chunk, LEASE, turn);
    }

    /** A run that is worked on, a chunk of it, and the one that follows. */
    private final class Two {

        private final RunClaim claim;
        private final RunChunk first;
        private final RunChunk second;

        Two() {
            runs().created("r-1");
            claim = runs().begun();
            first = runs().chunk(claim.run(), "first", Optional.of("bob"), List.of("ann"), List.of("bob"));
            EnrollerRun expected = RunCourse.recorded(
                    claim.run(),
                    first.counts(),
                    first.candidates().stream()
                            .map(one -> one.candidate().result())
                            .toList());
            second = runs().chunk(expected, "first", Optional.empty(), List.of("carl", "dora"), List.of("emil"));
        }

        /** Stores the first chunk when the second one asks whether it is its turn. */
        boolean comes() {
            assertThat(candidates(claim.run()))
                    .as("nothing of it before its turn")
                    .hasSizeLessThanOrEqualTo(first.candidates().size());
            runs().store().record(claim.lease(), first, LEASE);
            return true;
        }

        void nothingRemainsOfTheSecond() {
            assertThat(candidates(claim.run())).hasSizeLessThanOrEqualTo(2);
            assertThat(scene().claim(10)).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void aChunkFollowsTheOneBeforeItAsSoonAsThatIsStored_R11() {
        Two two = new Two();
        RunRecord record = record(two.claim, two.second, within -> two.comes());
        assertThat(record.outcome()).isIn(ApplyOutcome.APPLIED, ApplyOutcome.ALREADY_APPLIED);
        EnrollerRun after = record.run().orElseThrow();
        assertThat(runs().store().find(after.organization(), after.id())).contains(after);
        assertThat(after.chunks()).isEqualTo(2);
        assertThat(after.funnel().enrolled()).isEqualTo(3);
        assertThat(candidates(after))
                .containsExactlyElementsOf(List.of(two.first, two.second).stream()
                        .flatMap(chunk -> chunk.candidates().stream())
                        .map(CandidateItem::candidate)
                        .toList());
        assertThat(scene().claim(10)).hasSize(3);
        assertThat(record(two.claim, two.second, within -> true))
                .isEqualTo(new RunRecord(ApplyOutcome.ALREADY_APPLIED, Optional.of(after)));
        assertThat(candidates(after)).hasSize(5);
    }

    @Test
    void aTurnThatIsLongInComingIsWaitedFor_R11() {
        Two two = new Two();
        AtomicInteger asked = new AtomicInteger();
        RunRecord record = record(two.claim, two.second, within -> asked.incrementAndGet() > 3 && two.comes());
        assertThat(record.run().orElseThrow().chunks()).isEqualTo(2);
        assertThat(candidates(two.claim.run())).hasSize(5);
        assertThat(scene().claim(10)).hasSize(3);
    }

    @Test
    void nothingIsLeftOfAChunkWhoseTurnNeverComes_R11() {
        Two two = new Two();
        assertThatThrownBy(() -> record(two.claim, two.second, within -> {
                    throw new CancellationException("the one before failed");
                }))
                .isInstanceOf(CancellationException.class);
        two.nothingRemainsOfTheSecond();
        assertThat(runs().store()
                        .find(two.claim.run().organization(), two.claim.run().id()))
                .contains(two.claim.run());
    }

    @Test
    void aChunkThatDoesNotFollowWhatIsStoredLeavesNothing_R4_R11() {
        Two two = new Two();
        assertThat(record(two.claim, two.second, within -> true))
                .isEqualTo(new RunRecord(ApplyOutcome.STALE, Optional.empty()));
        two.nothingRemainsOfTheSecond();
    }

    @Test
    void whoLosesTheRunMeanwhileStoresNothingMore_R4_R11() {
        Two two = new Two();
        RunRecord record = record(two.claim, two.second, within -> {
            two.comes();
            EnrollerRun stored = runs().store()
                    .find(two.claim.run().organization(), two.claim.run().id())
                    .orElseThrow();
            if (!stored.status().isTerminal()) {
                runs().store().change(stored, RunCourse.canceled(stored, "Ann", T0));
            }
            return true;
        });
        assertThat(record.outcome()).isEqualTo(ApplyOutcome.STALE);
        two.nothingRemainsOfTheSecond();
    }

    @Test
    void aPlaceThatIsLostMeanwhileIsARefusal_R3_R11() {
        Two two = new Two();
        AtomicInteger asked = new AtomicInteger();
        RunRecord record = record(two.claim, two.second, within -> {
            if (asked.getAndIncrement() == 0) {
                enrolled("dora");
            }
            return two.comes();
        });
        EnrollerRun after = record.run().orElseThrow();
        assertThat(after.funnel().enrolled()).isEqualTo(2);
        assertThat(candidates(after))
                .filteredOn(one -> one.result().refusal().equals(Optional.of(Reasons.ALREADY_IN_QUEUE)))
                .extracting(Candidate::position)
                .containsExactly(4L);
        assertThat(scene().claim(10))
                .as("ann and carl, and dora by another way")
                .hasSize(3);
    }
}
