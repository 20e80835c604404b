package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.PlanId;
import io.enrollment.report.ExportFormat;
import io.enrollment.spi.ExportedFile;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.NotificationSink;
import io.enrollment.subject.ChannelKind;
import io.enrollment.testkit.RecordingChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exports, in the calling thread and in the background. */
class ExportsTest {

    private static final PlanId WELCOME = PlanId.of("welcome");

    private final Host host = new Host();
    private final RecordingChannel email = RecordingChannel.withLookup(ChannelKind.EMAIL);
    private final BlockingQueue<String> delivered = new LinkedBlockingQueue<>();
    private EnrollmentEngine engine = engine(file -> "memory:" + file.name());

    private EnrollmentEngine engine(NotificationSink sink) {
        return host.engine(email)
                .notificationSink(file -> {
                    String place = sink.deliver(file);
                    delivered.add(text(file));
                    return place;
                })
                .settings(numbers -> numbers.exportTries(3).exportRetry(Duration.ofMillis(1)))
                .build();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private static String text(ExportedFile file) throws IOException {
        try (InputStream content = file.content().open()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Enrollments enrolled(int people) {
        Enrollments acme = engine.enrollments();
        acme.publish(Host.twoEmails());
        List<io.enrollment.subject.SubjectId> ids = java.util.stream.IntStream.range(0, people)
                .mapToObj(i -> host.person("p-" + i))
                .toList();
        acme.enrollAll(EnrollRequest.in(WELCOME), ids);
        return acme;
    }

    private static ExportRequest.Builder request() {
        ExportRequest.Builder request = ExportRequest.builder();
        return request.plan(WELCOME).requester("anna");
    }

    /** Waits for the worker to be done with it; the test's own time limit is generous. */
    private static ExportStatus over(Enrollments acme, ExportStatus started) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!acme.exports().status(started.id()).isOver() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return acme.exports().status(started.id());
    }

    @Test
    void everyEnrollmentIsInItOnceWhateverThePages() throws IOException {
        Enrollments acme = enrolled(2345);
        engine.workDue();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AtomicInteger told = new AtomicInteger();
        long rows = acme.exports().write(request().build(), out, written -> told.incrementAndGet() > 0);
        assertThat(rows)
                .isEqualTo(2345)
                .isEqualTo(acme.exports().expected(request().build()));
        assertThat(told.get()).isEqualTo(3);
        List<CSVRecord> read = read(out.toString(StandardCharsets.UTF_8));
        assertThat(read).hasSize(2345);
        assertThat(read.stream().map(row -> row.get("subject")).distinct()).hasSize(2345);
        assertThat(read.get(0).toMap())
                .containsEntry("name", "Ann")
                .containsEntry("status", "IN_PROGRESS")
                .containsEntry("emails_sent", "1")
                .containsEntry("steps_done", "1")
                .containsEntry("steps_total", "3")
                .containsEntry("step", "wait-2");
    }

    private static List<CSVRecord> read(String csv) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = format.parse(new StringReader(csv))) {
            return parser.getRecords();
        }
    }

    @Test
    void jsonLinesHaveOneObjectALine() throws IOException {
        Enrollments acme = enrolled(3);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        acme.exports().write(request().format(ExportFormat.JSON_LINES).build(), out, written -> true);
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("{\"format\":\"enrollment-row/1\"") && line.endsWith("}"));
    }

    @Test
    void aFilteredOneHasOnlyThose() throws IOException {
        Enrollments acme = enrolled(2);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(acme.exports()
                        .write(request().addStatuses(EnrollmentStatus.FAILED).build(), out, written -> true))
                .isZero();
    }

    @Test
    void oneInTheBackgroundIsDeliveredAndTheRequesterTold() throws InterruptedException {
        Enrollments acme = enrolled(5);
        ExportStatus started =
                acme.exports().start(request().mailTo("anna@acme.example").build());
        assertThat(delivered.poll(30, TimeUnit.SECONDS)).startsWith("enrollment,subject,name");
        ExportStatus over = over(acme, started);
        assertThat(over.state()).isEqualTo(ExportStatus.State.DELIVERED);
        assertThat(over.rows()).isEqualTo(5).isEqualTo(over.expected());
        assertThat(over.reference().orElseThrow()).startsWith("memory:enrollments-");
        assertThat(email.handed()).hasSize(1).allSatisfy(mail -> {
            assertThat(mail.address()).isEqualTo("anna@acme.example");
            assertThat(mail.content().body()).contains(over.reference().orElseThrow());
        });
        assertThat(acme.exports().list()).containsExactly(over);
    }

    @Test
    void aDeliveryThatFailsIsTriedAgainAndShown() {
        AtomicInteger tries = new AtomicInteger();
        engine.close();
        engine = engine(file -> {
            if (tries.incrementAndGet() < 3) {
                throw new IOException("the disk is full");
            }
            return "here";
        });
        Enrollments acme = enrolled(1);
        ExportStatus over = over(acme, acme.exports().start(request().build()));
        assertThat(over.state()).isEqualTo(ExportStatus.State.DELIVERED);
        assertThat(over.attempts()).isEqualTo(3);
        assertThat(delivered).hasSize(1);
    }

    @Test
    void aDeliveryThatKeepsFailingIsShownAndCanBeTriedAgain() {
        AtomicInteger tries = new AtomicInteger();
        engine.close();
        engine = engine(file -> {
            if (tries.incrementAndGet() <= 3) {
                throw new IOException("the disk is full");
            }
            return "here";
        });
        Enrollments acme = enrolled(1);
        ExportStatus failed = over(acme, acme.exports().start(request().build()));
        assertThat(failed.state()).isEqualTo(ExportStatus.State.FAILED);
        assertThat(failed.problem().orElseThrow()).contains("the disk is full");
        acme.exports().deliverAgain(failed.id());
        assertThat(over(acme, failed).state()).isEqualTo(ExportStatus.State.DELIVERED);
    }

    @Test
    void oneThatIsCanceledIsNotDelivered() throws InterruptedException {
        CountDownLatch delivering = new CountDownLatch(1);
        CountDownLatch canceled = new CountDownLatch(1);
        engine.close();
        engine = engine(file -> {
            delivering.countDown();
            await(canceled);
            throw new IOException("too late");
        });
        Enrollments acme = enrolled(1);
        ExportStatus started = acme.exports().start(request().build());
        assertThat(delivering.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(acme.exports().cancel(started.id()).state()).isEqualTo(ExportStatus.State.CANCELED);
        canceled.countDown();
        assertThat(over(acme, started).state()).isEqualTo(ExportStatus.State.CANCELED);
        assertThatThrownBy(() -> acme.exports()
                        .write(request().build(), java.io.OutputStream.nullOutputStream(), written -> false))
                .isInstanceOf(CancellationException.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        Enrollments acme = enrolled(1);
        ExportRequest unknown = request().plan(PlanId.of("none")).build();
        assertThatThrownBy(() -> acme.exports().start(unknown)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> acme.exports().status("none")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void withoutASinkOneInTheBackgroundIsRefused() {
        try (EnrollmentEngine bare = host.engine(email).build()) {
            bare.enrollments().publish(Host.twoEmails());
            assertThatThrownBy(
                            () -> bare.enrollments().exports().start(request().build()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("sink");
        }
    }
}
