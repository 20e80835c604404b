package io.enrollment.enrollment;

import static io.enrollment.calendar.Delay.days;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.SendWindow;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.StepKey;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InterventionsTest {

    private static final Plan PLAN = Plan.forPeople("welcome")
            .email("one", "t")
            .email("two", "t")
            .after(days(3))
            .build();
    private static final Outcome REJECTED = new Outcome.Rejected("MAILBOX_GONE", "no such mailbox");

    @Test
    void aPauseKeepsThePositionAndRemembersTheDueTime() {
        Course course = Course.of(PLAN).accept();
        var due = course.state().due();

        course.later(Duration.ofHours(1)).pause();

        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.PAUSED);
        assertThat(course.state().step()).contains(StepKey.of("two"));
        assertThat(course.state().due()).isEmpty();
        assertThat(course.state().pause()).contains(new Pause(course.now(), Set.of(PauseCause.MANUAL), due));
        assertThat(course.last().actor()).contains("ann");
        assertThat(course.last().details()).containsEntry("said", "asked");
    }

    @Test
    void nothingIsCarriedOutWhilePaused() {
        Course course = Course.of(PLAN);
        course.pause();

        assertThat(course.later(Duration.ofDays(9)).claim().isSettled()).isTrue();
        assertThat(course.lines()).containsExactly("PAUSED one MANUAL");
        assertThat(course.attempted(new Outcome.Accepted("")).refusal())
                .contains("no attempt is under way in an enrollment that is PAUSED");
    }

    @Test
    void aPauseForTheSameCauseChangesNothing() {
        Course course = Course.of(PLAN);
        course.pause();

        Transition again = course.later(Duration.ofDays(1)).pause();

        assertThat(again.log()).isEmpty();
        assertThat(again.refusal()).isEmpty();
        assertThat(course.state().pause().orElseThrow().since()).isEqualTo(Course.local(Course.MONDAY));
    }

    @Test
    void pausesOfSeveralCausesNestAndCountFromTheFirst() {
        Course course = Course.of(PLAN).accept();
        course.later(Duration.ofDays(1)).pause(PauseCause.PLAN);
        course.later(Duration.ofDays(1)).pause(PauseCause.MANUAL);
        course.later(Duration.ofDays(1)).resume(PauseCause.PLAN);

        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.PAUSED);
        assertThat(course.state().pause().orElseThrow().causes()).containsExactly(PauseCause.MANUAL);

        course.later(Duration.ofDays(1)).resume(PauseCause.MANUAL);
        assertThat(course.due()).isEqualTo("2026-01-11T10:00");
        assertThat(course.lines())
                .containsExactly(
                        "SENT one", "PAUSED two PLAN", "PAUSED two MANUAL", "RESUMED two PLAN", "RESUMED two MANUAL");
    }

    @Test
    void aResumeOfEverythingLiftsAllCauses() {
        Course course = Course.of(PLAN);
        course.pause(PauseCause.PLAN);
        course.pause(PauseCause.REPLIED);

        course.resume();

        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.QUEUED);
        assertThat(course.last().reason()).contains("ALL");
    }

    @Test
    void aResumeOfACauseThatDoesNotHoldItChangesNothing() {
        Course course = Course.of(PLAN);
        assertThat(course.resume().log()).isEmpty();
        course.pause(PauseCause.PLAN);

        Transition other = course.resume(PauseCause.MANUAL);

        assertThat(other.log()).isEmpty();
        assertThat(other.refusal()).isEmpty();
        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.PAUSED);
    }

    @Test
    void aHeldMessageThatIsPausedIsNoLongerPending() {
        Course course = Course.of(Plan.forPeople("p")
                        .window(SendWindow.weekdays("09:00", "17:00"))
                        .email("one", "t")
                        .build())
                .at("2026-01-05T20:00");
        course.claim();

        course.pause();

        assertThat(course.state().heldBecause()).isEmpty();
        course.resume();
        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.QUEUED);
        assertThat(course.due()).isEqualTo("2026-01-06T09:00");
    }

    @Test
    void aStopEndsItWhateverHoldsItAndUndoesNothing() {
        Course course = Course.of(PLAN).accept();
        course.pause();

        course.stop();

        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.STOPPED);
        assertThat(course.state().ending()).contains(new Ending(EndCause.MANUAL, course.now()));
        assertThat(course.state().counters().emailsSent()).isEqualTo(1);
        assertThat(course.state().removed()).isFalse();
        assertThat(course.lines()).endsWith("STOPPED two MANUAL");
    }

    @Test
    void aSecondStopChangesNothing() {
        Course course = Course.of(PLAN);
        course.stop();

        Transition again = course.later(Duration.ofDays(1)).tell(new Command.StopIt(EndCause.OPTED_OUT, Course.ANN));

        assertThat(again.log()).isEmpty();
        assertThat(again.refusal()).isEmpty();
        assertThat(course.state().ending().orElseThrow().cause()).isEqualTo(EndCause.MANUAL);
    }

    @Test
    void aRemovalStopsAndHides() {
        Course course = Course.of(PLAN);

        course.remove();

        assertThat(course.state().removed()).isTrue();
        assertThat(course.lines()).containsExactly("STOPPED one MANUAL", "REMOVED");
        assertThat(course.remove().log()).isEmpty();
    }

    @Test
    void anEnrollmentThatHasEndedCanBeRemovedAndStaysWhatItWas() {
        Course course = Course.of(PLAN).run();

        course.remove();

        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.COMPLETED);
        assertThat(course.state().removed()).isTrue();
        assertThat(course.lines()).endsWith("COMPLETED END_OF_PLAN", "REMOVED");
    }

    @Test
    void aRetryRunsOnlyTheFailedStepAgainAndLaterDelaysCountFromItsSuccess() {
        Course course = Course.of(PLAN).outcome(REJECTED);
        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.FAILED);
        assertThat(course.state().failure()).contains(new Failure("MAILBOX_GONE", "no such mailbox", course.now()));

        course.at("2026-01-06T12:00").retry();
        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.QUEUED);
        course.at("2026-01-06T13:00").accept();

        assertThat(course.due()).isEqualTo("2026-01-09T13:00");
        assertThat(course.lines())
                .containsExactly("STEP_FAILED one MAILBOX_GONE", "RETRIED one MAILBOX_GONE", "SENT one");
    }

    @Test
    void aRetryWaitsForTheWindow() {
        Course course = Course.of(Plan.forPeople("p")
                        .window(SendWindow.weekdays("09:00", "17:00"))
                        .email("one", "t")
                        .build())
                .outcome(REJECTED);

        course.at("2026-01-09T20:00").retry();

        assertThat(course.due()).isEqualTo("2026-01-12T09:00");
    }

    @Test
    void aRetryGivesTheStepAllItsAttemptsAgain() {
        Outcome busy = new Outcome.Failed("BUSY", "try later", Optional.empty());
        Course course = Course.of(PLAN);
        while (course.state().failure().isEmpty()) {
            course.atDue().outcome(busy);
        }

        course.retry();

        assertThat(course.state().failures()).isZero();
        assertThat(course.outcome(busy).state().due()).isPresent();
    }

    @Test
    void whatCannotBeDecidedOnIsParkedAsFailedAndCanBeRetried() {
        Course course = Course.of(PLAN).park("DECISION_FAILED");

        assertThat(course.lines()).containsExactly("STEP_FAILED one DECISION_FAILED");
        assertThat(course.state().failure().orElseThrow().message()).isEqualTo("went wrong");
        course.retry();
        assertThat(course.run().lines()).endsWith("SENT two", "COMPLETED END_OF_PLAN");
    }

    @Test
    void aPausedOneCanBeParked() {
        Course course = Course.of(PLAN);
        course.pause();

        assertThat(course.park("DECISION_FAILED").state().pause()).isEmpty();
    }

    private static Course active() {
        return Course.of(PLAN);
    }

    private static Course failed() {
        return Course.of(PLAN).outcome(REJECTED);
    }

    private static Course completed() {
        return Course.of(PLAN).run();
    }

    private static Course stopped() {
        Course course = Course.of(PLAN);
        course.stop();
        return course;
    }

    private static Course paused() {
        Course course = Course.of(PLAN);
        course.pause();
        return course;
    }

    record Refused(String command, Course course, Command it) {
        @Override
        public String toString() {
            return command + " when " + course.state().status();
        }
    }

    static Stream<Refused> refused() {
        Command pause = new Command.PauseIt(PauseCause.MANUAL, Course.ANN);
        Command resume = new Command.ResumeIt(Optional.empty(), Course.ANN);
        Command retry = new Command.RetryIt(Course.ANN);
        return Stream.of(
                new Refused("pause", failed(), pause),
                new Refused("pause", completed(), pause),
                new Refused("pause", stopped(), pause),
                new Refused("resume", failed(), resume),
                new Refused("resume", completed(), resume),
                new Refused("resume", stopped(), resume),
                new Refused("retry", active(), retry),
                new Refused("retry", paused(), retry),
                new Refused("retry", completed(), retry),
                new Refused("retry", stopped(), retry));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aCommandThatTheStateDoesNotAllowIsRefusedWithTheState(Refused refused) {
        Course course = refused.course();

        Transition transition = course.tell(refused.it());

        assertThat(transition.refusal())
                .contains("cannot " + refused.command() + " an enrollment that is "
                        + course.state().status());
    }

    @Test
    void aTerminalEnrollmentIsNeverMovedByTheScheduler() {
        Stream.<Consumer<Course>>of(Course::stop, Course::remove, Course::run).forEach(end -> {
            Course course = Course.of(PLAN);
            end.accept(course);
            assertThat(course.later(Duration.ofDays(9)).claim().log()).isEmpty();
        });
    }

    @Test
    void whatSomebodyRanAtOnceHasWaitedEnoughWhenItIsTriedAgain() {
        Course course = active().accept();
        course.tell(new Command.HurryIt(course.state().step().orElseThrow(), Course.ANN));
        course.outcome(REJECTED);
        course.later(Duration.ofMinutes(10)).retry();

        course.pause();
        course.later(Duration.ofMinutes(10)).resume();

        assertThat(course.state().due().orElseThrow().at()).isEqualTo(course.now());
    }
}
