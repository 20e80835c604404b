package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.calendar.Delay;
import io.enrollment.eligibility.CheckInput;
import io.enrollment.eligibility.CheckName;
import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.EligibilityCheck;
import io.enrollment.eligibility.Phase;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.InboundEvent;
import io.enrollment.enrollment.LogKind;
import io.enrollment.json.CaptureJson;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.StepKey;
import io.enrollment.report.Capture;
import io.enrollment.report.ReplayReport;
import io.enrollment.report.ReplayReport.Difference;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import io.enrollment.testkit.RecordingChannel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One enrollment taken out whole, and decided again. */
class CapturesTest {

    private static final PlanId WELCOME = PlanId.of("welcome");
    private static final Command.By ANNA = new Command.By("anna", "she asked");

    private final Host host = new Host();
    private final RecordingChannel email = RecordingChannel.withLookup(ChannelKind.EMAIL);
    private final RecordingChannel texts = RecordingChannel.withLookup(ChannelKind.TEXT);
    private final Moody moody = new Moody();
    private final EnrollmentEngine engine = host.engine(email, texts)
            .check(moody)
            .settings(with -> with.recordDecisions(true))
            .build();
    private final Enrollments acme = engine.enrollments();

    /** A check of the host that answers as it is told. */
    private static final class Moody implements EligibilityCheck {

        private Optional<String> against = Optional.empty();

        @Override
        public CheckName name() {
            return CheckName.of("MOOD");
        }

        @Override
        public Set<Phase> phases() {
            return Set.of(Phase.ENROLL, Phase.SEND);
        }

        @Override
        public CheckResult check(CheckInput input) {
            return against.map(why -> CheckResult.failed(name(), why).wouldPassIf("the mood is better"))
                    .orElseGet(() -> CheckResult.passed(name(), "FINE"))
                    .build();
        }
    }

    private EnrollmentId enrolled(Plan plan) {
        acme.publish(plan);
        return acme.enroll(plan.id(), host.person("ann")).enrollment().orElseThrow();
    }

    private Capture captured(EnrollmentId id) {
        return CaptureJson.read(CaptureJson.write(acme.captures().capture(id)));
    }

    private void days(int days) {
        host.clock.advance(Duration.ofDays(days));
        engine.workDue();
    }

    private ReplayReport replayed(Capture capture) {
        return acme.captures().replay(capture);
    }

    private EnrollmentId eventful() {
        EnrollmentId id = enrolled(Host.twoEmails());
        engine.workDue();
        acme.receive(new InboundEvent(
                "v-1",
                host.clock.instant(),
                new InboundEvent.About.One(id),
                new InboundEvent.OutOfOffice(Optional.empty())));
        acme.pause(id, ANNA);
        days(1);
        acme.resume(id, ANNA);
        days(9);
        return id;
    }

    @Test
    void everyDecisionIsMadeAgain() {
        Capture capture = captured(eventful());
        ReplayReport report = replayed(capture);
        assertThat(report.first()).isEmpty();
        assertThat(report.replayed())
                .isEqualTo(report.entries())
                .isEqualTo(capture.log().size());
        assertThat(capture.log()).extracting(entry -> entry.kind()).contains(LogKind.SENT, LogKind.PAUSED);
    }

    /** What this version writes, later ones must read, and decide alike; what is written here is part of the API. */
    @Test
    void theGoldenCaptureIsWrittenAndDecidedAsEver() throws IOException {
        AtomicInteger ids = new AtomicInteger();
        EnrollmentEngine numbered = host.engine(email, texts)
                .settings(with -> with.recordDecisions(true))
                .ids(() -> "id-" + ids.incrementAndGet())
                .build();
        Enrollments door = numbered.enrollments();
        door.publish(Host.twoEmails());
        EnrollmentId id = door.enroll(WELCOME, host.person("ann")).enrollment().orElseThrow();
        numbered.workDue();
        InboundEvent.About one = new InboundEvent.About.One(id);
        door.receive(new InboundEvent("v-1", host.clock.instant(), one, new InboundEvent.TextReply("yes, please")));
        door.pause(id, ANNA);
        host.clock.advance(Duration.ofDays(1));
        door.resume(id, ANNA);
        host.clock.advance(Duration.ofDays(3));
        numbered.workDue();
        String golden;
        try (InputStream in = Objects.requireNonNull(CaptureJson.class.getResourceAsStream("eventful.capture.json"))) {
            golden = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(CaptureJson.write(door.captures().capture(id))).isEqualTo(golden);
        ReplayReport report = replayed(CaptureJson.read(golden));
        assertThat(report.first()).isEmpty();
        assertThat(report.replayed()).isEqualTo(report.entries()).isEqualTo(8);
    }

    @Test
    void whatTheHostLearnsLaterChangesNoReplay() {
        EnrollmentId id = enrolled(Host.twoEmails());
        engine.workDue();
        Subject ann = Objects.requireNonNull(host.people.get(SubjectId.of("ann")));
        Subject.Builder closed = Subject.builder();
        host.put(closed.from(ann).contactPoints(java.util.List.of()).build());
        days(10);
        Subject.Builder open = Subject.builder();
        host.put(open.from(ann).attribute("model", "Civic").build());
        Capture capture = captured(id);
        assertThat(capture.log()).extracting(entry -> entry.kind()).contains(LogKind.SENT, LogKind.SKIPPED);
        assertThat(replayed(capture).first()).isEmpty();
    }

    @Test
    void checksOfTheHostSayAgainWhatTheySaid() {
        EnrollmentId id = enrolled(Host.twoEmails());
        engine.workDue();
        moody.against = Optional.of("BAD_MOOD");
        days(5);
        moody.against = Optional.of("WORSE_MOOD");
        Capture capture = captured(id);
        assertThat(capture.log())
                .anyMatch(entry -> entry.reason().filter("BAD_MOOD"::equals).isPresent());
        assertThat(replayed(capture).first()).isEmpty();
    }

    @Test
    void aMigrationAndItsUndoAreDecidedAgain() {
        EnrollmentId id = enrolled(Host.twoEmails());
        engine.workDue();
        Plan anew = Plan.forPeople("welcome")
                .email("hello", "hello")
                .waitFor(Delay.days(3))
                .email("again", "again")
                .build();
        int version = acme.publish(anew).version();
        acme.planLife().migrate(MigrationRequest.of(WELCOME, version), ANNA);
        acme.planLife().undoMigration(WELCOME, 1, version, Duration.ofHours(1), ANNA);
        Capture capture = captured(id);
        assertThat(capture.versions()).hasSize(2);
        assertThat(capture.log())
                .filteredOn(entry -> entry.kind() == LogKind.MIGRATED)
                .hasSize(2);
        assertThat(replayed(capture).first()).isEmpty();
        assertThat(replayed(capture).replayed()).isEqualTo(capture.log().size());
    }

    @Test
    void anEditedFixtureTellsTheFirstDifference() {
        String written = CaptureJson.write(acme.captures().capture(eventful()));
        Capture edited = CaptureJson.read(written.replace("\"kind\": \"PAUSED\"", "\"kind\": \"RESUMED\""));
        Difference first = replayed(edited).first().orElseThrow();
        assertThat(first.what()).endsWith("kind");
        assertThat(first.expected()).isEqualTo("RESUMED");
        assertThat(first.got()).isEqualTo("PAUSED");
        assertThat(first)
                .hasToString(
                        "decision of entry " + first.seq() + ": " + first.what() + ": expected RESUMED, got PAUSED");
    }

    @Test
    void otherFactsAreDecidedOtherwise() {
        String written = CaptureJson.write(acme.captures().capture(eventful()));
        Capture withdrawn = CaptureJson.read(written.replace("\"kind\": \"EXPRESS\"", "\"kind\": \"WITHDRAWAL\""));
        Difference first = replayed(withdrawn).first().orElseThrow();
        assertThat(first.what()).isEqualTo("the step of the attempt");
        assertThat(first.expected()).isEqualTo("let out");
        assertThat(first.got()).startsWith("SKIPPED");
    }

    @Test
    void otherPlansAreDecidedOtherwise() {
        String written = CaptureJson.write(acme.captures().capture(eventful()));
        Capture other = CaptureJson.read(written.replace("\"days\": 2", "\"days\": 4"));
        assertThat(replayed(other).differences()).anyMatch(one -> one.what().endsWith("due"));
        Capture without = new Capture(
                other.capturedAt(), false, other.state(), java.util.List.of(), other.log(), other.decisions());
        assertThat(replayed(without).first().orElseThrow().got()).contains("has no plan version 1");
    }

    @Test
    void whatWasDecidedUnrecordedIsInTheLogOnly() {
        EnrollmentEngine silent = host.engine(email, texts).build();
        silent.enrollments().publish(Host.twoEmails());
        EnrollmentId id = silent.enrollments()
                .enroll(WELCOME, host.person("ann"))
                .enrollment()
                .orElseThrow();
        silent.workDue();
        long before = acme.log(id, PageRequest.first(100)).items().size();
        days(10);
        Capture capture = captured(id);
        ReplayReport report = replayed(capture);
        assertThat(report.first()).isEmpty();
        assertThat(report.entries() - report.replayed()).isEqualTo(before);
        assertThat(capture.decisions().get(0).seq()).isEqualTo(before + 1);
    }

    @Test
    void aMaskedCaptureHoldsNoNameAndNoAddressAndDecidesTheSame() {
        acme.publish(Host.twoEmails());
        Consent.Builder published = Consent.builder();
        Subject.Builder zoe =
                Subject.person("zoe-7").email("Zoe.Quill@example.net").phone("+1 416 555 0177");
        zoe.firstName("Zoe")
                .lastName("Quill")
                .country("CA")
                .attribute("hobby", "falconry")
                .addConsent(published
                        .kind(ConsentKind.EXPRESS)
                        .at(Instant.parse("2026-01-01T00:00:00Z"))
                        .evidence("form")
                        .address("zoe.quill@example.net")
                        .build());
        EnrollmentId id =
                acme.enroll(WELCOME, host.put(zoe.build())).enrollment().orElseThrow();
        days(20);
        Capture capture = acme.captures().capture(id);
        assertThat(CaptureJson.write(capture)).contains("Zoe", "Quill", "4165550177", "falconry");
        String masked = CaptureJson.write(CaptureJson.masked(capture));
        assertThat(masked).doesNotContain("Zoe", "Quill", "quill", "555 0177", "5550177", "falconry");
        assertThat(masked).contains("\"masked\": true", "zoe-7");
        assertThat(replayed(CaptureJson.read(masked)).first()).isEmpty();
        assertThat(replayed(CaptureJson.read(masked)).replayed())
                .isEqualTo(capture.log().size());
    }

    @Test
    void wordsOfRepliesAreNotKept() {
        EnrollmentId id = enrolled(Plan.forPeople("welcome").text("hi", "hi").build());
        engine.workDue();
        acme.receive(new InboundEvent(
                "v-2",
                host.clock.instant(),
                new InboundEvent.About.One(id),
                new InboundEvent.TextReply("could you please stop by on Ash Street")));
        String written = CaptureJson.write(acme.captures().capture(id));
        assertThat(written).contains("\"word\": \"REVIEW\"").doesNotContain("Ash Street");
        assertThat(replayed(CaptureJson.read(written)).first()).isEmpty();
    }

    @Test
    void anUnknownIdIsNotFoundAndWhatIsNoCaptureIsRefused() {
        assertThatThrownBy(() -> acme.captures().capture(EnrollmentId.of("nobody")))
                .isInstanceOf(NotFoundException.class);
        for (String text : new String[] {"", "[]", "{", "{\"format\":\"enrollment-plan/1\"}", "{\"format\":7}"}) {
            assertThatThrownBy(() -> CaptureJson.read(text)).isInstanceOf(IllegalArgumentException.class);
        }
        String written = CaptureJson.write(acme.captures().capture(eventful()));
        assertThatThrownBy(() -> CaptureJson.read(written.replace("\"asked\": \"BEGIN\"", "\"asked\": \"BEGUN\"")))
                .hasMessageContaining("/decisions/0")
                .hasMessageContaining("BEGUN");
        assertThatThrownBy(() -> CaptureJson.read(written.replace("\"seq\": 2", "\"seq\": 3")))
                .hasMessageContaining("in its place");
    }

    @Test
    void aPersonsWorkIsDecidedAgain() {
        EnrollmentId id =
                enrolled(Plan.forPeople("welcome").call("ring", "sales").build());
        engine.workDue();
        acme.reassign(id, StepKey.of("ring"), "bo", ANNA);
        acme.dispose(id, StepKey.of("ring"), "spoke", ANNA);
        Capture capture = captured(id);
        assertThat(replayed(capture).first()).isEmpty();
        assertThat(capture.log()).extracting(entry -> entry.kind()).contains(LogKind.COMPLETED);
    }
}
