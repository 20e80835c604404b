package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.enrollment.Command.By;
import io.enrollment.enrollment.Counters;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.PlanId;
import io.enrollment.report.EnrollmentRow;
import io.enrollment.report.ExportFormat;
import io.enrollment.report.ExportRequest;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Subject;
import io.enrollment.testkit.RecordingChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    /** Against what the list shows, by a reader that had no part in the writing. */
    @Test
    void everyCellIsReadBackAsTheListSaysWhateverIsInIt() throws IOException {
        Enrollments acme = enrolled(3);
        List.of("a,b", "=1+1", "\"", " x ", "-7", "Zoë 🙂", "@x\t").forEach(this::enrollNamed);
        engine.workDue();
        acme.pause(acme.list(WELCOME, PageRequest.first(1)).items().get(0).id(), By.ENGINE);
        host.clock.advance(Duration.ofDays(3));
        acme.stop(acme.list(WELCOME, PageRequest.first(2)).items().get(1).id(), By.ENGINE);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        acme.exports().write(request().build(), out, written -> true);
        List<EnrollmentRow> rows = acme.reports()
                .list(of -> of.plan(WELCOME), PageRequest.first(100))
                .items();
        List<CSVRecord> read = read(out.toString(StandardCharsets.UTF_8));
        assertThat(read).hasSize(10);
        for (int i = 0; i < 10; i++) {
            assertThat(read.get(i).toList()).isEqualTo(cells(rows.get(i)));
        }
    }

    private void enrollNamed(String name) {
        Subject.Builder named = Subject.builder();
        Subject person = Objects.requireNonNull(host.people.get(host.person("n=" + host.people.size())));
        host.put(named.from(person).name(name).build());
        engine.enrollments().enroll(WELCOME, person.id());
    }

    private static List<String> cells(EnrollmentRow row) {
        Enrollment state = row.enrollment();
        List<Object> cells = new ArrayList<>(
                List.of(state.id(), state.subject(), state.subjectName().orElse("")));
        cells.addAll(List.of(state.plan(), state.version(), state.cycle(), "", state.purpose(), state.status()));
        cells.addAll(List.of(
                row.because().orElse(""), state.step().map(Object::toString).orElse("")));
        cells.addAll(List.of(row.progress().done(), row.progress().total()));
        Counters counters = state.counters();
        cells.addAll(List.of(counters.emailsSent(), counters.emailsSkipped(), counters.emailsReplied()));
        cells.addAll(List.of(counters.textsSent(), counters.textsSkipped(), counters.textsReplied(), counters.calls()));
        cells.add(state.enrolledAt());
        cells.add(state.due().map(due -> due.at().toString()).orElse(""));
        cells.add(state.due().map(due -> due.local() + " " + due.zone().zone()).orElse(""));
        cells.add(state.due().map(due -> String.join(" → ", due.derivation())).orElse(""));
        cells.add(state.ending().map(ending -> ending.at().toString()).orElse(""));
        cells.add(state.removed());
        return cells.stream()
                .map(Object::toString)
                .map(cell -> cell.matches("(?s)\\s*[=+\\-@].*") ? "'" + cell : cell)
                .toList();
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
