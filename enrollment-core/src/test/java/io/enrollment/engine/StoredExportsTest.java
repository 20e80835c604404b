package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.plan.PlanId;
import io.enrollment.report.ExportRequest;
import io.enrollment.report.ExportStatus;
import io.enrollment.report.ExportStatus.State;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.spi.ExportClaim;
import io.enrollment.spi.ExportedFile;
import io.enrollment.spi.HoldReason;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.NotificationSink;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.testkit.RecordingChannel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exports in the background: stored, taken up after a crash, delivered once. */
class StoredExportsTest {

    private static final PlanId WELCOME = PlanId.of("welcome");
    private static final Duration RETRY = Duration.ofSeconds(10);

    /** What ends a process in the middle of something; nobody catches it. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    private final Host host = new Host();
    private final RecordingChannel email = RecordingChannel.withLookup(ChannelKind.EMAIL);
    private final List<EnrollmentEngine> engines = new ArrayList<>();
    private final List<String> delivered = new ArrayList<>();

    private EnrollmentEngineBuilder builder(NotificationSink sink) {
        return host.engine(email)
                .notificationSink(file -> {
                    String place = sink.deliver(file);
                    delivered.add(text(file));
                    return place;
                })
                .settings(numbers -> numbers.exportTries(3).exportRetry(RETRY));
    }

    private EnrollmentEngine engine(NotificationSink sink) {
        EnrollmentEngine engine = builder(sink).build();
        engines.add(engine);
        return engine;
    }

    private EnrollmentEngine engine() {
        return engine(file -> "memory:" + file.name());
    }

    @AfterEach
    void close() {
        engines.forEach(EnrollmentEngine::close);
    }

    private static String text(ExportedFile file) throws IOException {
        try (InputStream content = file.content().open()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void enroll(EnrollmentEngine engine, int people) {
        engine.enrollments().publish(Host.twoEmails());
        for (int i = 0; i < people; i++) {
            engine.enrollments().enroll(WELCOME, host.person("p-" + i));
        }
    }

    private static ExportRequest.Builder request() {
        ExportRequest.Builder request = ExportRequest.builder();
        return request.plan(WELCOME).requester("anna");
    }

    private static ExportStatus status(EnrollmentEngine engine, ExportStatus started) {
        return engine.enrollments().exports().status(started.id());
    }

    /** Lets the lease of a dead node run out. */
    private void leasesRunOut() {
        host.leaseClock.advance(Duration.ofHours(1));
    }

    @Test
    void itIsDeliveredAndTheRequesterTold() {
        EnrollmentEngine engine = engine();
        enroll(engine, 5);
        ExportStatus started = engine.enrollments()
                .exports()
                .start(request().mailTo("anna@acme.example").build());
        assertThat(started.state()).isEqualTo(State.WRITING);
        engine.workExports();
        ExportStatus over = status(engine, started);
        assertThat(over.state()).isEqualTo(State.DELIVERED);
        assertThat(over.rows()).isEqualTo(5).isEqualTo(over.expected());
        assertThat(over.reference().orElseThrow()).startsWith("memory:enrollments-");
        assertThat(delivered).singleElement().satisfies(csv -> assertThat(csv).startsWith("enrollment,subject,name"));
        assertThat(email.handed()).singleElement().satisfies(mail -> {
            assertThat(mail.address()).isEqualTo("anna@acme.example");
            assertThat(mail.content().body()).contains(over.reference().orElseThrow());
        });
        assertThat(engine.enrollments().exports().list(PageRequest.first(9)).items())
                .containsExactly(over);
    }

    @Test
    void aCrashBeforeTheDeliveryIsTakenUpByAnotherNode() {
        EnrollmentEngine first = engine(file -> {
            throw new Crash();
        });
        enroll(first, 3);
        ExportStatus started = first.enrollments().exports().start(request().build());
        assertThatThrownBy(first::workExports).isInstanceOf(Crash.class);
        EnrollmentEngine second = engine();
        second.workExports();
        assertThat(delivered).as("the lease of the first still holds").isEmpty();
        assertThat(status(second, started).state()).isEqualTo(State.DELIVERING);
        leasesRunOut();
        second.workExports();
        ExportStatus over = status(second, started);
        assertThat(over.state()).isEqualTo(State.DELIVERED);
        assertThat(over.writings()).isEqualTo(2);
        assertThat(over.attempts()).isEqualTo(2);
        assertThat(delivered)
                .singleElement()
                .satisfies(csv -> assertThat(csv.lines()).hasSize(4));
    }

    @Test
    void aCrashAfterTheDeliveryWasRecordedDoesNotDeliverTwice() {
        EnrollmentEngine first = engine();
        enroll(first, 2);
        ExportStatus started = first.enrollments()
                .exports()
                .start(request().mailTo("anna@acme.example").build());
        email.answer(() -> {
            throw new Crash();
        });
        assertThatThrownBy(first::workExports).isInstanceOf(Crash.class);
        leasesRunOut();
        EnrollmentEngine second = engine();
        second.workExports();
        leasesRunOut();
        second.workExports();
        assertThat(status(second, started).state()).isEqualTo(State.DELIVERED);
        assertThat(delivered).hasSize(1);
        assertThat(status(second, started).writings()).isEqualTo(1);
    }

    @Test
    void oneThatADeadNodeWasWritingIsWrittenFromTheBeginning() {
        EnrollmentEngine engine = engine();
        enroll(engine, 2);
        ExportStatus started = engine.enrollments().exports().start(request().build());
        dyingWriter();
        leasesRunOut();
        engine.workExports();
        assertThat(status(engine, started).state()).isEqualTo(State.DELIVERED);
        assertThat(status(engine, started).rows()).isEqualTo(2);
        assertThat(delivered).hasSize(1);
    }

    private void dyingWriter() {
        ExportClaim claim = host.store
                .exports()
                .claim(new ClaimRequest("dead", "t", 1, host.clock.instant(), Duration.ofSeconds(60)))
                .orElseThrow();
        host.store.exports().settle(claim.lease(), ExportCourse.begun(claim.export()), Duration.ofSeconds(60));
    }

    @Test
    void oneWhoseWritersKeepDyingFails() {
        EnrollmentEngine engine = engine();
        enroll(engine, 2);
        ExportStatus started = engine.enrollments().exports().start(request().build());
        for (int i = 0; i < 3; i++) {
            dyingWriter();
            leasesRunOut();
        }
        engine.workExports();
        assertThat(status(engine, started).state()).isEqualTo(State.FAILED);
        assertThat(status(engine, started).problem().orElseThrow()).contains("begun 3 times");
        assertThat(delivered).isEmpty();
    }

    @Test
    void aFailedDeliveryIsTriedAgainWithGrowingPausesAndShown() {
        int[] failures = {2};
        EnrollmentEngine engine = engine(file -> {
            if (failures[0]-- > 0) {
                throw new IOException("the disk is full");
            }
            return "here";
        });
        enroll(engine, 1);
        ExportStatus started = engine.enrollments().exports().start(request().build());
        engine.workExports();
        ExportStatus failing = status(engine, started);
        assertThat(failing.state()).isEqualTo(State.DELIVERING);
        assertThat(failing.problem().orElseThrow()).contains("the disk is full");
        assertThat(failing.dueAt()).isEqualTo(host.clock.instant().plus(RETRY));
        host.clock.advance(RETRY);
        engine.workExports();
        assertThat(status(engine, started).dueAt())
                .isEqualTo(host.clock.instant().plus(RETRY.multipliedBy(2)));
        host.clock.advance(RETRY);
        engine.workExports();
        assertThat(status(engine, started).attempts())
                .as("not before it is due")
                .isEqualTo(2);
        host.clock.advance(RETRY);
        engine.workExports();
        assertThat(status(engine, started).state()).isEqualTo(State.DELIVERED);
        assertThat(status(engine, started).problem()).isEmpty();
        assertThat(status(engine, started).writings()).as("the file waited").isEqualTo(1);
        assertThat(status(engine, started).attempts()).isEqualTo(3);
    }

    @Test
    void aFailedDeliveryIsTriedAgainByAnotherNodeAfterARestart() {
        EnrollmentEngine first = engine(file -> {
            throw new IOException("the disk is full");
        });
        enroll(first, 1);
        ExportStatus started = first.enrollments().exports().start(request().build());
        first.workExports();
        first.close();
        EnrollmentEngine second = engine();
        assertThat(status(second, started).problem().orElseThrow()).contains("the disk is full");
        second.workExports();
        assertThat(delivered).as("not before it is due").isEmpty();
        host.clock.advance(RETRY);
        second.workExports();
        assertThat(status(second, started).state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void aDeliveryThatKeepsFailingIsShownAndCanBeTriedAgain() {
        int[] failures = {3};
        EnrollmentEngine engine = engine(file -> {
            if (failures[0]-- > 0) {
                throw new IOException("the disk is full");
            }
            return "here";
        });
        enroll(engine, 1);
        ExportStatus started = engine.enrollments().exports().start(request().build());
        for (int i = 0; i < 3; i++) {
            engine.workExports();
            host.clock.advance(RETRY.multipliedBy(4));
        }
        ExportStatus failed = status(engine, started);
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.problem().orElseThrow()).contains("the disk is full");
        engine.workExports();
        assertThat(status(engine, started)).isEqualTo(failed);
        engine.enrollments().exports().retry(failed.id());
        engine.workExports();
        assertThat(status(engine, started).state()).isEqualTo(State.DELIVERED);
        assertThat(engine.enrollments().exports().retry(failed.id()).state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void oneThatIsCanceledWhileItIsDeliveredStaysCanceled() {
        EnrollmentEngine[] self = new EnrollmentEngine[1];
        EnrollmentEngine engine = engine(file -> {
            self[0].enrollments().exports().cancel(file.id());
            throw new IOException("too late");
        });
        self[0] = engine;
        enroll(engine, 1);
        ExportStatus started = engine.enrollments().exports().start(request().build());
        engine.workExports();
        host.clock.advance(RETRY);
        engine.workExports();
        assertThat(status(engine, started).state()).isEqualTo(State.CANCELED);
        assertThat(engine.enrollments().exports().cancel(started.id()).state()).isEqualTo(State.CANCELED);
        assertThat(delivered).isEmpty();
    }

    @Test
    void onAClonedDatabaseNothingIsDeliveredBeforeSomebodyConfirms() {
        EnrollmentEngine original = builder(file -> "here").epoch("original").build();
        engines.add(original);
        original.workDue();
        enroll(original, 1);
        ExportStatus started = original.enrollments().exports().start(request().build());
        EnrollmentEngine clone = builder(file -> "here").epoch("clone").build();
        engines.add(clone);
        clone.workExports();
        assertThat(clone.holds()).containsKey(HoldReason.EPOCH_MISMATCH);
        assertThat(status(clone, started).state()).isEqualTo(State.WRITING);
        clone.confirmEpoch("anna");
        clone.workExports();
        assertThat(status(clone, started).state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void aStartedEngineWorksOnThemByItself() throws InterruptedException {
        CountDownLatch taken = new CountDownLatch(1);
        EnrollmentEngine engine = builder(file -> {
                    taken.countDown();
                    return "here";
                })
                .start();
        engines.add(engine);
        enroll(engine, 1);
        engine.enrollments().exports().start(request().build());
        assertThat(taken.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closingDoesNotWaitForASinkThatNeverAnswers() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        EnrollmentEngine engine = builder(file -> {
                    asked.countDown();
                    awaitWhateverInterrupts(closed);
                    return "here";
                })
                .settings(numbers -> numbers.drainTimeout(Duration.ofMillis(1)))
                .start();
        enroll(engine, 1);
        ExportStatus started = engine.enrollments().exports().start(request().build());
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        engine.close();
        assertThat(status(engine, started).state()).isEqualTo(State.DELIVERING);
        closed.countDown();
    }

    private static void awaitWhateverInterrupts(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void oldOnesAreForgottenWithEverythingElseThatIsOld() {
        EnrollmentEngine engine = engine();
        enroll(engine, 1);
        ExportStatus started = engine.enrollments().exports().start(request().build());
        engine.workExports();
        host.clock.advance(Duration.ofDays(400));
        engine.enrollments().purge(Duration.ofDays(365));
        assertThatThrownBy(() -> status(engine, started)).isInstanceOf(NotFoundException.class);
    }
}
