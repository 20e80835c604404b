package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.ACME;
import static io.enrollment.testkit.Scene.OTHER;
import static io.enrollment.testkit.Scene.T0;
import static io.enrollment.testkit.Scene.WELCOME;
import static io.enrollment.testkit.Scene.made;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogKind;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.StepKey;
import io.enrollment.report.Counter;
import io.enrollment.report.PlanCounts;
import io.enrollment.spi.Claim;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is kept as counted. That it equals the states and logs is checked after every test, by the invariants. */
abstract class CountTests extends StoreTests {

    private static final int EACH = 60;

    private PlanCounts counts() {
        return scene().store().reader().counts(ACME, WELCOME);
    }

    @Test
    void aPlanThatNobodyIsInCountsNothing() {
        assertThat(counts().counters()).isEmpty();
    }

    @Test
    void whatHappensIsCountedByStatusAndStep() {
        scene().enrolled("ann");
        scene().enrolled("bob");
        settle(Moves.sent(scene().claim(1).get(0), T0, T0));
        assertThat(counts().counters())
                .containsOnly(
                        Map.entry(new Counter.InStatus(EnrollmentStatus.QUEUED), 1L),
                        Map.entry(new Counter.InStatus(EnrollmentStatus.IN_PROGRESS), 1L),
                        Map.entry(new Counter.At(StepKey.of("step-1")), 1L),
                        Map.entry(new Counter.At(StepKey.of("step-2")), 1L),
                        Map.entry(new Counter.Logged(LogKind.SENT, StepKey.of("step-1")), 1L));
    }

    @Test
    void whatIsReadIsWhatIsStoredByThen() {
        for (long i = 1; i <= 3; i++) {
            scene().enrolled("s-" + i);
            assertThat(counts().total()).as("counted after %s enrollments", i).isEqualTo(i);
        }
    }

    @Test
    void aRepeatedSettlementCountsOnce() {
        scene().enrolled("ann");
        Claim claim = scene().claimOne();
        settle(Moves.sent(claim, T0, T0));
        settle(Moves.sent(claim, T0, T0));
        assertThat(counts().step(StepKey.of("step-1")).carriedOut()).isEqualTo(1);
    }

    @Test
    void aRemovedOneIsNotCountedAnyMoreButWhatWasDoneIs() {
        scene().enrolled("ann");
        settle(Moves.sent(scene().claimOne(), T0, T0));
        scene().applied(Moves.removed(onlyOne(), T0));
        assertThat(counts().total()).isZero();
        assertThat(counts().step(StepKey.of("step-1")).count(LogKind.SENT)).isEqualTo(1);
    }

    private Enrollment onlyOne() {
        return StoreInvariants.everyEnrollment(scene().store().reader(), ACME).get(0);
    }

    @Test
    void organizationsAreCountedApart() {
        scene().enrolled("ann");
        assertThat(scene().store().reader().counts(OTHER, WELCOME).counters()).isEmpty();
    }

    /** More rows come about here than a store may want to add up each time: whatever it does about it, nothing is lost. */
    @Test
    void countsAreRightWhileManyWriteAndSomebodyReads() {
        int writers = contract().threads() - 1;
        AtomicInteger done = new AtomicInteger();
        Threads.inParallel(writers + 1, thread -> thread < writers ? write(thread, done) : watch(writers, done));
        assertThat(counts().of(new Counter.InStatus(EnrollmentStatus.QUEUED))).isEqualTo((long) writers * EACH);
        assertThat(counts().of(new Counter.At(StepKey.of("step-1")))).isEqualTo((long) writers * EACH);
    }

    private int write(int thread, AtomicInteger done) {
        for (int i = 0; i < EACH; i++) {
            scene().enroll(made(scene().first("s-" + thread + "-" + i)));
        }
        return done.incrementAndGet();
    }

    private int watch(int writers, AtomicInteger done) {
        long last = 0;
        while (done.get() < writers) {
            long total = counts().total();
            assertThat(total).as("nobody left").isGreaterThanOrEqualTo(last);
            last = total;
        }
        return 0;
    }
}
