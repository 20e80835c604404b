package io.enrollment.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.Delay;
import io.enrollment.calendar.SendWindow;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import io.enrollment.plan.StepKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What people do to the present step: leave it out, run it at once; and the end by time. */
class StepCommandsTest {

    private static final StepKey HELLO = StepKey.of("hello");
    private static final StepKey MORE = StepKey.of("more");

    private static PlanBuilder plan() {
        return Plan.forPeople("care").email("hello", "t").email("more", "t").after(Delay.days(2));
    }

    private static Transition skip(Course course, StepKey step) {
        return course.tell(new Command.SkipIt(step, Course.ANN));
    }

    private static Transition hurry(Course course, StepKey step) {
        return course.tell(new Command.HurryIt(step, Course.ANN));
    }

    @Test
    void aStepThatIsSkippedCountsAndIsNeverCarriedOut() {
        Course course = Course.of(plan().build());

        skip(course, HELLO);
        assertThat(skip(course, HELLO).log()).isEmpty();
        course.run();

        assertThat(course.lines()).containsExactly("SKIPPED hello BY_COMMAND", "SENT more", "COMPLETED END_OF_PLAN");
        assertThat(course.log().get(1).actor()).contains("ann");
        assertThat(course.state().counters().emailsSkipped()).isEqualTo(1);
    }

    @Test
    void aFailedStepMayBeSkipped() {
        Course course = Course.of(plan().build());
        course.outcome(new Outcome.Rejected("NO_SUCH_MAILBOX", "no such mailbox"));

        skip(course, HELLO);

        assertThat(course.state().failure()).isEmpty();
        assertThat(course.run().lines()).endsWith("SKIPPED hello BY_COMMAND", "SENT more", "COMPLETED END_OF_PLAN");
    }

    @Test
    void onlyThePresentStepOfWhatIsUnderWayIsSkipped() {
        Course course = Course.of(plan().build());

        assertThat(skip(course, MORE).refusal()).contains("cannot skip step more in an enrollment that is QUEUED");
        course.pause();
        assertThat(skip(course, HELLO).refusal()).contains("cannot skip step hello in an enrollment that is PAUSED");
    }

    @Test
    void aStepThatIsHurriedIsDueAtOnce() {
        Course course = Course.of(plan().build()).accept();

        hurry(course, MORE);
        assertThat(course.state().due().orElseThrow().derivation()).contains("run at once");
        assertThat(hurry(course, MORE).log()).isEmpty();

        assertThat(course.run().lines())
                .containsExactly("SENT hello", "HURRIED more", "SENT more", "COMPLETED END_OF_PLAN");
        assertThat(course.now()).isEqualTo(Course.local("2026-01-05T10:00"));
    }

    @Test
    void theWindowOfAStepThatIsHurriedStands() {
        Course course = Course.of(
                        plan().within(SendWindow.daily("12:00", "14:00")).build())
                .accept();

        hurry(course, MORE);

        assertThat(course.due()).isEqualTo("2026-01-05T12:00");
    }

    @Test
    void whatWaitsForSomebodyElseIsNotHurried() {
        Course waiting = Course.of(Plan.forPeople("care")
                .waitForEvent("wait", "visit", Duration.ofDays(1))
                .build());
        Course open = Course.of(Plan.forPeople("care").call("call", "sales").build());
        open.work();

        assertThat(hurry(waiting, StepKey.of("wait")).refusal())
                .contains("cannot run step wait now in an enrollment that is QUEUED");
        assertThat(hurry(open, StepKey.of("call")).refusal())
                .contains("cannot run step call now in an enrollment that is ASSIGNED");
    }

    @Test
    void whatIsToldToExpireExpiresOnce() {
        Course course = Course.of(plan().build());
        Command expire = new Command.ExpireIt(EndCause.NO_LONGER_MATCHES, Course.ANN);

        course.tell(expire);
        assertThat(course.tell(expire).log()).isEmpty();

        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.EXPIRED);
        assertThat(course.last().reason()).contains("NO_LONGER_MATCHES");
    }
}
