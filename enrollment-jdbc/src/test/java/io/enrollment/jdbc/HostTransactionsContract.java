package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.engine.CommandResult;
import io.enrollment.engine.EnrollRequest;
import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.Enrollments;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.StoreUnavailableException;
import io.enrollment.subject.SubjectId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Enrolling and commanding inside a transaction of the host, on a connection that it lends. */
abstract class HostTransactionsContract extends HostedTests {

    /** What nobody but its owner does with a connection. */
    private static final Set<String> THE_OWNERS = Set.of(
            "abort",
            "close",
            "commit",
            "rollback",
            "setAutoCommit",
            "setCatalog",
            "setHoldability",
            "setNetworkTimeout",
            "setReadOnly",
            "setSchema",
            "setTransactionIsolation");

    private Enrollments within(Connection connection) {
        return acme().within(store().joining(connection));
    }

    @Test
    void whatIsRolledBackNeverHappened() throws SQLException {
        SubjectId ann = host.person("ann");
        try (Connection connection = begin()) {
            order(connection, "o-1");
            assertThat(within(connection).enroll(WELCOME, ann).enrolled()).isTrue();
            connection.rollback();
        }
        assertThat(orders()).isZero();
        assertNeverHappened(ann);
    }

    @Test
    void whatIsCommittedHappensWithTheHostsOwnWorkAndNotBefore() throws SQLException {
        SubjectId ann = host.person("ann");
        try (Connection connection = begin()) {
            order(connection, "o-1");
            within(connection).enroll(WELCOME, ann);
            assertThat(engine().workDue()).as("nobody finds it yet").isZero();
            assertThat(attempts()).isEmpty();
            connection.commit();
        }
        assertThat(orders()).isEqualTo(1);
        assertThat(engine().workDue()).isPositive();
        assertThat(host.mail().handed()).hasSize(1);
    }

    @Test
    void manyAreEnrolledOrNone() throws SQLException {
        List<SubjectId> many = host.people(450);
        try (Connection connection = begin()) {
            assertThat(within(connection).enrollAll(EnrollRequest.in(WELCOME), many))
                    .allMatch(EnrollmentResult::enrolled);
            connection.rollback();
            assertThat(acme().summary(WELCOME)).isEmpty();
            within(connection).enrollAll(EnrollRequest.in(WELCOME), many);
            connection.commit();
        }
        assertThat(acme().summary(WELCOME)).containsExactly(Map.entry(EnrollmentStatus.QUEUED, 450L));
    }

    @Test
    void everyCommandCanBePartOfIt() throws SQLException {
        EnrollmentId id = enrolled("ann");
        try (Connection connection = begin()) {
            Enrollments inside = within(connection);
            assertThat(inside.pause(id, ANNA).changed()).isTrue();
            assertThat(inside.resume(id, ANNA).changed()).isTrue();
            assertThat(inside.retry(id, ANNA).refusal()).isPresent();
            assertThat(inside.stop(id, ANNA).changed()).isTrue();
            assertThat(inside.remove(id, ANNA).enrollment().removed()).isTrue();
            assertThat(inside.log(id, PageRequest.first(10)).items()).hasSize(5);
            connection.rollback();
        }
        assertThat(acme().find(id).status()).isEqualTo(EnrollmentStatus.QUEUED);
        assertThat(acme().log(id, PageRequest.first(10)).items()).hasSize(1);
        try (Connection connection = begin()) {
            assertThat(within(connection).stop(id, ANNA).changed()).isTrue();
            connection.commit();
        }
        assertThat(acme().find(id).status()).isEqualTo(EnrollmentStatus.STOPPED);
    }

    private EnrollmentId enrolled(String person) {
        return acme().enroll(WELCOME, host.person(person)).enrollment().orElseThrow();
    }

    @Test
    void whatFollowsInTheSameTransactionSeesIt() throws SQLException {
        SubjectId ann = host.person("ann");
        try (Connection connection = begin()) {
            Enrollments inside = within(connection);
            EnrollmentResult first = inside.enroll(WELCOME, ann);
            EnrollmentResult second = inside.enroll(WELCOME, ann);
            assertThat(second.refusal()).contains("ALREADY_IN_QUEUE");
            inside.stop(first.enrollment().orElseThrow(), ANNA);
            assertThat(inside.enroll(WELCOME, ann).refusal()).contains("EVENT_ALREADY_USED");
            assertThat(inside.find(first.enrollment().orElseThrow()).status()).isEqualTo(EnrollmentStatus.STOPPED);
            connection.rollback();
        }
        assertNeverHappened(ann);
    }

    @Test
    void theLentConnectionIsUsedAndNothingElse() throws SQLException {
        List<String> calls = new ArrayList<>();
        Watched.Watcher watcher = new Watched.Watcher() {
            @Override
            public void onCall(String method, int arguments) {
                calls.add(method.equals("rollback") && arguments == 1 ? "rollback to savepoint" : method);
            }
        };
        EnrollmentId id = enrolled("ann");
        try (Connection connection = begin()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            Enrollments inside = within(Watched.connection(watcher, connection));
            inside.enroll(WELCOME, host.person("bob"));
            inside.stop(id, ANNA);
            inside.list(WELCOME, PageRequest.first(10));
            assertThat(connection.isClosed()).isFalse();
            assertThat(connection.getAutoCommit()).isFalse();
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
            connection.commit();
        }
        assertThat(calls).contains("prepareStatement").doesNotContainAnyElementsOf(THE_OWNERS);
    }

    @Test
    void aConnectionThatCommitsByItselfIsRefused() throws SQLException {
        SubjectId ann = host.person("ann");
        try (Connection connection = pool().getConnection()) {
            connection.setAutoCommit(true);
            Enrollments inside = within(connection);
            assertThatThrownBy(() -> inside.enroll(WELCOME, ann))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("autocommit");
        }
        assertNeverHappened(ann);
    }

    @Test
    void whatMustBeCommittedAtOnceIsRefused() throws SQLException {
        try (Connection connection = begin()) {
            Enrollments inside = within(connection);
            assertThatThrownBy(() -> inside.publish(TestHost.WELCOME)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> store().joining(connection).steps().release(List.of()))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> inside.purge(Duration.ofDays(1))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aLostRaceIsAResultAndTheTransactionGoesOn() throws SQLException {
        SubjectId ann = host.person("ann");
        AtomicBoolean overtaken = new AtomicBoolean();
        Watched.Watcher overtaking = new Watched.Watcher() {
            @Override
            public void onExecute(String statement) {
                if (statement.contains("into enr_reservation") && overtaken.compareAndSet(false, true)) {
                    assertThat(acme().enroll(WELCOME, ann).enrolled()).isTrue();
                }
            }
        };
        try (Connection connection = begin()) {
            EnrollmentResult lost =
                    within(Watched.connection(overtaking, connection)).enroll(WELCOME, ann);
            assertThat(overtaken).isTrue();
            assertThat(lost.refusal()).isPresent();
            order(connection, "o-1");
            connection.commit();
        }
        assertThat(orders()).isEqualTo(1);
        assertThat(attempts()).hasSize(2);
        assertThat(acme().summary(WELCOME)).containsEntry(EnrollmentStatus.QUEUED, 1L);
    }

    @Test
    void ofManyTransactionsAtOnceOneWinsEachSubjectAndNoneFails() throws ExecutionException, InterruptedException {
        List<SubjectId> many = host.people(30);
        Callable<List<EnrollmentResult>> enroll = () -> {
            try (Connection connection = begin()) {
                List<EnrollmentResult> results = within(connection).enrollAll(EnrollRequest.in(WELCOME), many);
                connection.commit();
                return results;
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            long won = 0;
            for (Future<List<EnrollmentResult>> one : threads.invokeAll(List.of(enroll, enroll, enroll, enroll))) {
                won += one.get().stream().filter(EnrollmentResult::enrolled).count();
            }
            assertThat(won).isEqualTo(30);
        } finally {
            threads.shutdownNow();
        }
        assertThat(acme().summary(WELCOME)).containsEntry(EnrollmentStatus.QUEUED, 30L);
    }

    @Test
    void aCallThatFailsLeavesNothingInATransactionThatIsCommittedAllTheSame() throws SQLException {
        SubjectId ann = host.person("ann");
        AtomicInteger tries = new AtomicInteger();
        Watched.Watcher failing = new Watched.Watcher() {
            @Override
            public void onExecute(String statement) throws SQLException {
                if (statement.contains("into enr_log")) {
                    tries.incrementAndGet();
                    throw new SQLException("no space left", "40001");
                }
            }
        };
        try (Connection connection = begin()) {
            order(connection, "o-1");
            Enrollments inside = within(Watched.connection(failing, connection));
            assertThatThrownBy(() -> inside.enroll(WELCOME, ann))
                    .isInstanceOfSatisfying(
                            StoreUnavailableException.class,
                            e -> assertThat(e.effectUnknown()).isFalse());
            connection.commit();
        }
        assertThat(tries).as("nothing is tried again").hasValue(1);
        assertThat(orders()).isEqualTo(1);
        assertNeverHappened(ann);
    }

    @Test
    void theDatabaseItselfRefusingAStatementLeavesTheTransactionUsable() throws SQLException {
        EnrollmentId id = enrolled("ann");
        Enrollment state = acme().find(id);
        try (PreparedConflict conflict = new PreparedConflict(pool(), state);
                Connection connection = begin()) {
            order(connection, "o-1");
            Enrollments inside = within(connection);
            assertThatThrownBy(() -> inside.stop(id, ANNA)).isInstanceOf(StoreUnavailableException.class);
            order(connection, "o-2");
            connection.commit();
        }
        assertThat(orders()).isEqualTo(2);
        assertThat(acme().find(id)).isEqualTo(state);
    }

    /** A log entry that is there already, so that the next one with its number violates the primary key. */
    private record PreparedConflict(DataSource dataSource, Enrollment state) implements AutoCloseable {
        PreparedConflict {
            TestDatabase.execute(
                    dataSource,
                    "insert into enr_log (organization_id, enrollment_id, seq, shard_key, kind, logged_at, settled_under,"
                            + " entry) select organization_id, enrollment_id, seq + 1, shard_key, kind, logged_at, 0, entry"
                            + " from enr_log where enrollment_id = '" + state.id() + "'");
        }

        @Override
        public void close() {
            TestDatabase.execute(
                    dataSource,
                    "delete from enr_log where enrollment_id = '" + state.id() + "' and seq = " + state.nextSeq());
        }
    }

    @Test
    void noListenerHearsOfWhatTheHostMayStillRollBack() throws SQLException {
        AtomicInteger heard = new AtomicInteger();
        EngineListener listener = new EngineListener() {
            @Override
            public void onAttempt(EnrollmentResult result) {
                heard.incrementAndGet();
            }

            @Override
            public void onTransition(Enrollment after, List<LogEntry> log) {
                heard.incrementAndGet();
            }
        };
        EnrollmentId id = enrolled("ann");
        try (EnrollmentEngine listened = host.engine(store()).listener(listener).build();
                Connection connection = begin()) {
            Enrollments inside = listened.enrollments().within(store().joining(connection));
            inside.enroll(WELCOME, host.person("bob"));
            CommandResult stopped = inside.stop(id, ANNA);
            connection.commit();
            assertThat(stopped.changed()).isTrue();
            assertThat(heard).hasValue(0);
            listened.enrollments().enroll(WELCOME, host.person("carl"));
            assertThat(heard).hasValue(1);
        }
    }
}
