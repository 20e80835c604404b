package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.ACME;
import static io.enrollment.testkit.Scene.LEASE;
import static io.enrollment.testkit.Scene.T0;
import static io.enrollment.testkit.Scene.WELCOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.plan.PlanId;
import io.enrollment.spi.Claim;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.spi.Lease;
import io.enrollment.spi.StepQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Claims, fences, leases. */
abstract class ClaimTests extends StoreTests {

    private static final Duration WELL_WITHIN = Duration.ofMinutes(30);
    private static final Instant T1 = T0.plusSeconds(60);

    private StepQueue steps() {
        return scene().store().steps();
    }

    @Test
    void whatIsClaimedIsNotClaimedAgain_S1() {
        Enrollment first = enrolled("ann");
        Claim claim = scene().claimOne();
        assertThat(claim.enrollment()).isEqualTo(first);
        assertThat(claim.lease().enrollment()).isEqualTo(first.id());
        assertThat(claim.lease().organization()).isEqualTo(first.organization());
        assertThat(claim.lease().subject()).isEqualTo(first.subject());
        assertThat(scene().claim(10)).isEmpty();
    }

    @Test
    void claimsAreExhaustiveAndNeverOverTheLimit_S1_S3() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 53; i++) {
            expected.add(enrolled("s" + i).id().value());
        }
        List<String> claimed = new ArrayList<>();
        List<Claim> batch = scene().claim(10);
        while (!batch.isEmpty()) {
            assertThat(batch).hasSizeLessThanOrEqualTo(10);
            batch.forEach(claim -> claimed.add(claim.enrollment().id().value()));
            assertThat(claimed).as("an enrollment is in one live claim (S1)").doesNotHaveDuplicates();
            batch = scene().claim(10);
        }
        assertThat(claimed).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void onlyWhatIsDueIsClaimed() {
        scene().enrolled(scene().first(ACME, WELCOME, "later", T1));
        Enrollment now = scene().enrolled(scene().first(ACME, WELCOME, "now", T0));
        assertThat(scene().claim(10)).extracting(Claim::enrollment).containsExactly(now);
        assertThat(scene().claim(10, T1.minusNanos(1), LEASE)).isEmpty();
        assertThat(scene().claim(10, T1, LEASE)).hasSize(1);
    }

    @Test
    void theOneDueLongestComesFirst() {
        for (int i = 0; i < 5; i++) {
            scene().enrolled(scene().first(ACME, PlanId.of("p" + i), "ann", T0.minusSeconds(i * 60L)));
        }
        List<Instant> order = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            order.add(Scene.dueOf(scene().theOnly(scene().claim(1)).enrollment()));
        }
        assertThat(order).as("of one subject, so of one shard").isSorted();
    }

    @Test
    void fencesRiseAndAreNeverReset_S2() {
        Enrollment first = enrolled("ann");
        List<Long> fences = new ArrayList<>();
        Claim claim = scene().claimOne();
        fences.add(claim.lease().fence());
        steps().release(List.of(claim.lease()));
        claim = scene().claimOne();
        fences.add(claim.lease().fence());
        settle(Moves.sent(claim, T0, T0));
        claim = scene().claimOne();
        fences.add(claim.lease().fence());
        settle(Moves.failed(claim, T0));
        scene().applied(Moves.retried(scene().stored(first).orElseThrow(), T0));
        fences.add(scene().claimOne().lease().fence());
        Enrollment paused = scene().applied(Moves.paused(scene().stored(first).orElseThrow(), T0));
        scene().applied(Moves.resumed(paused, T0, T0));
        leasesRunOut();
        fences.add(scene().claimOne().lease().fence());
        assertThat(fences).isSorted().doesNotHaveDuplicates();
        assertThat(fences.get(0)).isPositive();
    }

    @Test
    void aClaimWhoseLeaseRanOutIsClaimedAgainAndSaysSo_S4() {
        enrolled("ann");
        Claim first = scene().claim(1, T0, LEASE).get(0);
        assertThat(first.repeated()).isFalse();
        assertThat(first.marked()).isFalse();
        assertThat(first.firstClaimedAt()).isEqualTo(T0);
        leasesRunOut();
        Claim second = scene().claim(1, T1, LEASE).get(0);
        assertThat(second.repeated()).isTrue();
        assertThat(second.marked()).isFalse();
        assertThat(second.firstClaimedAt()).isEqualTo(T0);
        assertThat(second.lease().fence()).isGreaterThan(first.lease().fence());
    }

    @Test
    void aLeaseThatStillRunsIsRespected_S4() {
        need(StoreCapability.LEASES_CAN_RUN_OUT);
        enrolled("ann");
        scene().claimOne();
        contract().advanceLeases(WELL_WITHIN);
        assertThat(scene().claim(10)).isEmpty();
    }

    @Test
    void leasesRunByTheStoresClockAndNotByTheEngines_S4() {
        enrolled("ann");
        scene().claimOne();
        assertThat(scene().claim(10, T0.plus(Duration.ofDays(365)), LEASE)).isEmpty();
    }

    @Test
    void aSettledClaimIsForgotten() {
        enrolled("ann");
        Claim claim = scene().claimOne();
        steps().mark(List.of(claim.lease()));
        settle(Moves.sent(claim, T0, T1));
        Claim next = scene().claim(1, T1, LEASE).get(0);
        assertThat(next.repeated()).isFalse();
        assertThat(next.marked()).isFalse();
        assertThat(next.firstClaimedAt()).isEqualTo(T1);
    }

    @Test
    void aReleasedClaimIsAsIfItHadNeverBeenMade() {
        enrolled("ann");
        Claim first = scene().claimOne();
        steps().mark(List.of(first.lease()));
        steps().release(List.of(first.lease()));
        Claim next = scene().claim(1, T1, LEASE).get(0);
        assertThat(next.repeated()).isFalse();
        assertThat(next.marked()).isFalse();
        assertThat(next.firstClaimedAt()).isEqualTo(T1);
    }

    @Test
    void aReleasedClaimThatWasRepeatedStaysSo() {
        enrolled("ann");
        Claim lost = scene().claimOne();
        steps().mark(List.of(lost.lease()));
        leasesRunOut();
        steps().release(List.of(scene().claimOne().lease()));
        Claim next = scene().claim(1, T1, LEASE).get(0);
        assertThat(next.repeated()).isTrue();
        assertThat(next.marked()).as("the mark of the lost claim stands").isTrue();
        assertThat(next.firstClaimedAt()).isEqualTo(T0);
    }

    @Test
    void aClaimOfSomebodyElseCannotBeReleased() {
        enrolled("ann");
        Lease lost = scene().claimOne().lease();
        leasesRunOut();
        Claim held = scene().claimOne();
        steps().release(List.of(lost));
        assertThat(scene().claim(10)).isEmpty();
        assertThat(steps().mark(List.of(held.lease()))).containsExactly(true);
    }

    @Test
    void theMarkOfALostClaimIsSeenByTheNext() {
        enrolled("ann");
        Claim first = scene().claimOne();
        assertThat(steps().mark(List.of(first.lease()))).containsExactly(true);
        leasesRunOut();
        Claim second = scene().claimOne();
        assertThat(second.marked()).isTrue();
        assertThat(steps().mark(List.of(first.lease(), second.lease()))).containsExactly(false, true);
    }

    @Test
    void anExtendedLeaseRunsFromNowOn() {
        need(StoreCapability.LEASES_CAN_RUN_OUT);
        enrolled("ann");
        Claim claim = scene().claimOne();
        contract().advanceLeases(WELL_WITHIN);
        assertThat(steps().extend(List.of(claim.lease()), LEASE)).containsExactly(true);
        contract().advanceLeases(WELL_WITHIN.plusMinutes(10));
        assertThat(scene().claim(10))
                .as("past the first end, before the second")
                .isEmpty();
        contract().advanceLeases(WELL_WITHIN);
        assertThat(scene().claim(10)).hasSize(1);
        assertThat(steps().extend(List.of(claim.lease()), LEASE)).containsExactly(false);
    }

    @Test
    void claimsOfOneCallShareItsToken() {
        enrolled("ann");
        enrolled("bob");
        List<Claim> claims = steps().claim(new ClaimRequest("node-7", "token-7", 10, T0, LEASE));
        assertThat(claims).hasSize(2).allMatch(claim -> claim.lease().token().equals("token-7"));
    }

    @Test
    void theEarliestDueCountsWhatIsClaimed() {
        assertThat(steps().earliestDue()).isEmpty();
        scene().enrolled(scene().first(ACME, WELCOME, "later", T1));
        enrolled("ann");
        assertThat(steps().earliestDue()).contains(T0);
        Claim claim = scene().claimOne();
        assertThat(steps().earliestDue()).contains(T0);
        settle(Moves.completed(claim, T0));
        assertThat(steps().earliestDue()).contains(T1);
    }

    @Test
    void emptyBatchesAreNothing() {
        assertThat(steps().mark(List.of())).isEmpty();
        assertThat(steps().settle(List.of())).isEmpty();
        assertThat(steps().extend(List.of(), LEASE)).isEmpty();
        steps().release(List.of());
        assertThat(steps().earliestDue()).isEmpty();
    }
}
