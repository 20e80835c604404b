package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.ACME;
import static io.enrollment.testkit.Scene.SERVICE;
import static io.enrollment.testkit.Scene.T0;
import static io.enrollment.testkit.Scene.WELCOME;
import static io.enrollment.testkit.Scene.made;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.spi.Change;
import io.enrollment.spi.EnrollItem;
import io.enrollment.spi.NewEnrollment;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Enrolling. */
abstract class EnrollTests extends StoreTests {

    private static final String BUSY = "ALREADY_IN_QUEUE";
    private static final String USED = "EVENT_ALREADY_USED";

    @Test
    void whatIsEnrolledIsStoredWithItsLogAndIsDue() {
        Enrollment first = enrolled("ann");
        assertThat(scene().stored(first)).contains(first);
        assertThat(scene().log(first)).isEqualTo(made(first).log());
        assertThat(scene().claimOne().enrollment()).isEqualTo(first);
    }

    @Test
    void aRefusedAttemptIsStoredAndMakesNothing() {
        Enrollment first = scene().first("ann");
        EnrollItem item = scene().refusedItem(first, "EMAIL_MISSING");
        assertThat(scene().enroll(item)).isEqualTo(item.attempt());
        assertThat(scene().stored(first)).isEmpty();
        assertThat(StoreInvariants.everyAttempt(scene().store().reader(), ACME)).containsExactly(item.attempt());
    }

    @Test
    void theSecondOfAPlanAndSubjectIsRefusedWithTheIdOfTheFirst_W1() {
        Enrollment first = enrolled("ann");
        EnrollItem second = scene().item(made(scene().first("ann")));
        EnrollmentResult result = scene().enroll(second);
        assertThat(result.refusal()).contains(BUSY);
        assertThat(result.enrollment()).contains(first.id());
        assertThat(StoreInvariants.everyAttempt(scene().store().reader(), ACME)).contains(result);
    }

    @Test
    void anotherPlanAndAnotherSubjectAreAnotherPlace_W1() {
        enrolled("ann");
        assertThat(scene().enroll(made(scene().first(ACME, SERVICE, "ann", T0))).enrolled())
                .isTrue();
        assertThat(scene().enroll(made(scene().first("bob"))).enrolled()).isTrue();
    }

    @Test
    void aPausedAndAFailedEnrollmentKeepTheirPlace_W1() {
        Enrollment paused = enrolled("ann");
        apply(Moves.paused(paused, T0));
        enrolled("bob");
        settle(Moves.failed(scene().claimOne(), T0));
        assertThat(scene().enroll(made(scene().first("ann"))).refusal()).contains(BUSY);
        assertThat(scene().enroll(made(scene().first("bob"))).refusal()).contains(BUSY);
    }

    @Test
    void anEndedEnrollmentGivesItsPlaceFree_W1() {
        enrolled("ann");
        settle(Moves.completed(scene().claimOne(), T0));
        Enrollment second = enrolled("ann");
        apply(Moves.stopped(second, T0));
        assertThat(scene().enroll(made(scene().first("ann"))).enrolled()).isTrue();
    }

    @Test
    void theSecondOfTheSameBatchIsRefused_W1() {
        EnrollItem one = scene().item(made(scene().first("ann")));
        EnrollItem other = scene().item(made(scene().first("bob")));
        EnrollItem two = scene().item(made(scene().first("ann")));
        List<EnrollmentResult> results = scene().store().writer().enroll(List.of(one, other, two));
        assertThat(results).extracting(EnrollmentResult::enrolled).containsExactly(true, true, false);
        assertThat(results.get(2).refusal()).contains(BUSY);
        assertThat(results.get(2).enrollment()).isEqualTo(results.get(0).enrollment());
    }

    @Test
    void aUniqueKeyThatIsTakenIsRefusedWithTheIdOfItsOwner_W2() {
        Enrollment first = scene().first("ann");
        scene().enroll(made(first, "visit-1"));
        settle(Moves.completed(scene().claimOne(), T0));
        EnrollmentResult again = scene().enroll(made(scene().first("ann"), "visit-1"));
        assertThat(again.refusal()).contains(USED);
        assertThat(again.enrollment()).contains(first.id());
        assertThat(scene().enroll(made(scene().first("ann"), "visit-2")).enrolled())
                .isTrue();
    }

    @Test
    void aUniqueKeyIsOfOnePlanAndSubject_W2() {
        scene().enroll(made(scene().first("ann"), "visit-1"));
        assertThat(scene().enroll(made(scene().first("bob"), "visit-1")).enrolled())
                .isTrue();
        assertThat(scene().enroll(made(scene().first(ACME, SERVICE, "ann", T0), "visit-1"))
                        .enrolled())
                .isTrue();
    }

    @Test
    void aUniqueKeyThatWasNotUsedInTheEndIsFree_W2() {
        enrolled("ann");
        EnrollmentResult busy = scene().enroll(made(scene().first("ann"), "visit-1"));
        settle(Moves.completed(scene().claimOne(), T0));
        assertThat(busy.refusal()).contains(BUSY);
        assertThat(scene().enroll(made(scene().first("ann"), "visit-1")).enrolled())
                .isTrue();
    }

    @Test
    void uniqueKeysAreKeptWhenTheEnrollmentIsRemoved_W3() {
        Enrollment first = scene().first("ann");
        scene().enroll(made(first, "visit-1"));
        apply(Moves.removed(first, T0));
        assertThat(scene().enroll(made(scene().first("ann"), "visit-1")).refusal())
                .contains(USED);
    }

    @Test
    void repeatingACallChangesNothingAndGivesTheStoredResults_W4() {
        EnrollItem made = scene().item(made(scene().first("ann"), "visit-1"));
        EnrollItem busy = scene().item(made(scene().first("ann")));
        EnrollItem refused = scene().refusedItem(scene().first("bob"), "EMAIL_MISSING");
        List<EnrollItem> batch = List.of(made, busy, refused);
        List<EnrollmentResult> first = scene().store().writer().enroll(batch);
        settle(Moves.completed(scene().claimOne(), T0));
        assertThat(scene().store().writer().enroll(batch)).isEqualTo(first);
    }

    @Test
    void aCallMayRepeatAPartOfAnother_W4() {
        EnrollItem old = scene().item(made(scene().first("ann")));
        EnrollmentResult stored = scene().enroll(old);
        EnrollItem fresh = scene().item(made(scene().first("bob")));
        assertThat(scene().store().writer().enroll(List.of(fresh, old))).containsExactly(fresh.attempt(), stored);
    }

    @Test
    void restartingEndsTheOldOneAndBeginsTheNewOneTogether() {
        Enrollment old = enrolled("ann");
        Change ended = Moves.stopped(old, T0);
        Enrollment fresh = scene().first("ann");
        assertThat(scene().enroll(Scene.replacing(fresh, ended)).enrolled()).isTrue();
        assertThat(scene().stored(old)).contains(ended.after());
        assertThat(scene().claimOne().enrollment()).isEqualTo(fresh);
    }

    @Test
    void restartingOnAStaleViewIsRefusedAndEndsNothing() {
        Enrollment old = enrolled("ann");
        Enrollment paused = scene().applied(Moves.paused(old, T0));
        EnrollmentResult result = scene().enroll(Scene.replacing(scene().first("ann"), Moves.stopped(old, T0)));
        assertThat(result.refusal()).contains(BUSY);
        assertThat(result.enrollment()).contains(old.id());
        assertThat(scene().stored(old)).contains(paused);
    }

    @Test
    void restartingWithATakenKeyEndsNothing_W2() {
        Enrollment used = scene().first("ann");
        scene().enroll(made(used, "visit-1"));
        settle(Moves.completed(scene().claimOne(), T0));
        Enrollment old = enrolled("ann");
        Enrollment fresh = scene().first("ann");
        NewEnrollment wanted = new NewEnrollment(
                fresh, made(fresh).log(), Optional.of("visit-1"), true, Optional.of(Moves.stopped(old, T0)));
        assertThat(scene().enroll(wanted).refusal()).contains(USED);
        assertThat(scene().stored(old)).contains(old);
    }

    @Test
    void whatEndedMeanwhileNeedsNoEnding() {
        Enrollment old = enrolled("ann");
        settle(Moves.completed(scene().claimOne(), T0));
        Enrollment fresh = scene().first("ann");
        assertThat(scene().enroll(Scene.replacing(fresh, Moves.stopped(old, T0)))
                        .enrolled())
                .isTrue();
    }

    @Test
    void anIdThatIsTakenIsTheCallersMistakeAndLeavesNothingBehind() {
        Enrollment old = enrolled("ann");
        EnrollItem good = scene().item(made(scene().first("bob")));
        Enrollment clash = scene().first(ACME, WELCOME, "carl", T0).toBuilder()
                .id(old.id())
                .build();
        NewEnrollment wrong = new NewEnrollment(clash, made(old).log(), Optional.empty(), true, Optional.empty());
        List<EnrollItem> batch = List.of(good, scene().item(wrong));
        assertThatThrownBy(() -> scene().store().writer().enroll(batch)).isInstanceOf(IllegalArgumentException.class);
        assertThat(scene().stored(good.enrollment().orElseThrow().first())).isEmpty();
    }

    @Test
    void anEmptyBatchIsNothing() {
        assertThat(scene().store().writer().enroll(List.of())).isEmpty();
        assertThat(scene().store().writer().apply(List.of())).isEmpty();
    }
}
