package io.enrollment.examples.bench;

import io.enrollment.engine.EngineSettings;
import io.enrollment.engine.EnrollRequest;
import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.EnrollmentEngineBuilder;
import io.enrollment.engine.Templates;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.jdbc.JdbcEnrollmentStore;
import io.enrollment.jdbc.SchemaMode;
import io.enrollment.json.LogEntryJson;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import io.enrollment.plan.PlanId;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.SubjectDirectory;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The engine, as a host has it: every check before it enrolls and before it sends, the subject directory asked, the stored
 * claim durable before each hand-off, state, log and queue settled together.
 */
final class EngineDrip implements Contestant {

    private static final String PREFIX = "bench_";
    /** The plan of immediate messages. */
    static final PlanId PLAN = PlanId.of("drip");

    private static final int ENROLLING_THREADS = 2;
    private static final int ENROLLED_AT_ONCE = 10_000;
    private static final long PATIENCE_MINUTES = 120;

    private final BenchServer server;
    private final int subjects;
    private final int steps;
    private final SubjectDirectory directory;
    private final UnaryOperator<EngineSettings.Builder> settings;
    private Sink sink = new Sink();

    EngineDrip(
            BenchServer server,
            int subjects,
            int steps,
            SubjectDirectory directory,
            UnaryOperator<EngineSettings.Builder> settings) {
        this.server = server;
        this.subjects = subjects;
        this.steps = steps;
        this.directory = directory;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public void prepare() throws SQLException {
        Statements.drop(server.pool(), PREFIX);
        sink = new Sink();
        try (JdbcEnrollmentStore store = store(SchemaMode.APPLY);
                EnrollmentEngine engine = engine(store, EngineListener.NONE).build()) {
            engine.enrollments().publish(plan(steps));
        }
    }

    /** The channel of the present round. */
    Sink sink() {
        return sink;
    }

    /** What was just written, to be written by SQL alone. */
    SameRows sameRows() {
        return new SameRows(server, PREFIX);
    }

    /** The tables that {@link #prepare} made. */
    JdbcEnrollmentStore store() {
        return store(SchemaMode.NONE);
    }

    private JdbcEnrollmentStore store(SchemaMode mode) {
        return server.forced(JdbcEnrollmentStore.builder(server.pool()))
                .tablePrefix(PREFIX)
                .schemaMode(mode)
                .open();
    }

    /** An engine with all that this host has. */
    EnrollmentEngineBuilder engine(JdbcEnrollmentStore store) {
        return engine(store, EngineListener.NONE);
    }

    private EnrollmentEngineBuilder engine(JdbcEnrollmentStore store, EngineListener listener) {
        return EnrollmentEngine.builder()
                .organization(Crowd.organization())
                .store(store)
                .subjects(directory)
                .renderer(Templates.of(Map.of("hello", "Subject: Hello\n\nHello {{displayName}}. {{identification}}")))
                .channel(sink)
                .settings(settings)
                .listener(listener);
    }

    private static Plan plan(int steps) {
        PlanBuilder plan = Plan.forPeople(PLAN.value());
        for (int i = 1; i <= steps; i++) {
            plan.email("step-" + i, "hello");
        }
        return plan.build();
    }

    @Override
    public void enroll() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(ENROLLING_THREADS);
        try (JdbcEnrollmentStore store = store(SchemaMode.NONE);
                EnrollmentEngine engine = engine(store, EngineListener.NONE).build()) {
            List<Future<Long>> enrolled = new ArrayList<>();
            for (int from = 0; from < subjects; from += ENROLLED_AT_ONCE) {
                int first = from;
                enrolled.add(threads.submit(() -> enroll(engine, first)));
            }
            long total = 0;
            for (Future<Long> one : enrolled) {
                total += one.get();
            }
            require(total, subjects, "enrolled");
        } finally {
            threads.shutdown();
        }
    }

    private long enroll(EnrollmentEngine engine, int from) {
        List<SubjectId> ids = IntStream.range(from, Math.min(subjects, from + ENROLLED_AT_ONCE))
                .mapToObj(Crowd::id)
                .toList();
        return engine.enrollments().enrollAll(EnrollRequest.in(PLAN), ids).stream()
                .filter(EnrollmentResult::enrolled)
                .count();
    }

    @Override
    public void drip() throws InterruptedException {
        CountDownLatch completed = new CountDownLatch(subjects);
        EngineListener listener = new EngineListener() {
            @Override
            public void onTransition(Enrollment after, List<LogEntry> log) {
                if (after.status() == EnrollmentStatus.COMPLETED) {
                    completed.countDown();
                }
            }
        };
        try (JdbcEnrollmentStore store = store(SchemaMode.NONE);
                EnrollmentEngine engine = engine(store, listener).start()) {
            if (!completed.await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException(engine.state() + ", " + completed.getCount() + " not completed");
            }
        }
    }

    @Override
    public void check() throws SQLException {
        long messages = (long) subjects * steps;
        require(sink.taken(), messages, "handed to the channel");
        Statements.require(server.pool(), "select count(*) from bench_enrollment where status = 'COMPLETED'", subjects);
        require(distinctKeys(), messages, "distinct idempotency keys of log rows of sent messages");
    }

    private static void require(long found, long expected, String what) {
        if (found != expected) {
            throw new IllegalStateException(found + " instead of " + expected + " " + what);
        }
    }

    /** Counts the log rows of sent messages and fails if two have one key. Read in the order of the enrollments, whose ids begin the keys. */
    private long distinctKeys() throws SQLException {
        try (Connection connection = server.pool().getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(
                    "select enrollment_id, entry from bench_log where organization_id = ? and kind = 'SENT'"
                            + " order by organization_id, enrollment_id, seq")) {
                statement.setFetchSize(1000);
                statement.setString(1, OrganizationId.DEFAULT.value());
                try (ResultSet rows = statement.executeQuery()) {
                    return distinctKeys(rows);
                }
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static long distinctKeys(ResultSet rows) throws SQLException {
        long count = 0;
        String enrollment = "";
        Set<String> keys = new HashSet<>();
        while (rows.next()) {
            if (!rows.getString(1).equals(enrollment)) {
                enrollment = rows.getString(1);
                keys.clear();
            }
            IdempotencyKey key =
                    LogEntryJson.read(rows.getString(2)).idempotencyKey().orElseThrow();
            if (!key.value().startsWith(enrollment) || !keys.add(key.value())) {
                throw new IllegalStateException("the key " + key.value() + " is in the log twice");
            }
            count++;
        }
        return count;
    }
}
