package io.enrollment.enrollment;

import static io.enrollment.calendar.Delay.days;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.SendWindow;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.OnUncertain;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import io.enrollment.plan.PlanVersion;
import io.enrollment.plan.StepKey;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of an enrollment in any state when it is moved to another version of its plan. */
class MigratingTest {

    private static final Outcome REJECTED = new Outcome.Rejected("MAILBOX_GONE", "no such mailbox");

    private static PlanBuilder plan() {
        return Plan.forPeople("care");
    }

    private static Transition migrate(Course course, PlanBuilder from, PlanBuilder to, MigrationOptions options) {
        PlanVersion one = new PlanVersion(from.build(), 1, "0".repeat(64), course.now());
        PlanVersion two = new PlanVersion(to.build(), 2, "0".repeat(64), course.now());
        Facts facts = Course.facts(Course.lead().build());
        return Decider.of(Course.RULES).migrate(one, two, course.state(), options, facts, Course.ANN, course.now());
    }

    private static Transition migrate(Course course, PlanBuilder from, PlanBuilder to) {
        return migrate(course, from, to, MigrationOptions.DEFAULT);
    }

    private static LocalDateTime due(Transition moved) {
        return LocalDateTime.ofInstant(moved.after().due().orElseThrow().at(), Course.NEW_YORK);
    }

    @Test
    void aFailureOfAStepThatIsGoneNoLongerHoldsIt() {
        PlanBuilder from = plan().email("hello", "t").email("more", "t");
        Course course = Course.of(from.build()).outcome(REJECTED);

        Transition moved = migrate(course, from, plan().email("greeting", "t").email("more", "t"));

        assertThat(moved.after().status()).isEqualTo(EnrollmentStatus.IN_PROGRESS);
        assertThat(moved.after().failure()).isEmpty();
        assertThat(moved.after().step()).contains(StepKey.of("greeting"));
        assertThat(due(moved)).isEqualTo(Course.MONDAY);
    }

    @Test
    void aFailureOfAStepThatStandsIsStillSomebodysToRetry() {
        PlanBuilder from = plan().email("hello", "t").email("more", "t");
        Course course = Course.of(from.build()).outcome(REJECTED);

        Transition moved = migrate(course, from, plan().email("hello", "t").email("less", "t"));

        assertThat(moved.after().status()).isEqualTo(EnrollmentStatus.FAILED);
        assertThat(moved.after().failure()).isEqualTo(course.state().failure());
    }

    @Test
    void aMessageThatItsWindowHeldIsJudgedByTheNewOne() {
        PlanBuilder from = plan().email("hello", "t").within(SendWindow.weekdays("09:00", "17:00"));
        Course course = Course.of(from.build()).at("2026-01-05T20:00");
        course.claim();
        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.PENDING_DEPLOYMENT);

        Transition moved = migrate(course, from, plan().email("hello", "t"));

        assertThat(moved.after().status()).isEqualTo(EnrollmentStatus.IN_PROGRESS);
        assertThat(moved.after().heldBecause()).isEmpty();
        assertThat(due(moved)).isEqualTo("2026-01-05T20:00");
    }

    @Test
    void aDateIsTheNewVersionsDate() {
        PlanBuilder from = plan().waitUntil("until", LocalDate.parse("2026-02-01"));
        Course course = Course.of(from.build());

        Transition moved = migrate(course, from, plan().waitUntil("until", LocalDate.parse("2026-03-01")));

        assertThat(due(moved)).isEqualTo(LocalDate.parse("2026-03-01").atStartOfDay());
    }

    @Test
    void aDateThatSomebodyWouldNotWaitForIsNotWaitedForAfterAll() {
        PlanBuilder from = plan().waitUntil("until", LocalDate.parse("2026-02-01"));
        Course hurried = Course.of(from.build());
        hurried.at("2026-01-06T12:00").tell(new Command.HurryIt(StepKey.of("until"), Course.ANN));

        Transition later = migrate(hurried, from, plan().waitUntil("until", LocalDate.parse("2026-03-01")));
        Transition delay = migrate(hurried, from, plan().waitFor("until", days(10)));

        assertThat(due(later)).isEqualTo("2026-01-06T12:00");
        assertThat(due(delay)).isEqualTo("2026-01-15T10:00");
    }

    /** Clocks are put forward on 8 March: ten days more are ten days more by them. */
    @Test
    void moreDaysAreAddedByTheClocksOnTheWall() {
        PlanBuilder from = plan().waitFor("until", days(60));
        Course course = Course.of(from.build());
        course.at("2026-01-08T10:00").pause();
        course.at("2026-01-10T10:00").resume();
        assertThat(course.due()).isEqualTo("2026-03-08T10:00");

        Transition moved = migrate(course, from, plan().waitFor("until", days(70)));

        assertThat(due(moved)).isEqualTo("2026-03-18T10:00");
    }

    @Test
    void whatWasSentUnderItsOldNameIsNotSentUnderTheNewOne() {
        PlanBuilder from = plan().email("hello", "t").email("more", "t").after(days(1));
        Course course = Course.of(from.build()).accept();
        MigrationOptions renamed = new MigrationOptions(Map.of(StepKey.of("hello"), StepKey.of("greeting")), true);

        Transition moved = migrate(
                course, from, plan().email("greeting", "t").email("more", "t").after(days(1)), renamed);

        assertThat(moved.after().done()).contains(StepKey.of("hello"), StepKey.of("greeting"));
        assertThat(moved.after().step()).contains(StepKey.of("more"));
        assertThat(due(moved)).isEqualTo("2026-01-06T10:00");
    }

    @Test
    void anOpenCallThatIsPausedStaysAsOpenAsItIs() {
        PlanBuilder from = plan().call("call", "sales").email("more", "t");
        Course course = Course.of(from.build());
        course.work();
        course.pause();

        Transition moved = migrate(course, from, plan().call("call", "service").email("more", "t"));

        assertThat(moved.after().status()).isEqualTo(EnrollmentStatus.PAUSED);
        assertThat(moved.after().pause()).isEqualTo(course.state().pause());
        assertThat(moved.after().work()).isEqualTo(course.state().work());
    }

    @Test
    void whatHasEndedIsOnAnotherVersionOrInDoubtIsNotMoved() {
        PlanBuilder plan = plan().email("hello", "t").with(more -> more.onUncertain(OnUncertain.BLOCK));
        Course ended = Course.of(plan.build());
        ended.stop();
        Course doubtful = Course.of(plan.build()).outcome(new Outcome.Unknown("broke"));
        PlanVersion two = new PlanVersion(plan.build(), 2, "0".repeat(64), ended.now());
        PlanVersion three = new PlanVersion(plan.build(), 3, "0".repeat(64), ended.now());

        assertThat(migrate(ended, plan, plan).refusal()).contains("cannot migrate an enrollment that is STOPPED");
        assertThat(migrate(doubtful, plan, plan).refusal().orElseThrow()).endsWith("is in doubt");
        assertThat(Decider.of(Course.RULES)
                        .migrate(
                                two,
                                three,
                                Course.of(plan.build()).state(),
                                MigrationOptions.DEFAULT,
                                Course.facts(Course.lead().build()),
                                Course.ANN,
                                ended.now())
                        .refusal())
                .contains("it is on version 1, not on 2");
    }
}
