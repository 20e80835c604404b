package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.PlanId;
import io.enrollment.report.ExportFormat;
import io.enrollment.report.ExportRequest;
import io.enrollment.spi.NotFoundException;
import io.enrollment.subject.ChannelKind;
import io.enrollment.testkit.RecordingChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exports in the calling thread, and what both kinds refuse. */
class ExportsTest {

    private static final PlanId WELCOME = PlanId.of("welcome");

    private final Host host = new Host();
    private final RecordingChannel email = RecordingChannel.withLookup(ChannelKind.EMAIL);
    private final EnrollmentEngine engine =
            host.engine(email).notificationSink(file -> "memory:" + file.name()).build();

    @AfterEach
    void close() {
        engine.close();
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
    void oneThatIsNotToGoOnEnds() {
        Enrollments acme = enrolled(1);
        assertThatThrownBy(() -> acme.exports()
                        .write(request().build(), java.io.OutputStream.nullOutputStream(), written -> false))
                .isInstanceOf(java.util.concurrent.CancellationException.class);
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
