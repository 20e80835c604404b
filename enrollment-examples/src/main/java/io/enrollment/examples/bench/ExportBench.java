package io.enrollment.examples.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.examples.database.PostgresServer;
import io.enrollment.report.ExportFormat;
import io.enrollment.report.ExportRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.postgresql.PGConnection;

/**
 * Exports a plan with many enrollments from PostgreSQL, beside {@code COPY … TO STDOUT} of the same columns, and of the columns
 * as they are stored. All take turns on one server; every one is counted.
 */
public final class ExportBench {

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
    private final FilledPlan filled;

    private ExportBench(PostgresServer server) {
        this.pool = server.pool(4, "export-bench");
        this.filled = new FilledPlan(pool);
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

    private void measure(int rows, int rounds, Consumer<String> out) throws IOException, SQLException {
        filled.fill(rows);
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
        out.accept(DripBench.line("%,d cells of the CSV were read back and are those of the database", checked()));
        List.of(csv, json, same, stored).forEach(samples -> out.accept(samples.describe(rows, "rows")));
        out.accept(DripBench.line(
                "export CSV to COPY of the same columns: %.2f; to COPY of the columns as stored: %.2f",
                same.median() / csv.median(), stored.median() / csv.median()));
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
        request.plan(FilledPlan.WELCOME).format(format).requester("bench");
        Lines lines = new Lines();
        long told = filled.enrollments().exports().write(request.build(), lines, written -> true);
        long header = format == ExportFormat.CSV ? 1 : 0;
        if (told != lines.count - header) {
            throw new IllegalStateException("there are " + lines.count + " lines for " + told + " rows");
        }
        return told;
    }

    /** How many cells are as they must be, read by another library than the one that wrote them. */
    private long checked() throws IOException {
        ExportRequest.Builder request = ExportRequest.builder();
        request.plan(FilledPlan.WELCOME).requester("bench");
        return ExportCheck.compare(
                exported -> filled.enrollments().exports().write(request.build(), exported, written -> true),
                expected -> copy(ExportCheck.EXPECTED, expected));
    }

    private void copy(String copy, OutputStream to) throws IOException, SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy, to);
        }
    }

    private long copied(String copy) throws IOException, SQLException {
        Lines lines = new Lines();
        copy(copy, lines);
        return lines.count;
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
