package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.PlanVersion;
import io.enrollment.spi.StoreUnavailableException;
import io.enrollment.subject.OrganizationId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller hears when the database fails for longer than a moment, and how connections go back. */
class FaultsTest {

    private static final OrganizationId ACME = OrganizationId.of("acme");
    private static final PlanId WELCOME = PlanId.of("welcome");
    private static final Plan PLAN =
            Plan.forPeople("welcome").email("hello", "t").build();
    private static final String HASH = "a".repeat(64);

    private final JdbcConnectionPool pool = TestDatabase.inMemory("");

    @BeforeEach
    void makeTables() {
        SchemaManager.on(pool).apply();
    }

    @AfterEach
    void dispose() {
        pool.dispose();
    }

    private JdbcEnrollmentStore watched(Watched.Watcher watcher) {
        return JdbcEnrollmentStore.builder(Watched.by(watcher, pool)).open();
    }

    private static PlanVersion publish(JdbcEnrollmentStore store) {
        return store.plans().publish(ACME, PLAN, HASH, Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"08001", "53100", "53300", "57P01"})
    void aDatabaseThatCannotWorkIsUnavailableAndNothingIsLost(String state) {
        AtomicInteger healthy = new AtomicInteger();
        JdbcEnrollmentStore store = watched(new Watched.Watcher() {
            @Override
            public void onExecute(String statement) throws SQLException {
                if (healthy.get() == 0) {
                    throw new SQLException("out of everything", state);
                }
            }
        });
        assertThatThrownBy(() -> publish(store))
                .isInstanceOfSatisfying(
                        StoreUnavailableException.class,
                        e -> assertThat(e.effectUnknown()).isFalse())
                .hasMessageContaining(state);
        healthy.set(1);
        assertThat(store.plans().newest(ACME, WELCOME)).isEmpty();
        assertThat(publish(store).version()).isEqualTo(1);
    }

    /** A pool that rolls back nothing hands on what somebody else began and left. */
    @Test
    void whatOthersLeftOpenOnAConnectionIsNotCommitted() {
        TestDatabase.execute(pool, "create table host_order (id integer primary key)");
        AtomicInteger orders = new AtomicInteger();
        DataSource dirty = Prepared.with(pool, false, Connection.TRANSACTION_REPEATABLE_READ, connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("insert into host_order values (" + orders.incrementAndGet() + ")");
            }
        });
        publish(JdbcEnrollmentStore.builder(dirty).open());
        SchemaManager.on(dirty).apply();
        assertThat(orders.get()).isGreaterThan(4);
        assertThat(TestDatabase.count(pool, "select count(*) from host_order")).isZero();
    }

    @Test
    void whenNoCommitIsEverAnsweredTheEffectIsUnknown() {
        JdbcEnrollmentStore store = watched(new Watched.Watcher() {
            @Override
            public void afterCommit() throws SQLException {
                throw new SQLException("the line is dead", "08006");
            }
        });
        assertThatThrownBy(() -> publish(store))
                .isInstanceOfSatisfying(
                        StoreUnavailableException.class,
                        e -> assertThat(e.effectUnknown()).isTrue());
        assertThat(JdbcEnrollmentStore.on(pool).plans().newest(ACME, WELCOME).map(PlanVersion::version))
                .as("it had its effect, once")
                .contains(1);
    }

    /** A pool makes whoever asks wait for half a minute each time. */
    @ParameterizedTest
    @ValueSource(strings = {"08001", "HYT00"})
    void aConnectionThatCannotBeHadIsAskedForThreeTimes(String state) {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger broken = new AtomicInteger();
        JdbcEnrollmentStore store = watched(new Watched.Watcher() {
            @Override
            public void onConnect() throws SQLException {
                if (broken.get() == 1) {
                    asked.incrementAndGet();
                    throw new SQLException("refused", state);
                }
            }
        });
        broken.set(1);
        assertThatThrownBy(() -> store.steps().earliestDue()).isInstanceOf(StoreUnavailableException.class);
        assertThat(asked.get()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "90067", "90098", "90121"})
    void whatBreaksWithItsConnectionIsDoneOnAnotherOne(String state) {
        AtomicInteger healthy = new AtomicInteger(1);
        JdbcEnrollmentStore store = watched(new Watched.Watcher() {
            @Override
            public void onExecute(String statement) throws SQLException {
                if (healthy.getAndSet(1) == 0) {
                    throw new SQLException("broken", state);
                }
            }
        });
        healthy.set(0);
        assertThat(publish(store).version()).isEqualTo(1);
    }

    @Test
    void aPoolThatIsUsedUpIsNamed() {
        AtomicInteger open = new AtomicInteger(1);
        JdbcEnrollmentStore store = watched(new Watched.Watcher() {
            @Override
            public void onConnect() throws SQLException {
                if (open.get() == 0) {
                    throw new SQLTransientConnectionException("not available, request timed out");
                }
            }
        });
        open.set(0);
        assertThatThrownBy(() -> store.steps().earliestDue())
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("cannot be had");
    }

    @Test
    void aValueThatDoesNotFitIsTheCallersMistake() {
        PlanId tooLong = PlanId.of("x".repeat(200));
        assertThat(JdbcEnrollmentStore.on(pool).plans().newest(ACME, tooLong)).isEmpty();
        TestDatabase.execute(pool, "alter table enr_plan_version alter column definition varchar(10)");
        assertThatThrownBy(() -> publish(JdbcEnrollmentStore.on(pool))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void connectionsGoBackAsTheyCame(boolean autoCommit) throws SQLException {
        AtomicInteger checked = new AtomicInteger();
        DataSource hosts = Watched.by(new Watched.Watcher() {}, pool);
        DataSource prepared = Prepared.with(hosts, autoCommit, Connection.TRANSACTION_SERIALIZABLE);
        JdbcEnrollmentStore store = JdbcEnrollmentStore.on(Watched.by(
                new Watched.Watcher() {
                    @Override
                    public void onClose(Connection connection) throws SQLException {
                        assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
                        assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
                        checked.incrementAndGet();
                    }
                },
                prepared));
        publish(store);
        assertThat(store.plans().all(ACME)).hasSize(1);
        assertThat(checked.get()).isGreaterThan(2);
    }
}
