package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.Delay;
import io.enrollment.calendar.SendWindow;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.plan.OnResume;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.ChannelKind;
import io.enrollment.testkit.RecordingChannel;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Pause and resume from the outside, against dates that were worked out by hand, in Toronto. */
class PauseOraclesTest {

    private static final Command.By ANN = new Command.By("ann", "asked");
    private static final Instant NEW_YEAR = Instant.parse("2027-01-01T15:00:00Z");

    private final Host host = new Host();
    private final RecordingChannel email = RecordingChannel.withLookup(ChannelKind.EMAIL);
    private final EnrollmentEngine engine = host.engine(email).build();
    private final Enrollments acme = engine.enrollments();

    private static PlanBuilder waiting(int days) {
        return Plan.forPeople("welcome")
                .email("hello", "hello")
                .waitFor("wait", Delay.days(days))
                .email("again", "again");
    }

    /** Enrolled at {@code start}, paused and resumed; gives when it is due then, as the preview has said before. */
    private Instant due(PlanBuilder plan, OnResume policy, Instant start, String paused, String resumed) {
        host.clock.moveTo(start);
        acme.publish(plan.with(more -> more.onResume(policy)).build());
        EnrollmentId id = acme.enroll(PlanId.of("welcome"), host.person("ann"))
                .enrollment()
                .orElseThrow();
        engine.workDue();
        host.clock.moveTo(Instant.parse(paused));
        acme.pause(id, ANN);
        host.clock.moveTo(Instant.parse(resumed));
        engine.workDue();
        assertThat(email.handed()).as("nothing is sent while it is paused").hasSize(1);
        Instant said = acme.previewResume(id).due().orElseThrow().at();
        acme.resume(id, ANN);
        assertThat(acme.find(id).due().orElseThrow().at()).isEqualTo(said);
        return said;
    }

    private Instant dueAfterNewYear(OnResume policy) {
        return due(waiting(10), policy, NEW_YEAR, "2027-01-05T15:00:00Z", "2027-01-10T15:00:00Z");
    }

    @Test
    void aThreeDayWaitPausedAfterTwoDaysHasOneDayLeftOnTheWallAcrossAChangeOfTheClocks() {
        assertThat(due(waiting(3), OnResume.FREEZE, Host.MONDAY, "2026-03-04T15:00:00Z", "2026-03-07T15:00:00Z"))
                .isEqualTo("2026-03-08T14:00:00Z");
    }

    @Test
    void dueTenDaysAfterNewYearAndPausedFromTheFifthToTheTenthItIsDueOnTheSixteenth() {
        assertThat(dueAfterNewYear(OnResume.FREEZE)).isEqualTo("2027-01-16T15:00:00Z");
    }

    @Test
    void aRestartedDelayIsTheFullOneFromTheResume() {
        assertThat(dueAfterNewYear(OnResume.RESTART_DELAY)).isEqualTo("2027-01-20T15:00:00Z");
    }

    @Test
    void aKeptClockIsAsItWas() {
        assertThat(dueAfterNewYear(OnResume.KEEP_CLOCK)).isEqualTo("2027-01-11T15:00:00Z");
    }

    @Test
    void aKeptClockThatRanOutMeansNow() {
        assertThat(due(waiting(10), OnResume.KEEP_CLOCK, NEW_YEAR, "2027-01-05T15:00:00Z", "2027-01-14T17:00:00Z"))
                .isEqualTo("2027-01-14T17:00:00Z");
    }

    /** 16 January 2027 is a Saturday. */
    @Test
    void theWindowAppliesAgainToWhatWasLeft() {
        PlanBuilder plan = Plan.forPeople("welcome")
                .email("hello", "hello")
                .email("again", "again")
                .after(Delay.days(10))
                .within(SendWindow.weekdays("09:00", "17:00"));

        assertThat(due(plan, OnResume.FREEZE, NEW_YEAR, "2027-01-05T15:00:00Z", "2027-01-10T15:00:00Z"))
                .isEqualTo("2027-01-18T14:00:00Z");
    }
}
