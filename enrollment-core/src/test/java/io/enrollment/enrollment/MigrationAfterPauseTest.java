package io.enrollment.enrollment;

import static io.enrollment.calendar.Delay.days;
import static io.enrollment.calendar.Delay.hours;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.Delay;
import io.enrollment.calendar.SendWindow;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.OnResume;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanVersion;
import io.enrollment.plan.StepKey;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Time spent paused is not waited, and what is agreed stays agreed, when an enrollment is moved to another version. */
class MigrationAfterPauseTest {

    private final Decider decider = Decider.of(Course.RULES);
    private final Facts facts = Course.facts(Course.lead().build());
    private PlanVersion from = version(1, days(10));
    private Enrollment state = begin();

    private static PlanVersion version(int number, Delay delay) {
        Plan plan = Plan.forPeople("welcome")
                .waitFor(delay)
                .email("news", "t")
                .email("more", "t")
                .after(days(1))
                .build();
        return new PlanVersion(plan, number, "0".repeat(64), Course.local(Course.MONDAY));
    }

    private static PlanVersion calls(int number) {
        Plan plan =
                Plan.forPeople("calls").call("call", "sales").email("more", "t").build();
        return new PlanVersion(plan, number, "0".repeat(64), Course.local(Course.MONDAY));
    }

    private Enrollment begin() {
        return decider.begin(
                        EnrollmentId.of("e-1"),
                        from,
                        1,
                        EventKey.DEFAULT,
                        EntryPurpose.DEFAULT,
                        facts,
                        Course.local(Course.MONDAY))
                .after();
    }

    @BeforeEach
    void pauseForFiveDays() {
        tell(new Command.PauseIt(PauseCause.MANUAL, Course.ANN), "2026-01-08T10:00");
        tell(new Command.ResumeIt(Optional.empty(), Course.ANN), "2026-01-13T10:00");
        assertThat(due()).isEqualTo("2026-01-20T10:00");
    }

    private void tell(Command command, String at) {
        state = decider.decide(from, state, command, facts, Course.local(at)).after();
    }

    private Transition migrate(PlanVersion to, String at) {
        Instant now = Course.local(at);
        Transition moved = decider.migrate(from, to, state, MigrationOptions.DEFAULT, facts, Course.ANN, now);
        state = moved.after();
        return moved;
    }

    private LocalDateTime due() {
        return LocalDateTime.ofInstant(state.due().orElseThrow().at(), Course.NEW_YORK);
    }

    @Test
    void anUnchangedDelayChangesNoDueTime() {
        migrate(version(2, days(10)), "2026-01-16T10:00");

        assertThat(due()).isEqualTo("2026-01-20T10:00");
    }

    @Test
    void aChangedDelayIsCreditedTheTimeThatWasWaitedAndNotThePause() {
        migrate(version(2, days(14)), "2026-01-16T10:00");
        assertThat(due()).isEqualTo("2026-01-24T10:00");
    }

    @Test
    void aShorterOneThatWouldHavePassedIsDueNow() {
        migrate(version(2, days(4)), "2026-01-16T10:00");
        assertThat(due()).isEqualTo("2026-01-16T10:00");
    }

    @Test
    void anotherUnitCountsByItsOwnMeasure() {
        migrate(version(2, hours(300)), "2026-01-16T10:00");
        assertThat(due()).isEqualTo("2026-01-22T22:00");
    }

    @Test
    void takenBackItIsDueAsBefore() {
        Transition moved = migrate(version(2, days(14)), "2026-01-16T10:00");
        LogEntry entry = moved.log().get(0);

        Enrollment back = decider.undoMigration(
                        version(2, days(14)), from, state, entry, facts, Course.ANN, Course.local("2026-01-16T11:00"))
                .after();

        assertThat(back.due().orElseThrow().local()).isEqualTo("2026-01-20T10:00");
    }

    @Test
    void aPausedOneHoldsWhatIsLeftToo() {
        tell(new Command.PauseIt(PauseCause.MANUAL, Course.ANN), "2026-01-15T10:00");
        migrate(version(2, days(10)), "2026-01-16T10:00");
        from = version(2, days(10));
        tell(new Command.ResumeIt(Optional.empty(), Course.ANN), "2026-01-17T10:00");

        assertThat(due()).isEqualTo("2026-01-22T10:00");
    }

    @Test
    void anAgreedCallStaysAgreed() {
        from = calls(1);
        state = begin();
        tell(new Command.StepDue(new Recovery.Fresh()), "2026-01-05T10:00");
        tell(
                new Command.DisposeIt(
                        StepKey.of("call"), "call-back", Optional.of(Course.local("2026-01-16T15:00")), Course.ANN),
                "2026-01-05T11:00");
        assertThat(due()).isEqualTo("2026-01-16T15:00");

        migrate(calls(2), "2026-01-06T10:00");

        assertThat(due()).isEqualTo("2026-01-16T15:00");
    }

    private static PlanVersion inWindow(int number, Delay delay) {
        Plan plan = Plan.forPeople("welcome")
                .email("news", "t")
                .after(delay)
                .within(SendWindow.weekdays("09:00", "17:00"))
                .build();
        return new PlanVersion(plan, number, "0".repeat(64), Course.local(Course.MONDAY));
    }

    @Test
    void waitingForAWindowBeforeAPauseIsCreditedToALongerDelayToo() {
        from = inWindow(1, hours(104));
        state = begin();
        tell(new Command.PauseIt(PauseCause.MANUAL, Course.ANN), "2026-01-10T10:00");
        tell(new Command.ResumeIt(Optional.empty(), Course.ANN), "2026-01-11T10:00");

        migrate(inWindow(2, hours(129)), "2026-01-11T12:00");

        assertThat(due()).as("120 hours were waited by Saturday").isEqualTo("2026-01-12T09:00");
        assertThat(state.waitOver()).contains(Course.local("2026-01-11T19:00"));
    }

    @Test
    void butThePauseIsNotWhenDaysAreCounted() {
        from = inWindow(1, days(5));
        state = begin();
        tell(new Command.PauseIt(PauseCause.MANUAL, Course.ANN), "2026-01-12T08:00");
        tell(new Command.ResumeIt(Optional.empty(), Course.ANN), "2026-01-14T08:00");
        assertThat(due()).isEqualTo("2026-01-14T09:00");

        migrate(inWindow(2, days(7)), "2026-01-14T08:30");

        assertThat(due()).isEqualTo("2026-01-14T10:00");
    }

    @Test
    void aDelayThatWasRestartedAfterARetryIsTheOtherVersionsToo() {
        from = restarting(1, 30);
        state = begin();
        tell(new Command.StepDue(new Recovery.Fresh()), "2026-01-06T16:00");
        tell(
                new Command.Attempted(
                        new Outcome.Failed("BUSY", "later", Optional.empty()), Course.local("2026-01-06T16:00"), true),
                "2026-01-06T16:00");
        tell(new Command.PauseIt(PauseCause.MANUAL, Course.ANN), "2026-01-06T16:00");
        tell(new Command.ResumeIt(Optional.empty(), Course.ANN), "2026-01-07T10:00");
        assertThat(due()).isEqualTo("2026-01-08T16:00");

        migrate(restarting(2, 40), "2026-01-07T11:00");

        assertThat(due()).isEqualTo("2026-01-09T02:00");
    }

    private static PlanVersion restarting(int number, int hours) {
        Plan plan = Plan.forPeople("welcome")
                .email("news", "t")
                .after(hours(hours))
                .with(more -> more.onResume(OnResume.RESTART_DELAY))
                .build();
        return new PlanVersion(plan, number, "0".repeat(64), Course.local(Course.MONDAY));
    }
}
