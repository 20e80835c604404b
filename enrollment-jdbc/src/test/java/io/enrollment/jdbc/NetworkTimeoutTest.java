package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.OrganizationId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** How long an answer may take, on one connection of a real driver. */
class NetworkTimeoutTest {

    private static final HikariDataSource POOL = PostgresServer.pool("network_timeout", "");

    private final List<Integer> during = new ArrayList<>();

    @BeforeAll
    static void makeTables() {
        SchemaManager.on(POOL).apply();
    }

    @AfterAll
    static void close() {
        POOL.close();
    }

    /** The network timeout afterwards, when it was another one before. */
    private int afterwards(int before, Duration wanted) throws SQLException {
        try (Connection connection = POOL.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, before);
            Watched.Watcher watcher = new Watched.Watcher() {
                @Override
                public void onExecute(String statement) throws SQLException {
                    during.add(connection.getNetworkTimeout());
                }
            };
            SingleConnectionDataSource single = new SingleConnectionDataSource(connection, true);
            JdbcEnrollmentStore store = JdbcEnrollmentStore.builder(Watched.by(watcher, single))
                    .schemaMode(SchemaMode.NONE)
                    .networkTimeout(wanted)
                    .open();
            during.clear();
            store.plans().newest(OrganizationId.DEFAULT, PlanId.of("none"));
            return connection.getNetworkTimeout();
        }
    }

    @Test
    void holdsForTheTransactionOnly() throws SQLException {
        assertThat(afterwards(60_000, Duration.ofSeconds(7))).isEqualTo(60_000);
        assertThat(during).containsExactly(7_000);
    }

    @Test
    void isSetWhereTheHostHasNone() throws SQLException {
        assertThat(afterwards(0, Duration.ofSeconds(7))).isZero();
        assertThat(during).containsExactly(7_000);
    }

    @Test
    void aShorterOneOfTheHostStays() throws SQLException {
        assertThat(afterwards(3_000, Duration.ofSeconds(7))).isEqualTo(3_000);
        assertThat(during).containsExactly(3_000);
    }

    @Test
    void zeroLeavesConnectionsAsTheyAre() throws SQLException {
        assertThat(afterwards(0, Duration.ZERO)).isZero();
        assertThat(during).containsExactly(0);
    }

    @Test
    void aDriverThatKnowsNoneIsAskedOnce() {
        AtomicInteger asked = new AtomicInteger();
        Watched.Watcher watcher = new Watched.Watcher() {
            @Override
            public void onCall(String method, int arguments) throws SQLException {
                if (method.equals("getNetworkTimeout")) {
                    asked.incrementAndGet();
                    throw new SQLFeatureNotSupportedException();
                }
            }
        };
        JdbcEnrollmentStore store = JdbcEnrollmentStore.on(Watched.by(watcher, POOL));
        store.plans().all(OrganizationId.DEFAULT);
        store.plans().all(OrganizationId.DEFAULT);
        assertThat(asked).hasValue(1);
    }
}
