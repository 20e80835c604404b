package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.calendar.Delay;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.InboundEvent;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.enrollment.Outcome;
import io.enrollment.enrollment.TextWord;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.OnReply;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.StepKey;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.Suppression;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Events from outside through the facade: whom they concern, once, in any order. */
class InboxTest {

    private static final Command.By ANN = new Command.By("ann", "asked");

    private final Host host = new Host();
    private final RecordingChannel emails = RecordingChannel.withLookup(ChannelKind.EMAIL);
    private final RecordingChannel texts = RecordingChannel.withLookup(ChannelKind.TEXT);
    private final List<Suppression> kept = new ArrayList<>();
    private final EnrollmentEngine engine =
            host.engine(emails, texts).suppressions(kept::add).build();
    private final Enrollments acme = engine.enrollments();

    private EnrollmentId enrolled(String plan, SubjectId subject) {
        acme.publish(Plan.forPeople(plan)
                .email("hello", "hello")
                .email("again", "again")
                .after(Delay.days(2))
                .text("nudge", "nudge")
                .onReply(OnReply.PAUSE)
                .build());
        EnrollmentId id = acme.enroll(PlanId.of(plan), subject).enrollment().orElseThrow();
        engine.workDue();
        return id;
    }

    private InboundResult tell(String id, InboundEvent.About about, InboundEvent.What what) {
        return acme.receive(new InboundEvent(id, host.clock.instant(), about, what));
    }

    private InboundResult tell(String id, SubjectId subject, InboundEvent.What what) {
        return tell(id, new InboundEvent.About.Somebody(subject), what);
    }

    private static InboundEvent.About hello(EnrollmentId id) {
        return new InboundEvent.About.Message(IdempotencyKey.of(id, StepKey.of("hello"), 1));
    }

    private List<LogKind> kinds(EnrollmentId id) {
        return acme.log(id, PageRequest.first(100)).items().stream()
                .map(LogEntry::kind)
                .toList();
    }

    @Test
    void anEventThatIsToldAgainChangesNothingWhateverHappenedSince() {
        SubjectId lead = host.person("lead-1");
        EnrollmentId id = enrolled("care", lead);

        assertThat(tell("v-1", hello(id), new InboundEvent.Reply(ChannelKind.EMAIL))
                        .changed())
                .isTrue();
        assertThat(tell("v-1", hello(id), new InboundEvent.Reply(ChannelKind.EMAIL))
                        .changed())
                .isFalse();
        acme.resume(id, ANN);
        assertThat(tell("v-1", hello(id), new InboundEvent.Reply(ChannelKind.EMAIL))
                        .changed())
                .isFalse();

        assertThat(acme.find(id).counters().emailsReplied()).isEqualTo(1);
        assertThat(acme.find(id).status()).isEqualTo(EnrollmentStatus.IN_PROGRESS);
    }

    @Test
    void aReplyOfSomebodyIsTakenByEachEnrollmentThatHasWrittenAndByNoOther() {
        SubjectId lead = host.person("lead-1");
        EnrollmentId one = enrolled("one", lead);
        EnrollmentId two = enrolled("two", lead);
        acme.publish(Plan.forPeople("silent").call("call", "sales").build());
        EnrollmentId silent =
                acme.enroll(PlanId.of("silent"), lead).enrollment().orElseThrow();

        InboundResult result = tell("v-1", lead, new InboundEvent.Reply(ChannelKind.EMAIL));

        assertThat(result.results()).extracting(told -> told.enrollment().id()).containsExactlyInAnyOrder(one, two);
        assertThat(acme.find(silent).status().isActive()).isTrue();
    }

    @Test
    void aReplyIsTakenBackOnceAndAnUnknownOneNotAtAll() {
        EnrollmentId id = enrolled("care", host.person("lead-1"));
        tell("v-1", hello(id), new InboundEvent.Reply(ChannelKind.EMAIL));

        assertThat(acme.undoReply(id, "v-1", ANN).changed()).isTrue();
        assertThat(acme.undoReply(id, "v-1", ANN).changed()).isFalse();

        assertThat(acme.find(id).counters().emailsReplied()).isZero();
        assertThat(acme.find(id).status()).isEqualTo(EnrollmentStatus.IN_PROGRESS);
        assertThatThrownBy(() -> acme.undoReply(id, "v-9", ANN)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aDeliveryThatIsToldBeforeTheOutcomeOfItsOwnMessageIsKept() {
        SubjectId lead = host.person("lead-1");
        acme.publish(Host.twoEmails());
        EnrollmentId id = acme.enroll(PlanId.of("welcome"), lead).enrollment().orElseThrow();
        emails.answer(() -> {
            tell("v-1", hello(id), new InboundEvent.Delivered());
            return new Outcome.Accepted("r-1");
        });

        engine.workDue();

        assertThat(kinds(id)).startsWith(LogKind.ENROLLED, LogKind.DELIVERED, LogKind.SENT);
        assertThat(acme.find(id).counters().emailsSent()).isEqualTo(1);
    }

    @Test
    void whoUnsubscribesWhileAMessageLeavesGetsNoOtherOne() {
        SubjectId lead = host.person("lead-1");
        acme.publish(Host.twoEmails());
        EnrollmentId id = acme.enroll(PlanId.of("welcome"), lead).enrollment().orElseThrow();
        emails.answer(() -> {
            tell("v-1", lead, new InboundEvent.Unsubscribe(new InboundEvent.Scope.All()));
            return new Outcome.Accepted("r-1");
        });

        engine.workDue();
        host.clock.run(engine, Host.MONDAY.plus(Duration.ofDays(30)));

        assertThat(kinds(id)).containsExactly(LogKind.ENROLLED, LogKind.UNSUBSCRIBED, LogKind.STOPPED, LogKind.SENT);
        assertThat(acme.find(id).counters().emailsSent()).isEqualTo(1);
    }

    @Test
    void aComplaintStopsEveryEnrollmentOfTheSubjectAndTheHostIsToldFirst() {
        SubjectId lead = host.person("lead-1");
        EnrollmentId one = enrolled("one", lead);
        EnrollmentId two = enrolled("two", lead);
        EnrollmentId other = enrolled("one", host.person("lead-2"));

        tell("v-1", hello(one), new InboundEvent.Complaint(ChannelKind.EMAIL));

        assertThat(acme.find(one).ending().orElseThrow().cause()).isEqualTo(EndCause.OPTED_OUT);
        assertThat(acme.find(two).ending().orElseThrow().cause()).isEqualTo(EndCause.OPTED_OUT);
        assertThat(acme.find(other).status().isActive()).isTrue();
        assertThat(kept)
                .containsExactly(new Suppression(
                        OrganizationId.DEFAULT,
                        lead,
                        Suppression.Kind.COMPLAINED,
                        Optional.of(ChannelKind.EMAIL),
                        Optional.empty(),
                        "v-1",
                        host.clock.instant()));
    }

    @Test
    void unsubscribingFromAPlanLeavesTheOthersAlone() {
        SubjectId lead = host.person("lead-1");
        EnrollmentId one = enrolled("one", lead);
        EnrollmentId two = enrolled("two", lead);

        tell("v-1", lead, new InboundEvent.Unsubscribe(new InboundEvent.Scope.OfPlan(PlanId.of("one"))));

        assertThat(acme.find(one).status()).isEqualTo(EnrollmentStatus.STOPPED);
        assertThat(acme.find(two).status().isActive()).isTrue();
        assertThat(kept).extracting(Suppression::plan).containsExactly(Optional.of(PlanId.of("one")));
    }

    @Test
    void stopClosesTextsInEveryEnrollmentAndStartOpensThem() {
        SubjectId lead = host.person("lead-1");
        EnrollmentId one = enrolled("one", lead);
        EnrollmentId two = enrolled("two", lead);

        InboundResult stop = tell("v-1", lead, new InboundEvent.TextReply("STOP"));
        assertThat(stop.word()).contains(TextWord.STOP);
        assertThat(acme.find(two).heard().closed()).containsKey(ChannelKind.TEXT);
        tell("v-2", lead, new InboundEvent.TextReply("START"));

        assertThat(acme.find(one).heard().closed()).isEmpty();
        assertThat(acme.find(two).heard().closed()).isEmpty();
        assertThat(kept)
                .extracting(Suppression::kind)
                .containsExactly(Suppression.Kind.OPTED_OUT, Suppression.Kind.OPTED_IN);
        assertThat(tell("v-3", lead, new InboundEvent.TextReply("help")).word()).contains(TextWord.HELP);
    }

    @Test
    void theThirdSoftBounceOfASubjectIsAHardOneInAllItsEnrollments() {
        SubjectId lead = host.person("lead-1");
        EnrollmentId one = enrolled("one", lead);
        EnrollmentId two = enrolled("two", lead);
        InboundEvent.What soft = new InboundEvent.Bounce(ChannelKind.EMAIL, false);

        tell("v-1", hello(one), soft);
        tell("v-2", hello(two), soft);
        tell("v-2", hello(two), soft);
        assertThat(kept).isEmpty();
        tell("v-3", hello(one), soft);

        assertThat(acme.find(one).heard().closed()).containsKey(ChannelKind.EMAIL);
        assertThat(acme.find(two).heard().closed()).containsKey(ChannelKind.EMAIL);
        assertThat(kept).extracting(Suppression::kind).containsExactly(Suppression.Kind.BOUNCED);
        host.clock.run(engine, Host.MONDAY.plus(Duration.ofDays(10)));
        assertThat(acme.find(two).counters().emailsSkipped()).isEqualTo(1);
        assertThat(acme.find(two).counters().textsSent()).isEqualTo(1);
    }

    @Test
    void aCustomEventEndsTheWaitOfEveryEnrollmentThatIsForIt() {
        SubjectId lead = host.person("lead-1");
        acme.publish(Plan.forPeople("visit")
                .waitForEvent("wait", "visit", Duration.ofDays(30))
                .email("thanks", "thanks")
                .build());
        EnrollmentId id = acme.enroll(PlanId.of("visit"), lead).enrollment().orElseThrow();
        engine.workDue();

        tell("v-1", lead, new InboundEvent.Custom("visit"));
        engine.workDue();

        assertThat(acme.find(id).status()).isEqualTo(EnrollmentStatus.COMPLETED);
        assertThat(emails.handed()).hasSize(1);
    }

    @Test
    void anEventAboutWhatIsNotThereOrBelongsToSomebodyElseIsNotFound() {
        InboundEvent.What opened = new InboundEvent.Opened();

        assertThatThrownBy(() -> tell("v-1", new InboundEvent.About.One(EnrollmentId.of("e-9")), opened))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> tell("v-1", new InboundEvent.About.Message(new IdempotencyKey("foreign")), opened))
                .isInstanceOf(NotFoundException.class);
        assertThat(tell("v-2", SubjectId.of("nobody"), opened).results()).isEmpty();
    }

    @Test
    void anEventForASubjectThatIsGoneIsTakenAllTheSame() {
        SubjectId lead = host.person("lead-1");
        EnrollmentId id = enrolled("care", lead);
        host.people.remove(lead);

        tell("v-1", lead, new InboundEvent.Unsubscribe(new InboundEvent.Scope.All()));

        assertThat(acme.find(id).ending().orElseThrow().cause()).isEqualTo(EndCause.OPTED_OUT);
    }
}
