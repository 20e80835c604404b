package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.calendar.Delay;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.enrollment.Outcome;
import io.enrollment.json.CaptureJson;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.OnUncertain;
import io.enrollment.plan.Plan;
import io.enrollment.plan.StepKey;
import io.enrollment.report.Capture;
import io.enrollment.report.UncertainOutcome;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages of which nobody knows whether they left are listed, and a person says what became of them. */
class UncertainOutcomesTest {

    private static final StepKey HELLO = StepKey.of("hello");
    private static final Command.By ANNA = new Command.By("anna", "asked the provider");

    private final Host host = new Host();
    private final RecordingChannel email = RecordingChannel.forgetful(ChannelKind.EMAIL);
    private final EnrollmentEngine engine =
            host.engine(email).settings(with -> with.recordDecisions(true)).build();
    private final Enrollments acme = engine.enrollments();

    private EnrollmentId uncertain(OnUncertain policy) {
        Plan plan = Plan.forPeople("welcome")
                .email("hello", "hello")
                .with(with -> with.onUncertain(policy))
                .email("again", "again")
                .after(Delay.days(2))
                .build();
        acme.publish(plan);
        email.answer(() -> new Outcome.Unknown("the connection broke off"));
        EnrollmentId id =
                acme.enroll(plan.id(), host.person("ann")).enrollment().orElseThrow();
        engine.workDue();
        assertThat(listed()).containsExactly(new UncertainOutcome(id, plan.id(), HELLO, Host.MONDAY));
        return id;
    }

    private List<UncertainOutcome> listed() {
        return acme.uncertain().list(PageRequest.first(10)).items();
    }

    private List<String> steps() {
        return email.handed().stream()
                .map(message -> message.step().key().value())
                .toList();
    }

    private List<LogEntry> log(EnrollmentId id) {
        return acme.log(id, PageRequest.first(100)).items();
    }

    private void replays(EnrollmentId id) {
        Capture capture = CaptureJson.read(CaptureJson.write(acme.captures().capture(id)));
        assertThat(acme.captures().replay(capture).first()).isEmpty();
        assertThat(acme.audit().findings()).isEmpty();
    }

    @Test
    void whoWentOnStaysWhereItIsWhicheverWayItWas() {
        EnrollmentId id = uncertain(OnUncertain.CONTINUE);
        Enrollment before = acme.find(id);
        assertThat(acme.uncertain().wasNotSent(id, HELLO, ANNA).changed()).isTrue();
        assertThat(listed()).isEmpty();
        assertThat(acme.find(id).toBuilder().nextSeq(before.nextSeq()).build()).isEqualTo(before);
        LogEntry last = log(id).get(log(id).size() - 1);
        assertThat(last.kind()).isEqualTo(LogKind.RESOLVED);
        assertThat(last.reason()).contains("NOT_SENT");
        assertThat(last.actor()).contains("anna");
        assertThat(acme.uncertain().wasSent(id, HELLO, ANNA).changed())
                .as("said once")
                .isFalse();
        replays(id);
    }

    @Test
    void whoIsBlockedGoesOnWhenItWasSent() {
        EnrollmentId id = uncertain(OnUncertain.BLOCK);
        assertThat(acme.find(id).status()).isEqualTo(EnrollmentStatus.FAILED);
        host.clock.advance(Duration.ofHours(1));
        assertThat(acme.uncertain().wasSent(id, HELLO, ANNA).changed()).isTrue();
        assertThat(acme.find(id).status()).isEqualTo(EnrollmentStatus.IN_PROGRESS);
        assertThat(acme.find(id).done()).containsExactly(HELLO);
        host.clock.advance(Duration.ofDays(2));
        engine.workDue();
        assertThat(steps()).containsExactly("hello", "again");
        assertThat(acme.find(id).status()).isEqualTo(EnrollmentStatus.COMPLETED);
        replays(id);
    }

    @Test
    void whoIsBlockedIsTriedAgainWhenItWasNotSent() {
        EnrollmentId id = uncertain(OnUncertain.BLOCK);
        assertThat(acme.uncertain().wasNotSent(id, HELLO, ANNA).changed()).isTrue();
        assertThat(listed()).isEmpty();
        engine.workDue();
        assertThat(steps()).containsExactly("hello", "hello");
        assertThat(log(id)).extracting(LogEntry::kind).contains(LogKind.RESOLVED, LogKind.RETRIED, LogKind.SENT);
        replays(id);
    }

    @Test
    void whatWasNeverUncertainIsNotFoundAndTheEndedOneIsResolvedToo() {
        EnrollmentId id = uncertain(OnUncertain.CONTINUE);
        assertThatThrownBy(() -> acme.uncertain().wasSent(id, StepKey.of("again"), ANNA))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("again");
        acme.stop(id, ANNA);
        assertThat(acme.uncertain().wasSent(id, HELLO, ANNA).changed()).isTrue();
        assertThat(acme.find(id).status()).isEqualTo(EnrollmentStatus.STOPPED);
        assertThat(listed()).isEmpty();
        replays(id);
    }
}
