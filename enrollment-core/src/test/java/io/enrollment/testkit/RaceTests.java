package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.ACME;
import static io.enrollment.testkit.Scene.T0;
import static io.enrollment.testkit.Scene.made;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Change;
import io.enrollment.spi.Claim;
import io.enrollment.spi.EnrollItem;
import io.enrollment.spi.Settlement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many at once. */
abstract class RaceTests extends StoreTests {

    private static final int MOST_BATCHES = 1000;
    private static final Instant T1 = T0.plusSeconds(60);

    @Test
    void claimsOfManyThreadsAreExhaustiveAndUnique_S1() {
        enrollBatch(200);
        List<Claim> claims = new ArrayList<>();
        Threads.inParallel(contract().threads(), thread -> claimUntilEmpty()).forEach(claims::addAll);
        assertThat(claims).extracting(claim -> claim.enrollment().id()).doesNotHaveDuplicates();
        claims.addAll(claimUntilEmpty());
        assertThat(claims).as("none is lost").hasSize(200);
    }

    private List<Claim> claimUntilEmpty() {
        List<Claim> all = new ArrayList<>();
        List<Claim> batch = scene().claim(7);
        while (!batch.isEmpty()) {
            all.addAll(batch);
            assertThat(all)
                    .extracting(claim -> claim.enrollment().id())
                    .as("an enrollment is in one live claim (S1)")
                    .doesNotHaveDuplicates();
            batch = scene().claim(7);
        }
        return all;
    }

    private void enrollBatch(int subjects) {
        List<EnrollItem> items = new ArrayList<>();
        for (int i = 0; i < subjects; i++) {
            items.add(scene().item(made(scene().first("s" + i))));
        }
        scene().store().writer().enroll(items);
    }

    @Test
    void ofManyWhoEnrollTheSameSubjectExactlyOneWins_W1() {
        int rounds = 25;
        List<List<EnrollmentResult>> byThread = Threads.inParallel(contract().threads(), thread -> {
            List<EnrollmentResult> results = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                results.add(scene().enroll(made(scene().first("s" + i))));
            }
            return results;
        });
        for (int i = 0; i < rounds; i++) {
            int round = i;
            List<EnrollmentResult> contenders =
                    byThread.stream().map(results -> results.get(round)).toList();
            assertThat(contenders.stream().filter(EnrollmentResult::enrolled)).hasSize(1);
            assertThat(contenders.stream().map(EnrollmentResult::enrollment).distinct())
                    .as("the losers name the winner")
                    .hasSize(1);
        }
    }

    @Test
    void ofManyBatchesInOppositeOrdersEachSubjectIsEnrolledOnce_W1() {
        int subjects = 40;
        List<Long> won = Threads.inParallel(contract().threads(), thread -> {
            List<EnrollItem> items = new ArrayList<>();
            for (int i = 0; i < subjects; i++) {
                int subject = thread % 2 == 0 ? i : subjects - 1 - i;
                items.add(scene().item(made(scene().first("s" + subject), "visit-1")));
            }
            return scene().store().writer().enroll(items).stream()
                    .filter(EnrollmentResult::enrolled)
                    .count();
        });
        assertThat(won.stream().mapToLong(Long::longValue).sum()).isEqualTo(subjects);
    }

    @Test
    void ofManyChangesOfTheSameStateExactlyOneIsApplied_W5() {
        Enrollment first = enrolled("ann");
        List<ApplyOutcome> outcomes = Threads.inParallel(contract().threads(), thread -> {
            Change change = Moves.paused(first, T1.plusSeconds(thread));
            return apply(change);
        });
        assertThat(outcomes).containsOnlyOnce(ApplyOutcome.APPLIED);
        assertThat(outcomes.stream().filter(outcome -> outcome == ApplyOutcome.STALE))
                .hasSize(outcomes.size() - 1);
    }

    @Test
    void aCommandAndASettlementNeverBothWin_W6_S5() {
        for (int round = 0; round < 15; round++) {
            Enrollment first = enrolled("s" + round);
            Claim claim = scene().claimOne();
            Settlement sent = Moves.completed(claim, T0);
            List<ApplyOutcome> outcomes =
                    Threads.inParallel(2, thread -> thread == 0 ? apply(Moves.stopped(first, T1)) : settle(sent));
            assertThat(outcomes).containsOnlyOnce(ApplyOutcome.APPLIED);
            assertThat(scene().stored(first).orElseThrow().nextSeq()).isEqualTo(3);
        }
    }

    @Test
    void workersAndPeopleTogetherLeaveNothingBroken() {
        enrollBatch(60);
        List<Integer> settled =
                Threads.inParallel(contract().threads(), thread -> thread == 0 ? meddle() : workUntilEmpty());
        assertThat(settled.stream().mapToInt(Integer::intValue).sum()).isPositive();
    }

    private int workUntilEmpty() {
        int settled = 0;
        List<Claim> batch = scene().claim(9);
        for (int tries = 0; !batch.isEmpty(); tries++) {
            assertThat(tries)
                    .as(
                            "how often there is work for 60 enrollments: what is claimed or settled is not claimed again (S1)")
                    .isLessThan(MOST_BATCHES);
            List<Settlement> outcomes = batch.stream()
                    .map(claim -> claim.enrollment().done().size() < 2
                            ? Moves.sent(claim, T0, T0)
                            : Moves.completed(claim, T0))
                    .toList();
            List<ApplyOutcome> applied = scene().store().steps().settle(outcomes);
            assertThat(applied).doesNotContain(ApplyOutcome.ALREADY_APPLIED);
            settled += (int) applied.stream()
                    .filter(outcome -> outcome == ApplyOutcome.APPLIED)
                    .count();
            batch = scene().claim(9);
        }
        return settled;
    }

    private int meddle() {
        int applied = 0;
        for (Enrollment state : StoreInvariants.everyEnrollment(scene().store().reader(), ACME)) {
            Change change = state.status().isTerminal() ? Moves.noted(state, T1) : Moves.stopped(state, T1);
            applied += apply(change) == ApplyOutcome.APPLIED ? 1 : 0;
        }
        return applied;
    }
}
