package io.enrollment.examples.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.calendar.Delay;
import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.Enrollments;
import io.enrollment.engine.ExportRequest;
import io.enrollment.engine.Templates;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.examples.database.PostgresServer;
import io.enrollment.jdbc.JdbcEnrollmentStore;
import io.enrollment.jdbc.SchemaMode;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.report.ExportFormat;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.postgresql.PGConnection;

/**
 * Exports a plan with many enrollments from PostgreSQL, beside {@code COPY … TO STDOUT} of the same columns, and of the columns
 * as they are stored. All take turns on one server; every one is counted.
 */
public final class ExportBench {

    private static final PlanId WELCOME = PlanId.of("welcome");

    /** Rows like the one that the engine has made, each with ids of its own, spread over a year. */
    private static final String FILL = """
            insert into enr_enrollment (organization_id, enrollment_id, shard_key, plan_id, subject_id, name_key, event_key,
                                        visible, enrolled_at, status, removed, ended_at, end_cause, handed_off, next_seq,
                                        fence, state)
            select t.organization_id, 'e-' || lpad(x::text, 12, '0'), t.shard_key, t.plan_id, 'subject-' || x,
                   'person ' || x, t.event_key, t.visible, t.enrolled_at - x * 30000000::bigint, t.status, t.removed,
                   t.ended_at, t.end_cause, t.handed_off, t.next_seq, t.fence,
                   replace(replace(replace(t.state, t.enrollment_id, 'e-' || lpad(x::text, 12, '0')),
                           '"subject":"template"', '"subject":"subject-' || x || '"'),
                           '"enrolledAt":"2026-03-02T15:00:00Z"',
                           '"enrolledAt":"' || to_char(to_timestamp((t.enrolled_at - x * 30000000::bigint) / 1000000)
                                                       at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '"')
              from enr_enrollment t, generate_series(1, %d) x
             where t.enrollment_id = '%s'""";

    private static final String SAME_COLUMNS = """
            copy (select s->>'id', s->>'subject', s->>'subjectName', s->>'plan', s->>'version', s->>'cycle', s->>'eventKey',
                         s->>'purpose', s->>'status', s->>'heldBecause', s->>'step', s->'counters'->>'stepsDone', 3,
                         s->'counters'->>'emailsSent', s->'counters'->>'emailsSkipped', s->'counters'->>'emailsReplied',
                         s->'counters'->>'textsSent', s->'counters'->>'textsSkipped', s->'counters'->>'textsReplied',
                         s->'counters'->>'calls', s->>'enrolledAt', s->'due'->>'at', s->'due'->>'local',
                         s->'due'->>'derivation', s->'ending'->>'at', removed
                    from (select state::jsonb s, removed from enr_enrollment
                           where organization_id = 'default' and plan_id = 'welcome' and removed = 0 offset 0) e)
              to stdout with (format csv)""";
    private static final String STORED_COLUMNS = """
            copy (select enrollment_id, subject_id, plan_id, status, removed, state from enr_enrollment
                   where organization_id = 'default' and plan_id = 'welcome' and removed = 0)
              to stdout with (format csv)""";

    private final HikariDataSource pool;
    private final EnrollmentEngine engine;
    private final Enrollments enrollments;

    private ExportBench(PostgresServer server) {
        this.pool = server.pool(4, "export-bench");
        this.engine = engine();
        this.enrollments = engine.enrollments();
    }

    /**
     * Measures, and prints each figure, the medians and their ratios.
     *
     * @throws IllegalStateException if what was exported is not what is there
     */
    public static void run(int rows, int rounds, Optional<String> url, Consumer<String> out)
            throws IOException, SQLException {
        try (PostgresServer server = PostgresServer.open(url, Map.of("max_wal_size", "4GB"))) {
            new ExportBench(server).measure(rows, rounds, out);
        }
    }

    private EnrollmentEngine engine() {
        return EnrollmentEngine.builder()
                .organization(Organization.named("Bench")
                        .country("US")
                        .sentBy("Bench, 1 Main St")
                        .unsubscribeAt("https://bench.example/u"))
                .store(JdbcEnrollmentStore.builder(pool)
                        .schemaMode(SchemaMode.APPLY)
                        .open())
                .subjects(ids -> ids.stream().map(ExportBench::person).toList())
                .renderer(Templates.from(name -> Optional.of("Subject: Hello\n\nHello")))
                .channel(new Sink())
                .clock(() -> Instant.parse("2026-03-02T15:00:00Z"))
                .build();
    }

    private static Subject person(SubjectId id) {
        return Subject.person(id.value())
                .firstName("Zoë")
                .lastName("O'Neil, \"Z\"")
                .email("zoe@example.org")
                .country("US")
                .build();
    }

    private void measure(int rows, int rounds, Consumer<String> out) throws IOException, SQLException {
        fill(rows);
        out.accept(DripBench.line(
                "%,d enrollments, heap at most %,d MiB",
                rows, Runtime.getRuntime().maxMemory() >> 20));
        Samples csv = new Samples("export, CSV");
        Samples json = new Samples("export, JSON");
        Samples same = new Samples("COPY, same");
        Samples stored = new Samples("COPY, as stored");
        for (int round = 1; round <= rounds; round++) {
            csv.add(time(() -> exported(ExportFormat.CSV), rows));
            json.add(time(() -> exported(ExportFormat.JSON_LINES), rows));
            same.add(time(() -> copied(SAME_COLUMNS), rows));
            stored.add(time(() -> copied(STORED_COLUMNS), rows));
            out.accept("round " + round + " of " + rounds + ", checked");
        }
        List.of(csv, json, same, stored).forEach(samples -> out.accept(samples.describe(rows, "rows")));
        out.accept(DripBench.line(
                "export CSV to COPY of the same columns: %.2f; to COPY of the columns as stored: %.2f",
                same.median() / csv.median(), stored.median() / csv.median()));
    }

    /** One enrollment by the engine, its message sent, and as many like it as are wanted. */
    private void fill(int rows) throws SQLException {
        enrollments.publish(Plan.forPeople(WELCOME.value())
                .email("hello", "hello")
                .waitFor(Delay.businessDays(2))
                .email("again", "hello")
                .build());
        EnrollmentId template = enrollments
                .enroll(WELCOME, SubjectId.of("template"))
                .enrollment()
                .orElseThrow();
        engine.workDue();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(String.format(Locale.ROOT, FILL, rows - 1, template));
            statement.execute("vacuum analyze enr_enrollment");
        }
    }

    /** Some work that says how many rows it gave. */
    @FunctionalInterface
    private interface Work {
        long run() throws IOException, SQLException;
    }

    private static Duration time(Work work, int rows) throws IOException, SQLException {
        long begun = System.nanoTime();
        long given = work.run();
        Duration taken = Duration.ofNanos(System.nanoTime() - begun);
        if (given != rows) {
            throw new IllegalStateException(given + " rows were given, not " + rows);
        }
        return taken;
    }

    private long exported(ExportFormat format) throws IOException {
        ExportRequest.Builder request = ExportRequest.builder();
        request.plan(WELCOME).format(format).requester("bench");
        Lines lines = new Lines();
        long told = enrollments.exports().write(request.build(), lines, written -> true);
        long header = format == ExportFormat.CSV ? 1 : 0;
        if (told != lines.count - header) {
            throw new IllegalStateException("there are " + lines.count + " lines for " + told + " rows");
        }
        return told;
    }

    private long copied(String copy) throws IOException, SQLException {
        try (Connection connection = pool.getConnection()) {
            Lines lines = new Lines();
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy, lines);
            return lines.count;
        }
    }

    /** Counts lines and forgets them. */
    private static final class Lines extends OutputStream {

        private long count;

        @Override
        public void write(int b) {
            count += b == '\n' ? 1 : 0;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            for (int i = from; i < from + length; i++) {
                count += bytes[i] == '\n' ? 1 : 0;
            }
        }
    }
}
