package io.enrollment.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.Delay;
import io.enrollment.calendar.DueTime;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.OnReply;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.StepKey;
import io.enrollment.subject.ChannelKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What comes back from outside, and what it does to an enrollment. */
class HearingTest {

    private static final InboundEvent.What EMAIL_REPLY = new InboundEvent.Reply(ChannelKind.EMAIL);

    private static PlanBuilder plan() {
        return Plan.forPeople("care").email("hello", "t").text("nudge", "t").after(Delay.days(2));
    }

    private static Course sent(PlanBuilder plan) {
        return Course.of(plan.build()).accept();
    }

    @Test
    void aReplyIsCountedAndChangesNothingElseByDefault() {
        Course course = sent(plan());
        DueTime due = course.state().due().orElseThrow();

        course.hear(EMAIL_REPLY);

        assertThat(course.lines()).containsExactly("SENT hello", "REPLIED EMAIL");
        assertThat(course.state().counters().emailsReplied()).isEqualTo(1);
        assertThat(course.state().due()).contains(due);
    }

    @Test
    void aReplyPausesOrStopsWhereThePlanSaysSo() {
        Course paused = sent(plan().onReply(OnReply.PAUSE));
        Course stopped = sent(plan().onReply(OnReply.STOP));

        paused.hear(EMAIL_REPLY);
        stopped.hear(EMAIL_REPLY);

        assertThat(paused.lines()).containsExactly("SENT hello", "REPLIED EMAIL", "PAUSED nudge REPLIED");
        assertThat(paused.state().pause().orElseThrow().causes()).containsExactly(PauseCause.REPLIED);
        assertThat(stopped.lines()).containsExactly("SENT hello", "REPLIED EMAIL", "STOPPED nudge REPLIED");
        assertThat(stopped.state().ending()).contains(new Ending(EndCause.REPLIED, stopped.now()));
    }

    @Test
    void theNewestOfStopAndStartCountsInWhateverOrderTheyAreTold() {
        Course stopThenStart = sent(plan());
        Instant noon = stopThenStart.now();
        stopThenStart.hear(new InboundEvent.TextReply("START"), noon);
        stopThenStart.hear(new InboundEvent.TextReply("STOP"), noon.minusSeconds(60));
        assertThat(stopThenStart.state().heard().closed()).isEmpty();

        Course startThenStop = sent(plan());
        startThenStop.hear(new InboundEvent.TextReply("STOP"), noon);
        startThenStop.hear(new InboundEvent.TextReply("START"), noon.minusSeconds(60));
        assertThat(startThenStop.state().heard().closed()).containsKey(ChannelKind.TEXT);
    }

    @Test
    void aReplyToWhatHasEndedOrFailedIsStillCounted() {
        Course ended = sent(plan().onReply(OnReply.STOP));
        ended.stop();
        Course failed = sent(plan().onReply(OnReply.PAUSE));
        failed.park("DECISION_FAILED");

        ended.hear(EMAIL_REPLY);
        failed.hear(EMAIL_REPLY);

        assertThat(ended.state().counters().emailsReplied()).isEqualTo(1);
        assertThat(ended.state().ending().orElseThrow().cause()).isEqualTo(EndCause.MANUAL);
        assertThat(failed.state().status()).isEqualTo(EnrollmentStatus.FAILED);
        assertThat(failed.last().kind()).isEqualTo(LogKind.REPLIED);
    }

    @Test
    void aReplyThatIsTakenBackIsNotCountedAndItsPauseEndsWithTheLastOne() {
        Course course = sent(plan().onReply(OnReply.PAUSE));
        course.hear("v-1", EMAIL_REPLY);
        course.hear("v-2", EMAIL_REPLY);

        course.tell(new Command.UndoReplyIt("v-1", ChannelKind.EMAIL, true, false, Course.ANN));
        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.PAUSED);
        course.tell(new Command.UndoReplyIt("v-2", ChannelKind.EMAIL, true, true, Course.ANN));

        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.IN_PROGRESS);
        assertThat(course.state().counters().emailsReplied()).isZero();
        assertThat(course.tell(new Command.UndoReplyIt("v-2", ChannelKind.EMAIL, false, true, Course.ANN))
                        .log())
                .isEmpty();
    }

    @Test
    void whoIsAwayGetsTheNextStepOnTheBusinessDayAfterTheReturn() {
        Course course = sent(plan());

        course.hear(new InboundEvent.OutOfOffice(Optional.of(LocalDate.parse("2026-01-16"))));

        assertThat(course.last().details())
                .containsEntry("until", Course.local("2026-01-19T00:00").toString());
        assertThat(course.state().counters().emailsReplied()).isZero();
        assertThat(course.due().toLocalDate()).isEqualTo("2026-01-19");
        course.run();
        assertThat(course.lines()).contains("SENT nudge");
        assertThat(course.now()).isAfterOrEqualTo(Course.local("2026-01-19T08:00"));
    }

    @Test
    void whoIsAwayWithoutADateIsLeftAloneForThreeBusinessDays() {
        Course course = sent(
                Plan.forPeople("care").email("hello", "t").email("more", "t").after(Delay.days(1)));

        course.hear(new InboundEvent.OutOfOffice(Optional.empty()));

        assertThat(course.due()).isEqualTo("2026-01-08T00:00");
    }

    @Test
    void anAbsenceHoldsALaterStepAndOneThatIsResumed() {
        Course course = sent(Plan.forPeople("care")
                .email("hello", "t")
                .waitFor("pause", Delay.days(1))
                .email("more", "t"));
        course.hear(new InboundEvent.OutOfOffice(Optional.of(LocalDate.parse("2026-01-20"))));
        course.pause();
        course.later(Duration.ofDays(3)).resume();

        course.run();

        assertThat(course.lines()).contains("SENT more");
        assertThat(course.now()).isEqualTo(Course.local("2026-01-21T00:00"));
    }

    @Test
    void aHardBounceClosesTheChannelAndTheOtherOneGoesOn() {
        Course course = sent(
                Plan.forPeople("care").email("hello", "t").email("more", "t").text("nudge", "t"));

        course.hear(new InboundEvent.Bounce(ChannelKind.EMAIL, true));
        course.run();

        assertThat(course.lines())
                .containsExactly(
                        "SENT hello",
                        "BOUNCED HARD",
                        "SKIPPED more EMAIL_BOUNCED",
                        "SENT nudge",
                        "COMPLETED END_OF_PLAN");
    }

    @Test
    void theThirdSoftBounceCountsAsAHardOne() {
        Course course = sent(plan());
        InboundEvent.What soft = new InboundEvent.Bounce(ChannelKind.EMAIL, false);

        course.hear(soft);
        course.hear(soft);
        assertThat(course.state().heard().closed()).isEmpty();
        course.hear(soft);

        assertThat(course.last().reason()).contains("HARD");
        assertThat(course.state().heard().closed()).containsKey(ChannelKind.EMAIL);
    }

    @Test
    void softBouncesElsewhereCountToo() {
        Course course = sent(plan());
        InboundEvent event = new InboundEvent(
                "v-1",
                course.now(),
                new InboundEvent.About.Somebody(course.state().subject()),
                new InboundEvent.Bounce(ChannelKind.EMAIL, false));

        course.tell(new Command.HearIt(event, 2));

        assertThat(course.last().reason()).contains("HARD");
    }

    @Test
    void aComplaintStopsTheEnrollment() {
        Course course = sent(plan());

        course.hear(new InboundEvent.Complaint(ChannelKind.EMAIL));

        assertThat(course.lines()).containsExactly("SENT hello", "COMPLAINED EMAIL", "STOPPED nudge OPTED_OUT");
    }

    @Test
    void unsubscribingFromAPlanEndsItsEnrollmentAndNoOther() {
        Course course = sent(plan());

        InboundEvent.Scope other = new InboundEvent.Scope.OfPlan(PlanId.of("other"));
        assertThat(course.hear(new InboundEvent.Unsubscribe(other)).log()).isEmpty();
        course.hear(new InboundEvent.Unsubscribe(new InboundEvent.Scope.OfPlan(PlanId.of("care"))));

        assertThat(course.lines()).containsExactly("SENT hello", "UNSUBSCRIBED PLAN", "STOPPED nudge OPTED_OUT");
    }

    @Test
    void unsubscribingFromAChannelSkipsItsStepsAndEndsWhatHasNoStepOnAnother() {
        Course other = sent(
                Plan.forPeople("care").email("hello", "t").email("more", "t").call("call", "sales"));
        Course none = sent(Plan.forPeople("care").email("hello", "t").email("more", "t"));
        InboundEvent.What unsubscribe =
                new InboundEvent.Unsubscribe(new InboundEvent.Scope.OfChannel(ChannelKind.EMAIL));

        other.hear(unsubscribe);
        none.hear(unsubscribe);
        other.work();

        assertThat(none.lines()).containsExactly("SENT hello", "UNSUBSCRIBED EMAIL", "STOPPED more OPTED_OUT");
        assertThat(other.lines())
                .containsExactly("SENT hello", "UNSUBSCRIBED EMAIL", "SKIPPED more CHANNEL_OPTED_OUT", "ASSIGNED call");
    }

    @Test
    void stopClosesTextsAndStartOpensThemAgain() {
        Course course = sent(
                Plan.forPeople("care").email("hello", "t").text("nudge", "t").email("more", "t"));

        course.hear(new InboundEvent.TextReply("STOP."));
        assertThat(course.state().heard().closed()).containsEntry(ChannelKind.TEXT, "CHANNEL_OPTED_OUT");
        assertThat(course.hear(new InboundEvent.TextReply("stop")).log()).hasSize(1);
        course.hear(new InboundEvent.TextReply("Start"));

        assertThat(course.lines())
                .containsExactly("SENT hello", "UNSUBSCRIBED TEXT", "UNSUBSCRIBED TEXT", "RESUBSCRIBED TEXT");
        assertThat(course.state().counters().textsReplied()).isZero();
        assertThat(course.run().lines()).contains("SENT nudge");
    }

    @Test
    void whatMayMeanToStopHoldsTheEnrollmentUntilSomebodyHasLooked() {
        Course course = sent(plan());

        course.hear(new InboundEvent.TextReply("please stop sending me these"));

        assertThat(course.lines()).containsExactly("SENT hello", "REPLIED TEXT", "PAUSED nudge REVIEW");
        assertThat(course.state().counters().textsReplied()).isEqualTo(1);
    }

    @Test
    void helpIsWrittenDownAndTheWordsNever() {
        Course course = sent(plan());

        course.hear(new InboundEvent.TextReply("Help!"));
        course.hear(new InboundEvent.TextReply("my number is 4711"));

        assertThat(course.lines()).containsExactly("SENT hello", "HELP_ASKED HELP", "REPLIED TEXT");
        assertThat(course.log().toString()).doesNotContain("4711");
        assertThat(new InboundEvent.TextReply("my number is 4711").toString()).doesNotContain("4711");
    }

    @Test
    void anEventThatThePlanDoesNotWaitForIsPassedOver() {
        assertThat(sent(plan()).event("visit").log()).isEmpty();
    }

    @Test
    void whoIsSaidToBeBackAlreadyHasSaidNoDate() {
        Course course = sent(
                Plan.forPeople("care").email("hello", "t").email("more", "t").after(Delay.days(1)));

        course.hear(new InboundEvent.OutOfOffice(Optional.of(LocalDate.parse("2026-01-02"))));

        assertThat(course.due()).isEqualTo("2026-01-08T00:00");
    }

    @Test
    void anAbsenceHoldsNoTaskOfOurOwn() {
        Course course = sent(Plan.forPeople("care")
                .email("hello", "t")
                .task("prepare", "sales", "offer")
                .after(Delay.days(1)));

        course.hear(new InboundEvent.OutOfOffice(Optional.empty()));

        assertThat(course.due()).isEqualTo("2026-01-06T10:00");
    }

    @Test
    void whatIsSaidOfAMessageIsWrittenToItsStep() {
        Course course = sent(
                Plan.forPeople("care").email("hello", "t").email("more", "t").call("call", "sales"));
        course.accept();
        IdempotencyKey more = IdempotencyKey.of(course.state().id(), StepKey.of("more"), 1);

        course.tell(new Command.HearIt(
                new InboundEvent(
                        "v-1", course.now(), new InboundEvent.About.Message(more), new InboundEvent.Delivered()),
                0));

        assertThat(course.last().kind()).isEqualTo(LogKind.DELIVERED);
        assertThat(course.last().step()).contains(StepKey.of("more"));
        assertThat(course.last().idempotencyKey()).contains(more);
    }

    @Test
    void leavingAChannelAfterTheEndIsWrittenDownAndChangesNothing() {
        Course course = sent(plan());
        course.stop();
        Enrollment ended = course.state();

        course.hear(new InboundEvent.Unsubscribe(new InboundEvent.Scope.OfChannel(ChannelKind.EMAIL)));

        assertThat(course.lines()).endsWith("UNSUBSCRIBED EMAIL");
        assertThat(course.state().heard()).isEqualTo(ended.heard());
        assertThat(course.state().ending()).isEqualTo(ended.ending());
    }

    @Test
    void startDoesNotBringANumberBackThatDoesNotWork() {
        Course course = sent(plan().email("more", "t"));
        course.hear(new InboundEvent.Bounce(ChannelKind.TEXT, true));

        course.hear(new InboundEvent.TextReply("START"));

        assertThat(course.state().heard().closed()).containsEntry(ChannelKind.TEXT, "PHONE_SUPPRESSED");
    }

    @Test
    void softBouncesOfTextsAreCountedForThemselves() {
        Course course = sent(plan().email("more", "t"));

        course.hear(new InboundEvent.Bounce(ChannelKind.EMAIL, false));
        course.hear(new InboundEvent.Bounce(ChannelKind.TEXT, false));
        course.hear(new InboundEvent.Bounce(ChannelKind.TEXT, false));
        assertThat(course.state().heard().closed()).isEmpty();
        course.hear(new InboundEvent.Bounce(ChannelKind.TEXT, false));

        assertThat(course.state().heard().closed()).containsOnlyKeys(ChannelKind.TEXT);
    }

    @Test
    void theWordsOfOneChannelAreNoneOfAnother() {
        Course course = sent(plan().email("more", "t").call("call", "sales"));
        Instant noon = course.now();
        course.hear(new InboundEvent.TextReply("STOP"), noon);
        course.hear(
                new InboundEvent.Unsubscribe(new InboundEvent.Scope.OfChannel(ChannelKind.EMAIL)),
                noon.plusSeconds(120));

        course.hear(new InboundEvent.TextReply("START"), noon.plusSeconds(60));

        assertThat(course.state().heard().closed()).containsOnlyKeys(ChannelKind.EMAIL);
    }

    @Test
    void aReplyInAPauseOfAnotherCauseHoldsItTooAndASecondOneAddsNothing() {
        Course course = sent(plan().onReply(OnReply.PAUSE));
        course.pause();

        course.hear(EMAIL_REPLY);
        course.hear(EMAIL_REPLY);

        assertThat(course.state().pause().orElseThrow().causes())
                .containsExactlyInAnyOrder(PauseCause.MANUAL, PauseCause.REPLIED);
        assertThat(course.lines())
                .containsExactly(
                        "SENT hello", "PAUSED nudge MANUAL", "REPLIED EMAIL", "PAUSED nudge REPLIED", "REPLIED EMAIL");
    }
}
