package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.LEASE;
import static io.enrollment.testkit.Scene.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Claim;
import io.enrollment.spi.Keep;
import io.enrollment.spi.Lease;
import io.enrollment.spi.Settlement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Settlements. */
abstract class SettleTests extends StoreTests {

    private static final Instant T1 = T0.plusSeconds(60);
    private static final Instant T2 = T0.plusSeconds(120);

    @Test
    void aSettlementStoresStateLogAndNextDueTogether() {
        enrolled("ann");
        Settlement sent = Moves.sent(scene().claimOne(), T0, T1);
        assertThat(settle(sent)).isEqualTo(ApplyOutcome.APPLIED);
        assertThat(scene().stored(sent.after())).contains(sent.after());
        assertThat(scene().log(sent.after())).hasSize(2).endsWith(sent.log().get(0));
        assertThat(scene().claim(10)).isEmpty();
        assertThat(scene().claim(10, T1, LEASE)).extracting(Claim::enrollment).containsExactly(sent.after());
    }

    @Test
    void whatIsCompletedLeavesTheQueue() {
        enrolled("ann");
        Settlement done = Moves.completed(scene().claimOne(), T0);
        assertThat(settle(done)).isEqualTo(ApplyOutcome.APPLIED);
        assertThat(scene().stored(done.after()).map(Enrollment::status)).contains(EnrollmentStatus.COMPLETED);
        assertThat(scene().store().steps().earliestDue()).isEmpty();
    }

    @Test
    void aSettlementUnderALostFenceIsStaleAndChangesNothing_S5() {
        enrolled("ann");
        Claim lost = scene().claimOne();
        leasesRunOut();
        Claim held = scene().claimOne();
        assertThat(settle(Moves.completed(lost, T0))).isEqualTo(ApplyOutcome.STALE);
        assertThat(scene().stored(held.enrollment())).contains(held.enrollment());
        assertThat(scene().log(held.enrollment())).hasSize(1);
        assertThat(settle(Moves.sent(held, T0, T1))).isEqualTo(ApplyOutcome.APPLIED);
    }

    @Test
    void aSettlementWithAnotherTokenIsStale_S5() {
        enrolled("ann");
        Claim claim = scene().claimOne();
        Lease own = claim.lease();
        Lease forged = new Lease(own.organization(), own.subject(), own.enrollment(), own.fence(), "forged");
        Settlement sent = Moves.sent(claim, T0, T1);
        assertThat(settle(new Settlement(forged, sent.before(), sent.after(), sent.log())))
                .isEqualTo(ApplyOutcome.STALE);
        assertThat(settle(sent)).isEqualTo(ApplyOutcome.APPLIED);
    }

    @Test
    void aSettlementOfAReleasedClaimIsStale_S5() {
        enrolled("ann");
        Claim claim = scene().claimOne();
        scene().store().steps().release(List.of(claim.lease()));
        assertThat(settle(Moves.sent(claim, T0, T1))).isEqualTo(ApplyOutcome.STALE);
    }

    @Test
    void aSettlementOfWhatEndedOrNeverWasIsGone_S5() {
        Enrollment first = enrolled("ann");
        Claim claim = scene().claimOne();
        scene().applied(Moves.stopped(first, T0));
        assertThat(settle(Moves.sent(claim, T0, T1))).isEqualTo(ApplyOutcome.GONE);
        Enrollment unknown = scene().first("bob");
        Lease lease = new Lease(unknown.organization(), unknown.subject(), unknown.id(), 1, "token");
        Claim invented = new Claim(unknown, lease, false, T0, false);
        assertThat(settle(Moves.sent(invented, T0, T1))).isEqualTo(ApplyOutcome.GONE);
    }

    @Test
    void repeatingASettlementIsRecognizedWhateverHappenedSince_S6() {
        enrolled("ann");
        Settlement sent = Moves.sent(scene().claimOne(), T0, T0);
        settle(sent);
        assertThat(settle(sent)).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
        Claim next = scene().claimOne();
        assertThat(settle(sent)).as("after the next claim").isEqualTo(ApplyOutcome.ALREADY_APPLIED);
        settle(Moves.completed(next, T1));
        assertThat(settle(sent)).as("after the end").isEqualTo(ApplyOutcome.ALREADY_APPLIED);
        assertThat(scene().log(sent.after())).hasSize(3);
    }

    @Test
    void theSameWordsUnderALostFenceAreNotARepetition_S5_S6() {
        enrolled("ann");
        Claim lost = scene().claimOne();
        leasesRunOut();
        Claim held = scene().claimOne();
        Settlement settled = Moves.sent(held, T0, T1);
        settle(settled);
        Settlement late = new Settlement(lost.lease(), settled.before(), settled.after(), settled.log());
        assertThat(settle(late)).isEqualTo(ApplyOutcome.STALE);
    }

    @Test
    void aLeaseThatRanOutButWasNotClaimedAgainStillSettles_S7() {
        enrolled("ann");
        Claim claim = scene().claimOne();
        leasesRunOut();
        assertThat(settle(Moves.sent(claim, T0, T1))).isEqualTo(ApplyOutcome.APPLIED);
    }

    @Test
    void outcomesComeInTheOrderOfTheBatch() {
        for (String subject : List.of("ann", "bob", "carl", "dora")) {
            enrolled(subject);
        }
        List<Claim> claims = scene().claim(10);
        Claim released = claims.get(2);
        scene().store().steps().release(List.of(released.lease()));
        scene().applied(Moves.stopped(claims.get(1).enrollment(), T0));
        List<Settlement> batch =
                claims.stream().map(claim -> Moves.sent(claim, T0, T1)).toList();
        assertThat(scene().store().steps().settle(batch))
                .containsExactly(ApplyOutcome.APPLIED, ApplyOutcome.GONE, ApplyOutcome.STALE, ApplyOutcome.APPLIED);
        assertThat(scene().store().steps().settle(batch))
                .containsExactly(
                        ApplyOutcome.ALREADY_APPLIED,
                        ApplyOutcome.GONE,
                        ApplyOutcome.STALE,
                        ApplyOutcome.ALREADY_APPLIED);
    }

    @Test
    void aKeptClaimIsNobodyElsesAndSettlesUnderItsNextLease_S9() {
        enrolled("ann");
        Claim claim = scene().claimOne();
        Settlement kept = Moves.sent(claim, T0, T0).keeping(new Keep(T0, LEASE));
        assertThat(settle(kept)).isEqualTo(ApplyOutcome.APPLIED);
        assertThat(scene().claim(10)).as("what another gets").isEmpty();
        Claim old = new Claim(kept.after(), claim.lease(), false, T0, false);
        assertThat(settle(Moves.completed(old, T1))).as("under the old lease").isEqualTo(ApplyOutcome.STALE);
        Claim next = new Claim(kept.after(), claim.lease().next(), false, T0, false);
        assertThat(settle(Moves.completed(next, T1))).isEqualTo(ApplyOutcome.APPLIED);
        assertThat(scene().log(kept.after())).hasSize(3);
    }

    @Test
    void aKeptClaimThatRanOutIsARepeatedOneSinceItWasKept_S4_S9() {
        enrolled("ann");
        settle(Moves.sent(scene().claimOne(), T0, T0).keeping(new Keep(T1, LEASE)));
        leasesRunOut();
        Claim next = scene().claimOne();
        assertThat(next.repeated()).isTrue();
        assertThat(next.firstClaimedAt()).isEqualTo(T1);
        assertThat(next.marked()).isFalse();
    }

    @Test
    void aKeptClaimIsProlongedMarkedAndGivenBackLikeAnyOther_S9() {
        enrolled("ann");
        Claim claim = scene().claimOne();
        settle(Moves.sent(claim, T0, T0).keeping(new Keep(T0, LEASE)));
        List<Lease> next = List.of(claim.lease().next());
        assertThat(scene().store().steps().extend(List.of(claim.lease()), LEASE))
                .containsExactly(false);
        assertThat(scene().store().steps().extend(next, LEASE)).containsExactly(true);
        assertThat(scene().store().steps().mark(next)).containsExactly(true);
        scene().store().steps().release(next);
        Claim again = scene().claimOne();
        assertThat(again.repeated()).isFalse();
        assertThat(again.marked()).isFalse();
    }

    @Test
    void repeatingAKeepingSettlementIsRecognizedAndTakesNothingFromWhoHoldsItNow_S6_S9() {
        enrolled("ann");
        Claim claim = scene().claimOne();
        Settlement kept = Moves.sent(claim, T0, T0).keeping(new Keep(T0, LEASE));
        settle(kept);
        assertThat(settle(kept)).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
        leasesRunOut();
        Claim others = scene().claimOne();
        assertThat(settle(kept)).as("after another claim").isEqualTo(ApplyOutcome.ALREADY_APPLIED);
        assertThat(settle(Moves.completed(others, T1))).isEqualTo(ApplyOutcome.APPLIED);
    }

    @Test
    void aBatchSettlesEachClaimAsItAsks_S9() {
        List.of("ann", "bob", "carl").forEach(this::enrolled);
        List<Claim> claims = scene().claim(10);
        Settlement kept = Moves.sent(claims.get(0), T0, T0).keeping(new Keep(T0, LEASE));
        Settlement waiting = Moves.sent(claims.get(1), T0, T0);
        Settlement done = Moves.completed(claims.get(2), T0);
        assertThat(scene().store().steps().settle(List.of(kept, waiting, done)))
                .containsExactly(ApplyOutcome.APPLIED, ApplyOutcome.APPLIED, ApplyOutcome.APPLIED);
        assertThat(scene().claim(10)).extracting(Claim::enrollment).containsExactly(waiting.after());
    }

    @Test
    void aLostClaimTakesNothingFromTheOthersOfItsBatch_S5_S9() {
        List.of("ann", "bob", "carl").forEach(this::enrolled);
        List<Claim> claims = scene().claim(10);
        scene().store().steps().release(List.of(claims.get(1).lease()));
        List<Settlement> kept = claims.stream()
                .map(claim -> Moves.sent(claim, T0, T0).keeping(new Keep(T0, LEASE)))
                .toList();
        assertThat(scene().store().steps().settle(kept))
                .containsExactly(ApplyOutcome.APPLIED, ApplyOutcome.STALE, ApplyOutcome.APPLIED);
        assertThat(scene().stored(claims.get(1).enrollment()))
                .contains(claims.get(1).enrollment());
        List<Settlement> done = kept.stream()
                .map(one -> new Claim(one.after(), one.lease().next(), false, T0, false))
                .map(claim -> Moves.completed(claim, T1))
                .toList();
        assertThat(scene().store().steps().settle(done))
                .containsExactly(ApplyOutcome.APPLIED, ApplyOutcome.STALE, ApplyOutcome.APPLIED);
        assertThat(scene().claim(10))
                .extracting(Claim::enrollment)
                .containsExactly(claims.get(1).enrollment());
    }

    @Test
    void aSettlementMayLeaveTheStateAsItIs() {
        enrolled("ann");
        Claim claim = scene().claimOne();
        assertThat(settle(new Settlement(claim.lease(), claim.enrollment(), claim.enrollment(), List.of())))
                .isEqualTo(ApplyOutcome.APPLIED);
        assertThat(scene().claimOne().repeated()).isFalse();
    }

    @Test
    void repeatingASettlementThatLoggedNothingIsRecognized_S6() {
        enrolled("ann");
        Claim claim = scene().claimOne();
        Settlement nothing = new Settlement(claim.lease(), claim.enrollment(), claim.enrollment(), List.of());
        assertThat(settle(nothing)).isEqualTo(ApplyOutcome.APPLIED);
        assertThat(settle(nothing)).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
        Claim next = scene().claimOne();
        assertThat(settle(nothing)).as("after the next claim").isEqualTo(ApplyOutcome.ALREADY_APPLIED);
        settle(Moves.sent(next, T0, T1));
        assertThat(settle(nothing)).as("nobody can tell any more").isEqualTo(ApplyOutcome.STALE);
    }

    @Test
    void aLongLifeLeavesALogWithoutHoles_S8() {
        Enrollment state = enrolled("ann");
        for (int i = 0; i < 40; i++) {
            settle(Moves.sent(scene().claimOne(), T2.plusSeconds(i), T0));
            state = scene().applied(Moves.noted(scene().stored(state).orElseThrow(), T2.plusSeconds(i)));
        }
        assertThat(scene().stored(state).orElseThrow().nextSeq()).isEqualTo(82);
    }
}
