package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.ACME;
import static io.enrollment.testkit.Scene.OTHER;
import static io.enrollment.testkit.Scene.T0;
import static io.enrollment.testkit.Scene.WELCOME;
import static io.enrollment.testkit.Scene.made;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.eligibility.SubjectHistory;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.LogKind;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.StepKey;
import io.enrollment.report.PlanCounts;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Claim;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.PurgeRequest;
import io.enrollment.spi.Purged;
import io.enrollment.spi.Settlement;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Removing what is old. */
abstract class PurgeTests extends StoreTests {

    private static final Instant T1 = T0.plusSeconds(60);
    private static final Instant LATER = T0.plusSeconds(3600);
    private static final int USUAL = PurgeRequest.DEFAULT_LIMIT;

    private Enrollment completed(String subject, Instant at) {
        enrolled(subject);
        Settlement done = Moves.completed(scene().claimOne(), at);
        settle(done);
        return done.after();
    }

    private Purged purge(Instant before) {
        return scene().purge(ACME, before, USUAL);
    }

    private List<EnrollmentResult> attempts(OrganizationId organization) {
        return scene().store()
                .reader()
                .attempts(organization, Optional.empty(), Optional.empty(), PageRequest.first(1000))
                .items();
    }

    private SubjectHistory history(String subject) {
        SubjectId id = SubjectId.of(subject);
        return scene().store().reader().history(ACME, List.of(id)).getOrDefault(id, SubjectHistory.none());
    }

    @Test
    void whatEndedLongAgoGoesWithItsLogAndItsAttempt_R1() {
        Enrollment ann = completed("ann", T0);

        Purged purged = purge(LATER);

        assertThat(purged).isEqualTo(new Purged(1, 2, 1, Optional.empty()));
        assertThat(scene().stored(ann)).isEmpty();
        assertThat(scene().log(ann)).isEmpty();
        assertThat(attempts(ACME)).isEmpty();
    }

    @Test
    void whatHasNotEndedStaysHoweverOldItIs_R1() {
        Enrollment running = enrolled("ann");
        Enrollment paused = scene().applied(Moves.paused(enrolled("bob"), T0));

        assertThat(purge(LATER.plusSeconds(1_000_000))).isEqualTo(Purged.NOTHING);

        assertThat(scene().stored(running)).contains(running);
        assertThat(scene().stored(paused)).contains(paused);
        assertThat(attempts(ACME)).hasSize(2);
        assertThat(settle(Moves.sent(scene().claimOne(), T1, T1))).isEqualTo(ApplyOutcome.APPLIED);
    }

    @Test
    void whatEndedAtTheInstantOrAfterItStays_R1() {
        Enrollment ann = completed("ann", T1);

        assertThat(purge(T1).enrollments()).isZero();
        assertThat(scene().stored(ann)).contains(ann);
        assertThat(scene().log(ann)).hasSize(2);
        assertThat(attempts(ACME))
                .as("the attempt stays as long as what it made")
                .hasSize(1);

        assertThat(purge(T1.plusNanos(1000)).enrollments()).isEqualTo(1);
    }

    @Test
    void oldAttemptsThatMadeNothingGo_R1() {
        scene().enroll(scene().refusedItem(scene().first("ann"), "EMAIL_MISSING"));
        enrolled("bob");
        scene().enroll(made(scene().first("bob")));

        assertThat(purge(T0).attempts()).isZero();
        assertThat(purge(LATER).attempts()).isEqualTo(2);
        assertThat(attempts(ACME)).singleElement().matches(EnrollmentResult::enrolled);
    }

    @Test
    void checksCannotTell_R2() {
        completed("ann", T0);
        scene().applied(Moves.removed(enrolled("ann"), T1));
        enrolled("ann");
        SubjectHistory before = history("ann");
        assertThat(before.enrollments()).hasSize(3);
        assertThat(before.messagesHandedOff()).isEqualTo(1);

        assertThat(purge(LATER).enrollments()).isEqualTo(2);

        assertThat(history("ann")).isEqualTo(before);
    }

    @Test
    void uniqueKeysStayTaken_R2() {
        Enrollment ann = scene().first("ann");
        scene().enroll(made(ann, "visit-1"));
        settle(Moves.completed(scene().claimOne(), T0));
        purge(LATER);

        EnrollmentResult again = scene().enroll(made(scene().first("ann"), "visit-1"));

        assertThat(again.refusal()).contains("EVENT_ALREADY_USED");
        assertThat(again.enrollment()).contains(ann.id());
        assertThat(scene().enroll(made(scene().first("ann"), "visit-2")).enrolled())
                .isTrue();
    }

    @Test
    void whatWasDoneStaysCounted_R2() {
        enrolled("ann");
        settle(Moves.sent(scene().claimOne(), T0, T0));
        settle(Moves.completed(scene().claimOne(), T0));
        enrolled("bob");

        purge(LATER);

        PlanCounts counts = scene().store().reader().counts(ACME, WELCOME);
        assertThat(counts.byStatus()).containsExactly(Map.entry(EnrollmentStatus.QUEUED, 1L));
        assertThat(counts.step(StepKey.of("step-1")).count(LogKind.SENT)).isEqualTo(1);
    }

    @Test
    void noMoreThanTheLimitGoesAtOnce_R3_R4() {
        for (int i = 0; i < 9; i++) {
            completed("s-" + i, T0);
            enrolled(scene().first(ACME, WELCOME, "running-" + i, LATER));
        }
        List<Purged> steps = steps(new PurgeRequest(ACME, LATER, 7, Optional.empty()));

        assertThat(steps).allMatch(step -> size(step) <= 2 * 7).hasSizeGreaterThan(5);
        assertThat(steps)
                .as("more than the limit; a call that lost an answer tells of what two transactions removed")
                .filteredOn(step -> size(step) > 7)
                .hasSizeLessThan(2);
        assertThat(steps.stream().reduce(Purged.NOTHING, Purged::plus))
                .isEqualTo(new Purged(9, 18, 9, Optional.empty()));
        assertThat(purge(LATER)).isEqualTo(Purged.NOTHING);
    }

    @Test
    void noMoreAttemptsThanTheLimitGoAtOnce_R3() {
        for (int i = 0; i < 12; i++) {
            scene().enroll(scene().refusedItem(scene().first("s-" + i), "EMAIL_MISSING"));
        }
        List<Purged> steps = steps(new PurgeRequest(ACME, LATER, 3, Optional.empty()));
        assertThat(steps.stream().mapToLong(Purged::attempts).sum()).isEqualTo(12);
        assertThat(steps)
                .as("more than the limit; a call that lost an answer tells of what two transactions removed")
                .filteredOn(step -> size(step) > 3)
                .hasSizeLessThan(2);
    }

    private static long size(Purged step) {
        return step.enrollments() + step.logEntries() + step.attempts();
    }

    private Enrollment enrolled(Enrollment first) {
        return scene().enrolled(first);
    }

    private List<Purged> steps(PurgeRequest request) {
        List<Purged> steps = new ArrayList<>();
        Purged step = scene().store().retention().purge(request);
        steps.add(step);
        while (step.next().isPresent()) {
            step = scene().store().retention().purge(request.after(step.next().orElseThrow()));
            steps.add(step);
        }
        return steps;
    }

    @Test
    void anEnrollmentWithALongLogGoesByItself_R3() {
        Enrollment state = enrolled("ann");
        for (int i = 0; i < 10; i++) {
            state = scene().applied(Moves.noted(state, T0));
        }
        scene().applied(Moves.stopped(state, T0));
        completed("bob", T0);

        assertThat(scene().purge(ACME, LATER, 5)).isEqualTo(new Purged(2, 14, 2, Optional.empty()));
    }

    @Test
    void onceMoreDoesNoHarm_R4() {
        completed("ann", T0);
        purge(LATER);
        assertThat(purge(LATER)).isEqualTo(Purged.NOTHING);
    }

    @Test
    void severalAtOnceRemoveEachOnce_R4() {
        for (int i = 0; i < 40; i++) {
            completed("s-" + i, T0);
        }
        AtomicLong removed = new AtomicLong();
        Threads.inParallel(
                contract().threads(),
                thread -> removed.addAndGet(scene().purge(ACME, LATER, 20).enrollments()));
        assertThat(removed).hasValue(40);
        assertThat(attempts(ACME)).isEmpty();
    }

    @Test
    void anotherOrganizationKeepsWhatIsIts() {
        enrolled(scene().first(OTHER, WELCOME, "ann", T0));
        Settlement done = Moves.completed(scene().claimOne(), T0);
        settle(done);

        assertThat(purge(LATER)).isEqualTo(Purged.NOTHING);
        assertThat(scene().stored(done.after())).contains(done.after());
        assertThat(attempts(OTHER)).hasSize(1);
    }

    @Test
    void whatWasRemovedIsGoneForEverybody() {
        enrolled("ann");
        Claim claim = scene().claimOne();
        Settlement done = Moves.completed(claim, T0);
        settle(done);
        purge(LATER);

        assertThat(settle(done)).isEqualTo(ApplyOutcome.GONE);
        assertThat(apply(Moves.noted(done.after(), T1))).isEqualTo(ApplyOutcome.GONE);
        assertThat(scene().claim(10)).isEmpty();
    }

    @Test
    void aKeyThatNoPurgeGaveIsRefused() {
        PurgeRequest request = PurgeRequest.of(ACME, LATER).after("x1:y");
        assertThatThrownBy(() -> scene().store().retention().purge(request))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
