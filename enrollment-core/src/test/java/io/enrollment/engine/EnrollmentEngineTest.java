package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.enrollment.Outcome;
import io.enrollment.plan.DeliveryMode;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.PlanInvalidException;
import io.enrollment.plan.StepKey;
import io.enrollment.spi.Claim;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.NotHandedOffException;
import io.enrollment.spi.OutboundMessage;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.Purged;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The engine from the outside: with the store in memory, a recording channel and a virtual clock. */
class EnrollmentEngineTest {

    private static final PlanId WELCOME = PlanId.of("welcome");
    private static final Command.By ANNA = new Command.By("anna", "asked by phone");
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final Host host = new Host();
    private final RecordingChannel email = RecordingChannel.withLookup(ChannelKind.EMAIL);

    @Test
    void anEnrollmentGoesThroughItsPlan() {
        Enrollments acme = publish(Host.twoEmails(), email);

        EnrollmentResult result = acme.enroll(WELCOME, host.person("lead-42"));

        assertThat(result.enrolled()).isTrue();
        assertThat(result.checks()).hasSize(9);
        run(Duration.ofDays(3));
        Enrollment ended = acme.find(result.enrollment().orElseThrow());
        assertThat(ended.status()).isEqualTo(EnrollmentStatus.COMPLETED);
        assertThat(ended.counters().emailsSent()).isEqualTo(2);
        assertThat(kinds(acme, ended.id()))
                .containsExactly(LogKind.ENROLLED, LogKind.SENT, LogKind.WAITED, LogKind.SENT, LogKind.COMPLETED);
        assertThat(email.accepted())
                .hasSize(2)
                .allSatisfy((key, times) -> assertThat(times).isEqualTo(1));
        assertThat(email.handed().get(0).content().subjectLine()).contains("Hello Ann");
    }

    @Test
    void everyAttemptIsStoredWithItsReason() {
        Enrollments acme = publish(Host.twoEmails(), email);
        SubjectId ann = host.person("ann");

        acme.enroll(WELCOME, ann);
        EnrollmentResult second = acme.enroll(WELCOME, ann);

        assertThat(second.refusal()).contains("ALREADY_IN_QUEUE");
        assertThat(acme.attempts(WELCOME, ann, PageRequest.first(10)).items())
                .extracting(EnrollmentResult::enrolled)
                .containsExactlyInAnyOrder(true, false);
    }

    @Test
    void theSameSubjectTwiceInOneBatchIsEnrolledOnce() {
        Enrollments acme = publish(Host.twoEmails(), email);
        SubjectId ann = host.person("ann");

        List<EnrollmentResult> results = acme.enrollAll(EnrollRequest.in(WELCOME), List.of(ann, ann));

        assertThat(results).extracting(EnrollmentResult::enrolled).containsExactly(true, false);
        assertThat(results.get(1).enrollment()).isEqualTo(results.get(0).enrollment());
    }

    @Test
    void aFieldThatCanBeNoEventKeyConcernsItsSubjectOnly() {
        Plan plan = Plan.forPeople("welcome")
                .email("hello", "hello")
                .with(more -> more.eventKeyAttribute("firstName"))
                .build();
        Enrollments acme = publish(plan, email);
        SubjectId ann = host.person("ann");
        SubjectId bob = host.person("bob");
        Subject.Builder odd = Subject.builder();
        host.put(odd.from(Objects.requireNonNull(host.people.get(bob)))
                .firstName("x".repeat(201))
                .build());

        List<EnrollmentResult> results = acme.enrollAll(EnrollRequest.in(WELCOME), List.of(bob, ann));

        assertThat(results.get(0).refusal()).contains("EVENT_KEY_UNUSABLE");
        assertThat(results.get(1).enrolled()).isTrue();
    }

    @Test
    void unknownThingsAreNotFound() {
        Enrollments acme = publish(Host.twoEmails(), email);

        assertThatThrownBy(() -> acme.enroll(WELCOME, SubjectId.of("nobody"))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> acme.enroll(PlanId.of("no-plan"), host.person("ann")))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> acme.find(EnrollmentId.of("none"))).isInstanceOf(NotFoundException.class);
    }

    @Test
    void whatIsOldIsRemovedAndNoCheckCanTell() {
        Enrollments acme = publish(Host.twoEmails(), email);
        EnrollmentId old = enroll(acme, "ann");
        run(Duration.ofDays(90));
        EnrollmentId running = enroll(acme, "bob");

        assertThat(acme.purge(Duration.ofDays(30))).isEqualTo(new Purged(1, 5, 1, Optional.empty()));

        assertThatThrownBy(() -> acme.find(old)).isInstanceOf(NotFoundException.class);
        assertThat(acme.find(running).status()).isEqualTo(EnrollmentStatus.QUEUED);
        assertThat(acme.enroll(WELCOME, host.person("ann")).refusal()).contains("EVENT_ALREADY_USED");
        assertThatThrownBy(() -> acme.purge(Duration.ofMinutes(59))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPlanWithoutItsChannelIsNotPublished() {
        Enrollments acme = host.engine(email).build().enrollments();
        Plan plan = Plan.forPeople("texts").text("hi", "hi").build();

        assertThatThrownBy(() -> acme.publish(plan)).isInstanceOf(PlanInvalidException.class);
        assertThat(acme.plans()).isEmpty();
    }

    @Test
    void aPassingFailureIsTriedAgainUnderTheSameKey() {
        email.answer(() -> {
            throw new NotHandedOffException("connection refused");
        });
        Enrollments acme = publish(Host.twoEmails(), email);
        EnrollmentId id = enroll(acme, "ann");

        run(Duration.ofHours(1));

        assertThat(kinds(acme, id)).startsWith(LogKind.ENROLLED, LogKind.RETRYING, LogKind.SENT);
        assertThat(email.handed()).hasSize(2);
        assertThat(email.handed().get(0).key()).isEqualTo(email.handed().get(1).key());
    }

    @Test
    void aRefusedMessageBlocksUntilItIsRetried() {
        email.answer(() -> new Outcome.Rejected("MAILBOX_UNKNOWN", "550"));
        Enrollments acme = publish(Host.twoEmails(), email);
        EnrollmentId id = enroll(acme, "ann");
        run(Duration.ofDays(9));
        assertThat(acme.find(id).status()).isEqualTo(EnrollmentStatus.FAILED);

        assertThat(acme.retry(id, ANNA).changed()).isTrue();
        run(Duration.ofDays(3));

        assertThat(acme.find(id).status()).isEqualTo(EnrollmentStatus.COMPLETED);
        assertThat(acme.find(id).counters().emailsSent()).isEqualTo(2);
    }

    @Test
    void anUnknownOutcomeIsAskedAboutBeforeAnythingElse() {
        Enrollments acme = publish(Host.twoEmails(), email);
        EnrollmentId id = enroll(acme, "ann");
        IdempotencyKey key = IdempotencyKey.of(id, StepKey.of("hello"), 1);
        email.answer(() -> {
            email.acceptSilently(key);
            throw new IllegalStateException("the connection broke after the last byte");
        });

        run(Duration.ofHours(1));

        assertThat(email.accepted()).containsEntry(key, 1);
        assertThat(kinds(acme, id)).startsWith(LogKind.ENROLLED, LogKind.SENT);
        assertThat(email.handed()).hasSize(1);
    }

    @Test
    void aCrashAfterTheHandOffIsConfirmedByLookupAndNotRepeated() {
        Enrollments acme = publish(Host.twoEmails(), email);
        EnrollmentId id = enroll(acme, "ann");
        claimAndVanish();
        email.acceptSilently(IdempotencyKey.of(id, StepKey.of("hello"), 1));

        run(Duration.ofHours(1));

        assertThat(email.handed()).isEmpty();
        assertThat(kinds(acme, id)).startsWith(LogKind.ENROLLED, LogKind.SENT);
    }

    @Test
    void aCrashInsideTheDedupeWindowIsRepeatedUnderTheSameKey() {
        RecordingChannel channel = RecordingChannel.withWindow(ChannelKind.EMAIL, Duration.ofHours(24));
        Enrollments acme = publish(Host.twoEmails(), channel);
        EnrollmentId id = enroll(acme, "ann");
        IdempotencyKey key = IdempotencyKey.of(id, StepKey.of("hello"), 1);
        claimAndVanish();
        channel.acceptSilently(key);

        run(Duration.ofHours(1));

        assertThat(channel.handed()).extracting(OutboundMessage::key).containsExactly(key);
        assertThat(channel.accepted()).containsExactly(Map.entry(key, 1));
    }

    @Test
    void aCrashAfterTheDedupeWindowIsUncertain() {
        RecordingChannel channel = RecordingChannel.withWindow(ChannelKind.EMAIL, Duration.ofMinutes(1));
        Enrollments acme = publish(Host.twoEmails(), channel);
        EnrollmentId id = enroll(acme, "ann");
        claimAndVanish();
        host.clock.advance(Duration.ofMinutes(2));

        run(Duration.ofHours(1));

        assertThat(channel.handed()).isEmpty();
        assertThat(kinds(acme, id)).startsWith(LogKind.ENROLLED, LogKind.UNCERTAIN);
        assertThat(acme.find(id).counters().emailsSent()).isEqualTo(1);
    }

    @Test
    void aCrashBeforeTheMarkIsSentAndAfterItIsUncertain() {
        RecordingChannel channel = RecordingChannel.forgetful(ChannelKind.EMAIL);
        Enrollments acme = publish(Host.twoEmails(), channel);
        EnrollmentId unmarked = enroll(acme, "ann");
        claimAndVanish();
        run(Duration.ofMinutes(5));
        assertThat(channel.handed()).hasSize(1);

        EnrollmentId marked = enroll(acme, "bob");
        host.store.steps().mark(claimAndVanish().stream().map(Claim::lease).toList());
        host.leaseClock.advance(LEASE.plusSeconds(1));
        run(Duration.ofMinutes(5));

        assertThat(channel.handed()).hasSize(1);
        assertThat(kinds(acme, unmarked)).contains(LogKind.SENT).doesNotContain(LogKind.UNCERTAIN);
        assertThat(kinds(acme, marked)).contains(LogKind.UNCERTAIN);
    }

    @Test
    void atLeastOnceIsRepeatedWhateverTheChannelCanDo() {
        RecordingChannel channel = RecordingChannel.forgetful(ChannelKind.EMAIL);
        Plan plan = Plan.forPeople("welcome")
                .email("hello", "hello")
                .delivery(DeliveryMode.AT_LEAST_ONCE)
                .build();
        Enrollments acme = publish(plan, channel);
        EnrollmentId id = enroll(acme, "ann");
        claimAndVanish();

        run(Duration.ofMinutes(5));

        assertThat(channel.handed()).hasSize(1);
        assertThat(acme.find(id).status()).isEqualTo(EnrollmentStatus.COMPLETED);
    }

    @Test
    void aStopThatWinsAgainstAHandOffDoesNotHideIt() {
        Enrollments acme = publish(Host.twoEmails(), email);
        EnrollmentId id = enroll(acme, "ann");
        email.answer(() -> {
            acme.stop(id, ANNA);
            return new Outcome.Accepted("out already");
        });

        run(Duration.ofDays(9));

        Enrollment stopped = acme.find(id);
        assertThat(stopped.status()).isEqualTo(EnrollmentStatus.STOPPED);
        assertThat(stopped.ending().orElseThrow().cause()).isEqualTo(EndCause.MANUAL);
        assertThat(stopped.counters().emailsSent()).isEqualTo(1);
        assertThat(kinds(acme, id)).containsExactly(LogKind.ENROLLED, LogKind.STOPPED, LogKind.SENT);
        assertThat(email.handed()).hasSize(1);
    }

    @Test
    void aPausedEnrollmentGetsNothingUntilItIsResumed() {
        Enrollments acme = publish(Host.twoEmails(), email);
        EnrollmentId id = enroll(acme, "ann");
        run(Duration.ofHours(1));

        acme.pause(id, ANNA);
        run(Duration.ofDays(30));
        assertThat(email.handed()).hasSize(1);
        acme.resume(id, ANNA);
        run(Duration.ofDays(3));

        assertThat(email.handed()).hasSize(2);
        assertThat(acme.summary(WELCOME)).isEqualTo(Map.of(EnrollmentStatus.COMPLETED, 1L));
    }

    @Test
    void aSubjectThatIsGoneGetsNothing() {
        Enrollments acme = publish(Host.twoEmails(), email);
        EnrollmentId id = enroll(acme, "ann");
        host.people.clear();

        run(Duration.ofDays(9));

        assertThat(email.handed()).isEmpty();
        assertThat(acme.find(id).counters().emailsSkipped()).isEqualTo(2);
    }

    @Test
    void aMissingVariableFailsTheStepAndNothingElse() {
        EnrollmentEngine engine = host.engine(email)
                .renderer(Templates.of(Map.of("hello", "Subject: x\n\n{{model}}", "again", "Subject: x\n\ny")))
                .build();
        Enrollments acme = engine.enrollments();
        acme.publish(Host.twoEmails());
        EnrollmentId id = enroll(acme, "ann");

        host.clock.run(engine, Host.MONDAY.plus(Duration.ofDays(9)));

        assertThat(acme.find(id).failure().orElseThrow().reason()).isEqualTo("VARIABLE_MISSING");
        assertThat(email.handed()).isEmpty();
    }

    private Optional<EnrollmentEngine> built = Optional.empty();

    private Enrollments publish(Plan plan, RecordingChannel channel) {
        EnrollmentEngine engine = host.engine(channel).build();
        built = Optional.of(engine);
        Enrollments acme = engine.enrollments();
        acme.publish(plan);
        return acme;
    }

    private EnrollmentId enroll(Enrollments acme, String person) {
        return acme.enroll(WELCOME, host.person(person)).enrollment().orElseThrow();
    }

    private void run(Duration time) {
        host.clock.run(built.orElseThrow(), host.clock.instant().plus(time));
    }

    /** Claims what is due as a node does that dies before it settles; its lease runs out. */
    private List<Claim> claimAndVanish() {
        List<Claim> claims = host.store
                .steps()
                .claim(new ClaimRequest(
                        "doomed", "token-" + host.leaseClock.instant(), 100, host.clock.instant(), LEASE));
        assertThat(claims).isNotEmpty();
        host.leaseClock.advance(LEASE.plusSeconds(1));
        return claims;
    }

    private static List<LogKind> kinds(Enrollments acme, EnrollmentId id) {
        return acme.log(id, PageRequest.first(100)).items().stream()
                .map(LogEntry::kind)
                .toList();
    }
}
