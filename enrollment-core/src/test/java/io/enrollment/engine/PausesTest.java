package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.calendar.Delay;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.enrollment.PauseCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.WidePause;
import io.enrollment.spi.WidePause.Phase;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pausing whole plans and channels. */
class PausesTest {

    private static final Command.By ANNA = new Command.By("anna", "the offer is over");
    private static final Duration DAY = Duration.ofDays(1);
    private static final PlanId WELCOME = PlanId.of("welcome");

    private final Host host = new Host();
    private final RecordingChannel email = RecordingChannel.withLookup(ChannelKind.EMAIL);
    private final RecordingChannel text = RecordingChannel.withLookup(ChannelKind.TEXT);
    private final EnrollmentEngine engine = host.engine(email, text).build();
    private final Enrollments acme = engine.enrollments();

    private EnrollmentId enrolled(String who) {
        return acme.enroll(WELCOME, host.person(who)).enrollment().orElseThrow();
    }

    /** A wait of three days between two emails. */
    private void publish() {
        acme.publish(Plan.forPeople("welcome")
                .email("hello", "hello")
                .waitFor(Delay.hours(72))
                .email("again", "hello")
                .build());
    }

    private Instant due(EnrollmentId id) {
        return acme.find(id).due().orElseThrow().at();
    }

    private List<LogEntry> log(EnrollmentId id) {
        return acme.log(id, PageRequest.first(50)).items();
    }

    private void advance(Duration by) {
        host.clock.advance(by);
        engine.workDue();
    }

    @Test
    void theTimeOfAPausedPlanStandsStillForThoseInIt() {
        publish();
        EnrollmentId ann = enrolled("ann");
        engine.workDue();
        advance(DAY.multipliedBy(2));
        assertThat(acme.pauses().pausePlan(WELCOME, ANNA)).isEqualTo(1);
        advance(DAY.multipliedBy(10));
        Enrollment paused = acme.find(ann);
        assertThat(paused.status()).isEqualTo(EnrollmentStatus.PAUSED);
        assertThat(paused.pause().orElseThrow().causes()).containsExactly(PauseCause.PLAN);
        assertThat(acme.summary(WELCOME)).containsEntry(EnrollmentStatus.PAUSED, 1L);
        assertThat(acme.pauses().resumePlan(WELCOME, ANNA)).isEqualTo(1);
        assertThat(due(ann)).isEqualTo(Host.MONDAY.plus(DAY.multipliedBy(13)));
        assertThat(log(ann))
                .filteredOn(entry -> entry.kind() == LogKind.PAUSED || entry.kind() == LogKind.RESUMED)
                .allSatisfy(entry -> assertThat(entry.actor()).contains("anna"))
                .allSatisfy(entry -> assertThat(entry.details()).containsEntry("said", "the offer is over"))
                .hasSize(2);
        assertThat(acme.pauses().list()).isEmpty();
    }

    @Test
    void itHoldsForThoseWhoComeLaterAndTheirTimeStandsStillFromThen() {
        publish();
        acme.pauses().pausePlan(WELCOME, ANNA);
        advance(DAY);
        EnrollmentId ann = enrolled("ann");
        engine.workDue();
        assertThat(email.handed()).isEmpty();
        assertThat(acme.find(ann).status()).isEqualTo(EnrollmentStatus.PAUSED);
        assertThat(acme.find(ann).pause().orElseThrow().since()).isEqualTo(Host.MONDAY.plus(DAY));
        advance(DAY);
        acme.pauses().resumePlan(WELCOME, ANNA);
        engine.workDue();
        assertThat(email.handed()).hasSize(1);
        assertThat(due(ann)).isEqualTo(Host.MONDAY.plus(DAY.multipliedBy(5)));
    }

    @Test
    void whoCameInThePauseAndWasNeverDueLosesNoTimeOfTheWait() {
        acme.publish(Plan.forPeople("welcome")
                .waitFor(Delay.hours(72))
                .email("again", "hello")
                .build());
        acme.pauses().pausePlan(WELCOME, ANNA);
        EnrollmentId ann = enrolled("ann");
        advance(DAY);
        acme.pauses().resumePlan(WELCOME, ANNA);
        assertThat(due(ann)).isEqualTo(Host.MONDAY.plus(DAY.multipliedBy(4)));
    }

    @Test
    void otherPausesStandBesideItAndTheTimePausedIsTheUnion() {
        publish();
        EnrollmentId ann = enrolled("ann");
        engine.workDue();
        acme.pauses().pausePlan(WELCOME, ANNA);
        advance(DAY);
        assertThat(acme.pause(ann, ANNA).changed()).isTrue();
        acme.pauses().resumePlan(WELCOME, ANNA);
        assertThat(acme.find(ann).pause().orElseThrow().causes()).containsExactly(PauseCause.MANUAL);
        advance(DAY);
        acme.resume(ann, ANNA);
        assertThat(due(ann)).isEqualTo(Host.MONDAY.plus(DAY.multipliedBy(5)));
    }

    @Test
    void pausingAndResumingTwiceIsDoingItOnce() {
        publish();
        EnrollmentId ann = enrolled("ann");
        engine.workDue();
        assertThat(acme.pauses().pausePlan(WELCOME, ANNA)).isEqualTo(1);
        assertThat(acme.pauses().pausePlan(WELCOME, ANNA)).isZero();
        assertThat(acme.pauses().of(WELCOME)).singleElement().satisfies(pause -> {
            assertThat(pause.phase()).isEqualTo(Phase.PAUSED);
            assertThat(pause.by()).isEqualTo(ANNA);
        });
        assertThat(acme.pauses().resumePlan(WELCOME, ANNA)).isEqualTo(1);
        assertThat(acme.pauses().resumePlan(WELCOME, ANNA)).isZero();
        assertThat(log(ann)).filteredOn(entry -> entry.kind() == LogKind.PAUSED).hasSize(1);
        assertThatThrownBy(() -> acme.pauses().pausePlan(PlanId.of("none"), ANNA))
                .isInstanceOf(NotFoundException.class);
    }

    private static WidePause flag(Phase phase) {
        WidePause.Key key = new WidePause.Key(OrganizationId.DEFAULT, new WidePause.OfPlan(WELCOME), PauseCause.PLAN);
        return new WidePause(key, phase, Host.MONDAY, ANNA);
    }

    @Test
    void whatSomebodyBrokeOffIsTakenUpByAnotherEngine() {
        publish();
        EnrollmentId ann = enrolled("ann");
        engine.workDue();
        host.store.pauses().replace(Optional.empty(), Optional.of(flag(Phase.PAUSING)));
        host.engine(email, text).build().workDue();
        assertThat(acme.find(ann).status()).isEqualTo(EnrollmentStatus.PAUSED);
        assertThat(acme.pauses().list()).containsExactly(flag(Phase.PAUSED));
        host.store.pauses().replace(Optional.of(flag(Phase.PAUSED)), Optional.of(flag(Phase.LIFTING)));
        host.engine(email, text).build().workDue();
        assertThat(acme.find(ann).status()).isEqualTo(EnrollmentStatus.IN_PROGRESS);
        assertThat(acme.pauses().list()).isEmpty();
    }

    @Test
    void aPlanThatIsPausedBetweenTwoStepsOfABatchSendsNothingMore() {
        publish();
        enrolled("ann");
        email.answer(() -> {
            acme.pauses().pausePlan(WELCOME, ANNA);
            return new io.enrollment.enrollment.Outcome.Accepted("ref");
        });
        engine.workDue();
        advance(DAY.multipliedBy(30));
        assertThat(email.handed()).hasSize(1);
    }

    private EnrollmentId textThenEmail() {
        acme.publish(Plan.forPeople("welcome")
                .text("nudge", "hello")
                .email("mail", "hello")
                .build());
        return enrolled("ann");
    }

    @Test
    void aPausedChannelHoldsItsMessagesAndNothingElse() {
        EnrollmentId ann = textThenEmail();
        acme.publish(Host.twoEmails());
        SubjectId bob = host.person("bob");
        assertThat(acme.pauses().pauseChannel(ChannelKind.TEXT, ANNA)).isTrue();
        assertThat(acme.pauses().pauseChannel(ChannelKind.TEXT, ANNA)).isFalse();
        acme.enroll(WELCOME, bob);
        engine.workDue();
        assertThat(text.handed()).isEmpty();
        assertThat(email.handed()).hasSize(1);
        Enrollment held = acme.find(ann);
        assertThat(held.status()).isEqualTo(EnrollmentStatus.PENDING_DEPLOYMENT);
        assertThat(held.heldBecause()).contains("CHANNEL_PAUSED");
        assertThat(held.due().orElseThrow().derivation()).contains("channel paused by anna");
        assertThat(acme.pauses().resumeChannel(ChannelKind.TEXT, ANNA)).isEqualTo(1);
        assertThat(acme.pauses().resumeChannel(ChannelKind.TEXT, ANNA)).isZero();
        engine.workDue();
        assertThat(text.handed()).hasSize(1);
        assertThat(acme.find(ann).status()).isEqualTo(EnrollmentStatus.COMPLETED);
    }

    @Test
    void whatAPausedChannelHoldsWakesByItselfWhenNobodyWakesIt() {
        EnrollmentId ann = textThenEmail();
        acme.pauses().pauseChannel(ChannelKind.TEXT, ANNA);
        engine.workDue();
        host.clock.moveTo(due(ann));
        engine.workDue();
        assertThat(log(ann)).filteredOn(entry -> entry.kind() == LogKind.HELD).hasSize(2);
        WidePause pause = acme.pauses().list().get(0);
        host.store.pauses().replace(Optional.of(pause), Optional.empty());
        host.clock.moveTo(due(ann));
        engine.workDue();
        assertThat(acme.find(ann).status()).isEqualTo(EnrollmentStatus.COMPLETED);
    }

    @Test
    void callsAreNoChannelThatCanBePaused() {
        assertThatThrownBy(() -> acme.pauses().pauseChannel(ChannelKind.CALL, ANNA))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
