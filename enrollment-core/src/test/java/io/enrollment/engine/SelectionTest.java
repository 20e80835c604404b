package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.DueTime;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OptOut;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Commands on selections and plans, restarts, and what a resume would do. */
class SelectionTest {

    private static final Command.By ANN = new Command.By("ann", "asked");
    private static final PlanId WELCOME = PlanId.of("welcome");

    private final Host host = new Host();
    private final RecordingChannel emails = RecordingChannel.withLookup(ChannelKind.EMAIL);
    private final EnrollmentEngine engine = host.engine(emails).build();
    private final Enrollments acme = engine.enrollments();

    private EnrollmentId enrolled(String subject) {
        acme.publish(Host.twoEmails());
        return acme.enroll(WELCOME, host.person(subject)).enrollment().orElseThrow();
    }

    @Test
    void aWholePlanIsPausedAndResumedAndToldAgainItIsSoAlready() {
        for (int i = 0; i < 1_200; i++) {
            enrolled("lead-" + i);
        }

        BulkResult paused = acme.each(Selection.running(WELCOME), id -> acme.pause(id, ANN));
        BulkResult again = acme.each(Selection.running(WELCOME), id -> acme.pause(id, ANN));

        assertThat(paused).isEqualTo(new BulkResult(1_200, 0, Map.of(), List.of()));
        assertThat(again).isEqualTo(new BulkResult(0, 1_200, Map.of(), List.of()));
        assertThat(engine.workDue()).isZero();
        assertThat(acme.each(Selection.running(WELCOME), id -> acme.resume(id, ANN))
                        .changed())
                .isEqualTo(1_200);
    }

    @Test
    void whatIsNotAllowedOrNotThereIsToldWithTheRestDone() {
        EnrollmentId one = enrolled("lead-1");
        EnrollmentId two = enrolled("lead-2");
        EnrollmentId none = EnrollmentId.of("none");
        acme.stop(two, ANN);

        BulkResult result = acme.each(Selection.of(List.of(one, two, none)), id -> acme.pause(id, ANN));

        assertThat(result)
                .isEqualTo(
                        new BulkResult(1, 0, Map.of("cannot pause an enrollment that is STOPPED", 1L), List.of(none)));
        assertThat(acme.each(Selection.of(SubjectId.of("lead-1")), id -> acme.stop(id, ANN))
                        .changed())
                .isEqualTo(1);
    }

    @Test
    void aPreviewOfAResumeIsWhatTheResumeDoes() {
        EnrollmentId id = enrolled("lead-1");
        engine.workDue();
        host.clock.advance(Duration.ofDays(1));
        acme.pause(id, ANN);
        host.clock.advance(Duration.ofDays(5));

        ResumePreview preview = acme.previewResume(id);
        assertThat(acme.find(id).status()).isEqualTo(EnrollmentStatus.PAUSED);
        acme.resume(id, ANN);

        assertThat(preview.due().map(DueTime::at)).isEqualTo(acme.find(id).due().map(DueTime::at));
        assertThat(preview.skipped()).isEmpty();
        acme.stop(id, ANN);
        assertThat(acme.previewResume(id).refusal()).contains("cannot resume an enrollment that is STOPPED");
    }

    @Test
    void aPreviewForAPlanIsOneForEachOfItAndChangesNothing() {
        EnrollmentId one = enrolled("lead-1");
        EnrollmentId two = enrolled("lead-2");
        engine.workDue();
        acme.each(Selection.running(WELCOME), id -> acme.pause(id, ANN));
        host.clock.advance(Duration.ofDays(5));
        List<ResumePreview> ofPlan = new ArrayList<>();
        List<ResumePreview> ofThese = new ArrayList<>();

        acme.previewResume(Selection.running(WELCOME), ofPlan::add);
        acme.previewResume(Selection.of(List.of(two, EnrollmentId.of("none"))), ofThese::add);

        assertThat(ofPlan).containsExactlyInAnyOrder(acme.previewResume(one), acme.previewResume(two));
        assertThat(ofThese).containsExactly(acme.previewResume(two));
        assertThat(acme.summary(WELCOME)).containsEntry(EnrollmentStatus.PAUSED, 2L);
    }

    @Test
    void aRestartEndsTheOldEnrollmentAndBeginsAnewOnce() {
        EnrollmentId old = enrolled("lead-1");
        engine.workDue();

        CommandResult restarted = acme.restart(old, ANN);
        CommandResult again = acme.restart(old, ANN);
        engine.workDue();

        assertThat(restarted.changed()).isTrue();
        assertThat(restarted.enrollment().cycle()).isEqualTo(2);
        assertThat(again.changed()).isFalse();
        assertThat(acme.find(old).ending().orElseThrow().cause()).isEqualTo(EndCause.RESTARTED);
        assertThat(acme.find(restarted.enrollment().id()).counters().emailsSent())
                .isEqualTo(1);
        assertThat(emails.handed()).hasSize(2);
    }

    @Test
    void whoOptedOutIsNotRestarted() {
        EnrollmentId old = enrolled("lead-1");
        Subject lead = Objects.requireNonNull(host.people.get(SubjectId.of("lead-1")));
        host.put(Subject.builder().from(lead).addOptOut(OptOut.all(Host.MONDAY)).build());

        CommandResult result = acme.restart(old, ANN);

        assertThat(result.refusal()).contains("OPTED_OUT_ALL");
        assertThat(acme.find(old).status().isActive()).isTrue();
    }
}
