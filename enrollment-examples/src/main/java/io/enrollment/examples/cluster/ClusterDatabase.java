package io.enrollment.examples.cluster;

import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.examples.database.PostgresServer;
import io.enrollment.jdbc.JdbcEnrollmentStore;
import io.enrollment.jdbc.SchemaMode;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Step;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.OrganizationId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The database of a cluster, as its tester looks at it. */
final class ClusterDatabase implements AutoCloseable {

    private static final int PAGE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SESSIONS = "select count(*) from pg_stat_activity where application_name = ?";
    private static final String CLAIMS = "select enrollment_id, marked from enr_due where claimed_by = ?";

    private final HikariDataSource pool;
    private final JdbcEnrollmentStore store;

    ClusterDatabase(PostgresServer server) {
        pool = server.pool(3, "cluster-test");
        store = JdbcEnrollmentStore.builder(pool).schemaMode(SchemaMode.APPLY).open();
    }

    JdbcEnrollmentStore store() {
        return store;
    }

    /**
     * What a dead node left behind. A commit that was under way when it died may still come through, so its sessions are
     * waited for first.
     */
    Casualty leftBy(String node, Optional<String> trapped) throws SQLException {
        if (!Waiting.until(() -> sessions(node) == 0, PATIENCE)) {
            throw new SQLException("the sessions of " + node + " outlive it");
        }
        List<EnrollmentId> marked = new ArrayList<>();
        int claimed = 0;
        try (Connection connection = pool.getConnection();
                PreparedStatement query = connection.prepareStatement(CLAIMS)) {
            query.setString(1, node);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    claimed++;
                    if (rows.getInt(2) > 0) {
                        marked.add(EnrollmentId.of(rows.getString(1)));
                    }
                }
            }
        }
        return new Casualty(claimed, marked, trapped);
    }

    private int sessions(String node) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement query = connection.prepareStatement(SESSIONS)) {
            query.setString(1, node);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    /** The keys of the messages that these enrollments wait for. */
    Set<String> presentKeys(Collection<EnrollmentId> ids) {
        Set<String> keys = new TreeSet<>();
        for (Enrollment state : store.reader().load(OrganizationId.DEFAULT, ids).values()) {
            keys.add(IdempotencyKey.of(state.id(), state.step().orElseThrow(), state.occurrence())
                    .value());
        }
        return keys;
    }

    /** The keys of all messages that these enrollments lead to. */
    static Set<String> allKeys(Collection<EnrollmentId> ids) {
        Set<String> keys = new TreeSet<>();
        for (EnrollmentId id : ids) {
            for (Step step : ClusterHost.PLAN.steps()) {
                keys.add(IdempotencyKey.of(id, step.key(), 1).value());
            }
        }
        return keys;
    }

    /** Whether nothing moves any more. */
    boolean isAtRest(int enrolled) {
        Map<EnrollmentStatus, Long> counts =
                store.reader().countByStatus(OrganizationId.DEFAULT, ClusterHost.PLAN.id());
        return counts.getOrDefault(EnrollmentStatus.COMPLETED, 0L) == enrolled;
    }

    boolean isAnythingQueued() {
        return store.steps().earliestDue().isPresent();
    }

    /** The status of every stored enrollment; reading one checks that it has just the reasons to move that it must have. */
    Map<String, EnrollmentStatus> statuses() {
        Map<String, EnrollmentStatus> statuses = new HashMap<>();
        everyState().forEach(state -> statuses.put(state.id().value(), state.status()));
        return statuses;
    }

    /** What the log tells of each key. */
    Map<String, List<LogKind>> logged() {
        Map<String, List<LogKind>> logged = new HashMap<>();
        for (Enrollment state : everyState()) {
            for (LogEntry entry : all(page -> store.reader().log(OrganizationId.DEFAULT, state.id(), page))) {
                entry.idempotencyKey()
                        .ifPresent(key -> logged.computeIfAbsent(key.value(), any -> new ArrayList<>())
                                .add(entry.kind()));
            }
        }
        return logged;
    }

    /** The keys that a living node put down as uncertain, because it got no answer in time. */
    Set<String> unanswered() {
        Set<String> keys = new TreeSet<>();
        for (Enrollment state : everyState()) {
            for (LogEntry entry : all(page -> store.reader().log(OrganizationId.DEFAULT, state.id(), page))) {
                if (entry.kind() == LogKind.UNCERTAIN
                        && entry.reason().filter("UNKNOWN_OUTCOME"::equals).isPresent()) {
                    keys.add(entry.idempotencyKey().orElseThrow().value());
                }
            }
        }
        return keys;
    }

    private List<Enrollment> everyState() {
        EnrollmentQuery.Builder query = EnrollmentQuery.builder();
        EnrollmentQuery everything =
                query.organization(OrganizationId.DEFAULT).includeRemoved(true).build();
        return all(page -> store.reader().find(everything, page));
    }

    private static <T> List<T> all(Function<PageRequest, Page<T>> list) {
        List<T> all = new ArrayList<>();
        PageRequest request = PageRequest.first(PAGE);
        Optional<String> next;
        do {
            Page<T> page = list.apply(request);
            all.addAll(page.items());
            next = page.next();
            request = next.map(request::after).orElse(request);
        } while (next.isPresent());
        return all;
    }

    @Override
    public void close() {
        store.close();
        pool.close();
    }
}
