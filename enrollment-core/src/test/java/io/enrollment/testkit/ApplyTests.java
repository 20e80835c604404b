package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.plan.StepKey;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Change;
import io.enrollment.spi.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Commands on enrollments. */
abstract class ApplyTests extends StoreTests {

    private static final Instant T1 = T0.plusSeconds(60);
    private static final Instant T2 = T0.plusSeconds(120);

    @Test
    void anAppliedChangeIsStoredWithItsLog() {
        Enrollment first = enrolled("ann");
        Change pause = Moves.paused(first, T1);
        assertThat(apply(pause)).isEqualTo(ApplyOutcome.APPLIED);
        assertThat(scene().stored(first)).contains(pause.after());
        assertThat(scene().log(first)).endsWith(pause.log().get(0)).hasSize(2);
    }

    @Test
    void everyEntryOfAChangeIsLogged() {
        Enrollment first = enrolled("ann");
        Change once = Moves.noted(first, T1);
        Change twice = Moves.noted(once.after(), T2);
        List<LogEntry> both = List.of(once.log().get(0), twice.log().get(0));
        assertThat(apply(new Change(first, twice.after(), both))).isEqualTo(ApplyOutcome.APPLIED);
        assertThat(scene().log(first)).endsWith(both.get(0), both.get(1)).hasSize(3);
    }

    @Test
    void eachChangeOfOneSubjectStandsForItself_W5() {
        Enrollment welcome = enrolled("ann");
        Enrollment service = scene().enrolled(scene().first(Scene.ACME, Scene.SERVICE, "ann", T0));
        scene().applied(Moves.noted(welcome, T1));
        assertThat(scene().store().writer().apply(List.of(Moves.paused(welcome, T1), Moves.paused(service, T1))))
                .containsExactly(ApplyOutcome.STALE, ApplyOutcome.APPLIED);
    }

    @Test
    void whatIsPausedIsNotDueAndWhatIsResumedIs() {
        Enrollment paused = scene().applied(Moves.paused(enrolled("ann"), T1));
        assertThat(scene().claim(10)).isEmpty();
        assertThat(scene().store().steps().earliestDue()).isEmpty();
        Enrollment resumed = scene().applied(Moves.resumed(paused, T1, T2));
        assertThat(scene().claim(10, T1, Scene.LEASE)).isEmpty();
        assertThat(scene().claim(10, T2, Scene.LEASE))
                .extracting(Claim::enrollment)
                .containsExactly(resumed);
    }

    @Test
    void aChangeOfWhatIsNotTheStoredStateIsStale_W5() {
        Enrollment first = enrolled("ann");
        Enrollment paused = scene().applied(Moves.paused(first, T1));
        assertThat(apply(Moves.stopped(first, T1))).isEqualTo(ApplyOutcome.STALE);
        assertThat(scene().stored(first)).contains(paused);
        assertThat(scene().log(first)).hasSize(2);
    }

    @Test
    void aChangeOfNothingIsGone_W5() {
        assertThat(apply(Moves.paused(scene().first("ann"), T1))).isEqualTo(ApplyOutcome.GONE);
    }

    @Test
    void eachChangeOfABatchStandsForItself_W5() {
        Enrollment ann = enrolled("ann");
        Enrollment bob = enrolled("bob");
        Change pause = Moves.paused(ann, T1);
        List<Change> batch = List.of(pause, Moves.stopped(ann, T1), Moves.paused(bob, T1), pause);
        assertThat(scene().store().writer().apply(batch))
                .containsExactly(
                        ApplyOutcome.APPLIED, ApplyOutcome.STALE, ApplyOutcome.APPLIED, ApplyOutcome.ALREADY_APPLIED);
    }

    @Test
    void noClaimThatStoodBeforeCanSettle_W6() {
        Enrollment first = enrolled("ann");
        Claim claim = scene().claimOne();
        scene().applied(Moves.noted(first, T1));
        assertThat(settle(Moves.sent(claim, T1, T2))).isEqualTo(ApplyOutcome.STALE);
        assertThat(scene().store().steps().mark(List.of(claim.lease()))).containsExactly(false);
        assertThat(scene().store().steps().extend(List.of(claim.lease()), Scene.LEASE))
                .containsExactly(false);
    }

    @Test
    void aClaimOfWhatLeftTheQueueIsGone_W6() {
        Enrollment first = enrolled("ann");
        Claim claim = scene().claimOne();
        Enrollment paused = scene().applied(Moves.paused(first, T1));
        assertThat(settle(Moves.sent(claim, T1, T2))).isEqualTo(ApplyOutcome.GONE);
        Enrollment resumed = scene().applied(Moves.resumed(paused, T1, T1));
        assertThat(settle(Moves.sent(claim, T1, T2))).isEqualTo(ApplyOutcome.STALE);
        scene().applied(Moves.stopped(resumed, T1));
        assertThat(settle(Moves.sent(claim, T1, T2))).isEqualTo(ApplyOutcome.GONE);
    }

    @Test
    void repeatingAnAppliedChangeIsRecognizedWhateverHappenedSince_W7() {
        Enrollment first = enrolled("ann");
        Change pause = Moves.paused(first, T1);
        scene().applied(pause);
        assertThat(apply(pause)).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
        Enrollment resumed = scene().applied(Moves.resumed(pause.after(), T1, T0));
        assertThat(apply(pause)).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
        settle(Moves.completed(scene().claimOne(), T2));
        assertThat(apply(pause)).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
        assertThat(apply(Moves.paused(resumed, T1))).isEqualTo(ApplyOutcome.STALE);
    }

    @Test
    void whatMayHappenOnceHappensOnceToEachEnrollmentWhateverHappenedSince_W9() {
        Enrollment ann = enrolled("ann");
        Enrollment bob = enrolled("bob");
        Change first = Moves.once(Moves.noted(ann, T1), "event-1");
        Enrollment noted = scene().applied(first);

        assertThat(apply(Moves.once(Moves.noted(noted, T2), "event-1"))).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
        assertThat(apply(first)).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
        assertThat(scene().stored(ann)).contains(noted);
        assertThat(scene().log(ann)).hasSize(2);
        Enrollment again = scene().applied(Moves.once(Moves.noted(noted, T2), "event-2"));
        scene().applied(Moves.once(Moves.noted(bob, T2), "event-1"));
        scene().applied(Moves.stopped(again, T2));
        assertThat(apply(first)).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
    }

    @Test
    void whatWasNotAppliedMayHappenStill_W9() {
        Enrollment first = enrolled("ann");
        Enrollment paused = scene().applied(Moves.paused(first, T1));

        assertThat(apply(Moves.once(Moves.noted(first, T1), "event-1"))).isEqualTo(ApplyOutcome.STALE);
        assertThat(apply(Moves.once(Moves.noted(paused, T1), "event-1"))).isEqualTo(ApplyOutcome.APPLIED);
    }

    @Test
    void aChangeThatLogsNothingHasNothingToApply_W7() {
        Enrollment first = enrolled("ann");
        Claim claim = scene().claimOne();
        Change nothing = new Change(first, first, List.of());
        assertThat(apply(nothing)).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
        assertThat(apply(nothing)).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
        assertThat(settle(Moves.sent(claim, T1, T2)))
                .as("the claim still stands")
                .isEqualTo(ApplyOutcome.APPLIED);
    }

    @Test
    void pausingAndResumingDoesNotForgetAClaim_W8() {
        Enrollment first = enrolled("ann");
        Claim lost = scene().claimOne();
        scene().store().steps().mark(List.of(lost.lease()));
        Enrollment paused = scene().applied(Moves.paused(first, T1));
        scene().applied(Moves.resumed(paused, T1, T0));
        assertThat(scene().claim(10)).as("the old lease still runs").isEmpty();
        leasesRunOut();
        Claim next = scene().claimOne();
        assertThat(next.repeated()).isTrue();
        assertThat(next.marked()).isTrue();
        assertThat(next.firstClaimedAt()).isEqualTo(lost.firstClaimedAt());
        assertThat(next.lease().fence()).isGreaterThan(lost.lease().fence());
    }

    @Test
    void aClaimThatRanOutBeforeThePauseIsNotForgottenEither_W8() {
        Enrollment first = enrolled("ann");
        scene().claimOne();
        leasesRunOut();
        Enrollment paused = scene().applied(Moves.paused(first, T1));
        scene().applied(Moves.resumed(paused, T1, T0));
        assertThat(scene().claimOne().repeated()).isTrue();
    }

    @Test
    void aChangeThatAsksForItWaitsForEveryClaimToBeSettled_W10() {
        Enrollment first = enrolled("ann");
        Change stopped = Moves.stopped(first, T1);
        Change careful = new Change(stopped.before(), stopped.after(), stopped.log(), Optional.empty(), true);
        Claim claim = scene().claimOne();
        assertThat(apply(careful)).isEqualTo(ApplyOutcome.STALE);
        assertThat(scene().stored(first)).contains(first);
        scene().store().steps().release(List.of(claim.lease()));
        assertThat(apply(careful)).isEqualTo(ApplyOutcome.APPLIED);
        assertThat(apply(careful)).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
    }

    @Test
    void aClaimWhoseMessageDidNotLeaveCanBeReleasedAfterAPause_W8() {
        Enrollment first = enrolled("ann");
        Claim lost = scene().claimOne();
        Enrollment paused = scene().applied(Moves.paused(first, T1));
        scene().store().steps().release(List.of(lost.lease()));
        scene().applied(Moves.resumed(paused, T1, T0));
        Claim next = scene().claimOne();
        assertThat(next.repeated()).isFalse();
        assertThat(next.lease().fence()).isGreaterThan(lost.lease().fence());
    }

    @Test
    void aChangeToAnotherStepForgetsTheClaimOfTheFormerOne_W8() {
        Enrollment first = enrolled("ann");
        Claim lost = scene().claimOne();
        scene().store().steps().mark(List.of(lost.lease()));
        scene().applied(Moves.movedTo(first, StepKey.of("step-2"), T1));
        Claim next = scene().claimOne();
        assertThat(next.repeated()).isFalse();
        assertThat(next.marked()).isFalse();
        assertThat(next.lease().fence()).isGreaterThan(lost.lease().fence());
    }

    @Test
    void anotherStepWhilePausedForgetsTheClaimOfTheFormerOne_W8() {
        Enrollment first = enrolled("ann");
        scene().claimOne();
        Enrollment paused = scene().applied(Moves.paused(first, T1));
        Enrollment moved = scene().applied(Moves.movedTo(paused, StepKey.of("step-2"), T1));
        scene().applied(Moves.resumed(moved, T1, T0));
        assertThat(scene().claimOne().repeated()).isFalse();
    }

    @Test
    void aFailedEnrollmentIsTriedAgain() {
        enrolled("ann");
        Claim claim = scene().claimOne();
        settle(Moves.failed(claim, T1));
        Enrollment failed = scene().stored(claim.enrollment()).orElseThrow();
        assertThat(scene().claim(10)).isEmpty();
        scene().applied(Moves.retried(failed, T0));
        Claim again = scene().claimOne();
        assertThat(again.repeated()).isFalse();
        assertThat(again.lease().fence()).isGreaterThan(claim.lease().fence());
    }

    @Test
    void aRemovedEnrollmentIsListedOnlyWhenAskedFor() {
        Enrollment removed = scene().applied(Moves.removed(enrolled("ann"), T1));
        assertThat(scene().stored(removed)).contains(removed);
        assertThat(scene().claim(10, T0.plus(Duration.ofDays(1)), Scene.LEASE)).isEmpty();
    }

    private Optional<List<ApplyOutcome>> together(Change... changes) {
        return scene().store().writer().applyTogether(List.of(changes));
    }

    @Test
    void changesThatBelongTogetherAreAppliedAllOrNone_W11() {
        Enrollment one = enrolled("ann");
        Enrollment two = scene().enrolled(scene().first(Scene.ACME, Scene.SERVICE, "ann", T0));
        Change first = Moves.once(Moves.stopped(one, T1), "event-1");
        Enrollment moved = scene().applied(Moves.paused(two, T1));

        assertThat(together(first, Moves.once(Moves.stopped(two, T1), "event-1")))
                .isEmpty();
        assertThat(scene().stored(one)).contains(one);

        Change second = Moves.once(Moves.stopped(moved, T1), "event-1");
        assertThat(together(second, first)).contains(List.of(ApplyOutcome.APPLIED, ApplyOutcome.APPLIED));
        assertThat(together(first, second))
                .contains(List.of(ApplyOutcome.ALREADY_APPLIED, ApplyOutcome.ALREADY_APPLIED));
        assertThat(scene().claim(10)).isEmpty();
        assertThat(together()).contains(List.of());
    }

    @Test
    void ofChangesThatBelongTogetherOneThatIsGoneUndoesTheOthers_W11() {
        Enrollment one = enrolled("ann");
        Enrollment nobody = scene().first(Scene.ACME, Scene.SERVICE, "ann", T0);

        assertThat(together(Moves.stopped(one, T1), Moves.stopped(nobody, T1))).isEmpty();
        assertThat(scene().stored(one)).contains(one);
        assertThat(scene().claim(10)).hasSize(1);
    }
}
