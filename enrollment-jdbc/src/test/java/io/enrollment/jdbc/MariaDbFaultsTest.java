package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.PlanVersion;
import io.enrollment.subject.OrganizationId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What MariaDB itself can do to a store. */
class MariaDbFaultsTest {

    private static final OrganizationId ACME = OrganizationId.of("acme");
    private static final PlanId WELCOME = PlanId.of("welcome");
    private static final Plan PLAN =
            Plan.forPeople("welcome").email("hello", "t").build();

    private static final HikariDataSource POOL =
            MariaDbServer.pool("faults", "&sessionVariables=innodb_lock_wait_timeout=1");

    @BeforeEach
    void emptyTables() {
        TestDatabase.emptied(POOL, JdbcEnrollmentStore.builder(POOL)).close();
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }

    private static PlanVersion publish(JdbcEnrollmentStore store) {
        return store.plans().publish(ACME, PLAN, "a".repeat(64), Instant.EPOCH);
    }

    @Test
    void aSessionThatTheServerEndsIsReplaced() {
        AtomicInteger closed = new AtomicInteger();
        Watched.Watcher killer = new Watched.Watcher() {
            @Override
            public void onClose(Connection connection) {
                closed.incrementAndGet();
            }

            @Override
            public void beforeCommit() {
                if (closed.get() == 0) {
                    TestDatabase.execute(POOL, "kill " + others());
                }
            }
        };
        JdbcEnrollmentStore store = JdbcEnrollmentStore.builder(Watched.by(killer, POOL))
                .schemaMode(SchemaMode.NONE)
                .open();
        closed.set(0);
        assertThat(publish(store).version()).isEqualTo(1);
        assertThat(closed.get()).as("tries, of which one was broken off").isEqualTo(2);
        assertThat(store.plans().newest(ACME, WELCOME).map(PlanVersion::version))
                .contains(1);
    }

    /** The session of the pool that has a transaction. */
    private static long others() {
        try (Connection connection = POOL.getConnection();
                PreparedStatement query = connection.prepareStatement("select trx_mysql_thread_id from"
                        + " information_schema.innodb_trx where trx_mysql_thread_id <> connection_id()");
                ResultSet rows = query.executeQuery()) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aLockThatIsNotGrantedInTimeIsWaitedForAgain() throws SQLException, InterruptedException {
        CountDownLatch refused = new CountDownLatch(1);
        try (Connection host = POOL.getConnection()) {
            host.setAutoCommit(false);
            try (Statement insert = host.createStatement()) {
                insert.executeUpdate("insert into enr_plan_version values ('acme', 'welcome', 1, 'h', 0, '{}')");
            }
            Watched.Watcher watcher = new Watched.Watcher() {
                private int tries;

                @Override
                public void onConnect() {
                    if (++tries > 1) {
                        refused.countDown();
                    }
                }
            };
            JdbcEnrollmentStore store = JdbcEnrollmentStore.builder(Watched.by(watcher, POOL))
                    .schemaMode(SchemaMode.NONE)
                    .open();
            CompletableFuture<PlanVersion> published = CompletableFuture.supplyAsync(() -> publish(store));
            assertThat(refused.await(30, TimeUnit.SECONDS)).isTrue();
            host.rollback();
            host.setAutoCommit(true);
            assertThat(published.orTimeout(30, TimeUnit.SECONDS).join().version())
                    .isEqualTo(1);
        }
    }

    @Test
    void aValueThatDoesNotFitIsTheCallersMistake() {
        TestDatabase.execute(POOL, "alter table enr_plan_version modify definition varchar(10) not null");
        try {
            assertThatThrownBy(() -> publish(JdbcEnrollmentStore.on(POOL)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("definition");
        } finally {
            TestDatabase.execute(POOL, "alter table enr_plan_version modify definition longtext not null");
        }
    }

    @Test
    void whatCanLoseDataIsWarnedOf() throws SQLException {
        assertThat(warning("set sql_mode = 'ANSI_QUOTES'"))
                .hasValueSatisfying(text -> assertThat(text).contains("STRICT_TRANS_TABLES"));
        assertThat(warning("set sql_mode = default")).isEmpty();
    }

    /** A driver that was told so, or a first statement of the pool: what latin1 lacks would be stored as a question mark. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "character_set_client=latin1",
                "character_set_connection=latin1",
                "character_set_results=utf8mb3",
                "sql_mode='EMPTY_STRING_IS_NULL'"
            })
    void connectionsThatDoNotKeepTextsAreRefused(String setting) {
        try (HikariDataSource changed = MariaDbServer.existing("faults", "&sessionVariables=" + setting)) {
            assertThatThrownBy(() -> JdbcEnrollmentStore.on(changed))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(setting.substring(0, setting.indexOf('=')));
        }
    }

    /** With its pipeline off, the driver says of a batch only that it failed: neither the SQLState nor the number of the reason. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aBatchThatLostARaceIsTriedAgainWhateverTheDriverSaysOfIt(int rows) {
        try (HikariDataSource unpiped = MariaDbServer.existing("faults", "&disablePipeline=true")) {
            AtomicInteger tries = new AtomicInteger();
            TestDatabase.execute(POOL, "insert into enr_setting (name, setting) values ('0', 'by another')");
            new OwnTx(unpiped, TestDatabase.settings(unpiped)).write((sql, repeated) -> {
                int first = tries.getAndIncrement();
                List<Object[]> batch = IntStream.range(first, first + rows)
                        .mapToObj(name -> new Object[] {String.valueOf(name), ""})
                        .toList();
                sql.batch("insert into enr_setting (name, setting) values (?, ?)", batch);
                return first;
            });
            assertThat(tries.get()).isEqualTo(2);
        }
    }

    @Test
    void commitsThatAreWrittenLazilyAreWarnedOf() throws SQLException {
        TestDatabase.execute(POOL, "set global innodb_flush_log_at_trx_commit = 2");
        try {
            assertThat(warning("set sql_mode = default"))
                    .hasValueSatisfying(text -> assertThat(text).contains("innodb_flush_log_at_trx_commit"));
        } finally {
            TestDatabase.execute(POOL, "set global innodb_flush_log_at_trx_commit = 1");
        }
    }

    private static Optional<String> warning(String setting) throws SQLException {
        try (Connection connection = POOL.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(setting);
            return Dialect.of(connection).durabilityWarning(connection);
        }
    }
}
