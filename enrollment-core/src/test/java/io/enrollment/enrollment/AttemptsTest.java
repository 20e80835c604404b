package io.enrollment.enrollment;

import static io.enrollment.calendar.Delay.days;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.SendWindow;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.OnFailure;
import io.enrollment.plan.OnUncertain;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the outcomes of attempts do. */
class AttemptsTest {

    private static final Outcome BUSY = new Outcome.Failed("BUSY", "try later", Optional.empty());
    private static final Outcome REJECTED = new Outcome.Rejected("MAILBOX_GONE", "no such mailbox");
    private static final Outcome UNKNOWN = new Outcome.Unknown("timeout");

    private static PlanBuilder twoEmails() {
        return Plan.forPeople("welcome").email("one", "t").email("two", "t").after(days(1));
    }

    private static Course exhausted(PlanBuilder plan, Outcome outcome) {
        Course course = Course.of(plan.build());
        for (int i = 0; i < RetryPolicy.DEFAULT.attempts(); i++) {
            course.atDue().outcome(outcome);
        }
        return course;
    }

    @Test
    void anAcceptedMessageIsLoggedWithItsKeyItsDueTimeAndTheProvidersReference() {
        Course course =
                Course.of(twoEmails().build()).later(Duration.ofMinutes(5)).accept();

        LogEntry sent = course.last();
        assertThat(sent.kind()).isEqualTo(LogKind.SENT);
        assertThat(sent.idempotencyKey()).contains(new IdempotencyKey("e-1:one:1"));
        assertThat(sent.due().orElseThrow().at()).isEqualTo(Course.local(Course.MONDAY));
        assertThat(sent.details()).containsEntry("reference", "r-1");
        assertThat(course.state().lastHandOff()).contains(course.now());
    }

    @Test
    void theNextDelayCountsFromTheBeginningOfTheAttempt() {
        Course course = Course.of(twoEmails().build());
        Instant started = course.now();
        course.claim();

        course.later(Duration.ofMinutes(2)).tell(new Command.Attempted(new Outcome.Accepted(""), started, true));

        assertThat(course.state().anchor()).isEqualTo(started);
        assertThat(course.due()).isEqualTo("2026-01-06T10:00");
    }

    @Test
    void aPassingFailureIsTriedAgainWithDoublingWaits() {
        Course course = Course.of(twoEmails().build());
        Duration before = Duration.ZERO;
        for (int failures = 1; failures < RetryPolicy.DEFAULT.attempts(); failures++) {
            course.atDue().outcome(BUSY);
            Duration wait = Duration.between(
                    course.now(), course.state().due().orElseThrow().at());
            assertThat(wait).isBetween(before.multipliedBy(18).dividedBy(10), Duration.ofMinutes(1L << failures));
            assertThat(course.state().failures()).isEqualTo(failures);
            before = wait;
        }
        assertThat(course.lines()).containsOnly("RETRYING one BUSY").hasSize(4);
        assertThat(course.atDue().accept().state().failures()).isZero();
    }

    @Test
    void theChannelsOwnWaitIsKeptWhenItIsLonger() {
        Course course = Course.of(twoEmails().build());

        course.outcome(new Outcome.Failed("BUSY", "", Optional.of(Duration.ofHours(7))));

        assertThat(course.due()).isEqualTo("2026-01-05T17:00");
        assertThat(course.state().due().orElseThrow().derivation()).first().isEqualTo("retry 1 after BUSY");
    }

    @Test
    void aRetryWaitsForTheWindow() {
        Course course = Course.of(
                twoEmails().window(SendWindow.weekdays("09:00", "17:00")).build());

        course.outcome(new Outcome.Failed("BUSY", "", Optional.of(Duration.ofHours(8))));

        assertThat(course.due()).isEqualTo("2026-01-06T09:00");
    }

    @Test
    void aHeldMessageThatFailsIsNoLongerHeldByItsWindow() {
        Course course = Course.of(twoEmails()
                        .window(SendWindow.weekdays("09:00", "17:00"))
                        .build())
                .at("2026-01-05T20:00");
        course.claim();

        course.atDue().outcome(BUSY);

        assertThat(course.state().status()).isEqualTo(EnrollmentStatus.QUEUED);
        assertThat(course.state().heldBecause()).isEmpty();
    }

    @Test
    void afterTheLastAttemptTheStepBlocksIsSkippedOrStopsAsThePlanSays() {
        Course block = exhausted(twoEmails(), BUSY);
        Course skip = exhausted(twoEmails().onFailure(OnFailure.SKIP), BUSY);
        Course stop = exhausted(twoEmails().onFailure(OnFailure.STOP), BUSY);

        assertThat(block.lines()).endsWith("STEP_FAILED one BUSY");
        assertThat(block.state().failure().orElseThrow().message()).isEqualTo("try later");
        assertThat(skip.lines()).endsWith("SKIPPED one BUSY");
        assertThat(skip.state().step().orElseThrow()).hasToString("two");
        assertThat(skip.state().counters().emailsSkipped()).isEqualTo(1);
        assertThat(stop.lines()).endsWith("STEP_FAILED one BUSY", "STOPPED one STEP_FAILED");
        assertThat(stop.state().ending().orElseThrow().cause()).isEqualTo(EndCause.STEP_FAILED);
    }

    @Test
    void aRefusalForGoodIsNotTriedAgain() {
        assertThat(Course.of(twoEmails().build()).outcome(REJECTED).lines())
                .containsExactly("STEP_FAILED one MAILBOX_GONE");
    }

    @Test
    void anActionIsTriedAgainTheSameWay() {
        Course course = Course.of(
                        Plan.forPeople("p").action("tag", "crm.tag", Map.of()).build())
                .outcome(BUSY);

        assertThat(course.lines()).containsExactly("RETRYING tag BUSY");
        assertThat(course.run().lines()).endsWith("ACTED tag", "COMPLETED END_OF_PLAN");
    }

    @Test
    void anUnknownOutcomeIsTriedAgainUnderTheSameKeyWhereTheChannelCanTell() {
        Course course = Course.of(twoEmails().build());
        Instant first = course.now();

        course.outcome(UNKNOWN);
        assertThat(course.lines()).containsExactly("RETRYING one UNKNOWN_OUTCOME");
        assertThat(course.state().unsettledHandOff()).contains(first);
        course.atDue().outcome(UNKNOWN);
        assertThat(course.state().unsettledHandOff()).contains(first);
        course.atDue().accept();

        assertThat(course.log().stream().skip(1).map(LogEntry::idempotencyKey).distinct())
                .hasSize(1);
        assertThat(course.state().unsettledHandOff()).isEmpty();
        assertThat(course.state().counters().emailsSent()).isEqualTo(1);
    }

    @Test
    void anUnknownOutcomeThatCannotBeTriedAgainIsUncertainCountsAndIsNotSentAgain() {
        Course course = Course.of(twoEmails().build());
        course.claim();

        course.tell(new Command.Attempted(UNKNOWN, course.now(), false));

        assertThat(course.lines()).containsExactly("UNCERTAIN one UNKNOWN_OUTCOME");
        assertThat(course.state().counters()).isEqualTo(new Counters(1, 0, 0, 0, 0, 0, 0, 1));
        assertThat(course.state().lastHandOff()).contains(course.now());
        assertThat(course.state().step().orElseThrow()).hasToString("two");
    }

    @Test
    void anUncertainMessageBlocksWhereThePlanSaysSoUntilSomebodySendsItAgain() {
        Course course = Course.of(
                twoEmails().with(more -> more.onUncertain(OnUncertain.BLOCK)).build());
        course.claim();
        course.tell(new Command.Attempted(UNKNOWN, course.now(), false));

        assertThat(course.state().failure().orElseThrow().reason()).isEqualTo("UNCERTAIN");
        assertThat(course.state().unsettledHandOff()).isEmpty();

        course.retry();
        assertThat(course.accept().lines())
                .containsExactly("UNCERTAIN one UNKNOWN_OUTCOME", "RETRIED one UNCERTAIN", "SENT one");
    }

    @Test
    void aMessageThatMayHaveLeftIsNeverReportedAsFailedOrSkipped() {
        Course rejected =
                Course.of(twoEmails().onFailure(OnFailure.SKIP).build()).outcome(UNKNOWN);
        rejected.atDue().outcome(REJECTED);
        Course exhausted = Course.of(twoEmails().build()).outcome(UNKNOWN);
        for (int i = 1; i < RetryPolicy.DEFAULT.attempts(); i++) {
            exhausted.atDue().outcome(BUSY);
        }
        Course blocked = Course.of(twoEmails().build()).outcome(UNKNOWN);
        blocked.knowing(Course.lead().deletedAt(blocked.now()).build()).atDue().claim();

        assertThat(rejected.lines()).endsWith("UNCERTAIN one MAILBOX_GONE");
        assertThat(exhausted.lines()).endsWith("UNCERTAIN one BUSY");
        assertThat(blocked.lines()).endsWith("UNCERTAIN one SUBJECT_DELETED");
    }

    @Test
    void aMessageInDoubtIsPutDownAsUncertainBeforeTheEnrollmentEnds() {
        Course course = Course.of(twoEmails().build()).outcome(UNKNOWN);
        course.pause();

        course.stop();

        assertThat(course.lines()).endsWith("PAUSED one MANUAL", "UNCERTAIN one MANUAL", "STOPPED one MANUAL");
        assertThat(course.state().counters().emailsSent()).isEqualTo(1);
    }

    @Test
    void anOutcomeWithoutAnAttemptIsRefused() {
        Course waiting = Course.of(Plan.forPeople("p").waitFor(days(1)).build());
        Course ended = Course.of(twoEmails().build());
        ended.stop();

        assertThat(waiting.attempted(new Outcome.Accepted("")).refusal()).isPresent();
        assertThat(ended.attempted(new Outcome.Accepted("")).refusal())
                .contains("no attempt is under way in an enrollment that is STOPPED");
    }

    @Test
    void theChannelsOwnWaitDoesNotShortenOurs() {
        Course course = Course.of(twoEmails().build());
        Course plain = Course.of(twoEmails().build());

        course.outcome(new Outcome.Failed("BUSY", "", Optional.of(Duration.ofSeconds(1))));
        plain.outcome(BUSY);

        assertThat(course.due()).isEqualTo(plain.due()).isAfter(Course.MONDAY.plusSeconds(30));
    }

    @Test
    void unknownOutcomesAreNotTriedAgainForEver() {
        Course course = exhausted(twoEmails(), UNKNOWN);

        assertThat(course.lines())
                .hasSize(RetryPolicy.DEFAULT.attempts())
                .endsWith("UNCERTAIN one UNKNOWN_OUTCOME")
                .filteredOn("RETRYING one UNKNOWN_OUTCOME"::equals)
                .hasSize(RetryPolicy.DEFAULT.attempts() - 1);
    }
}
