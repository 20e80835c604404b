package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases that fail under an engine at work: it says so once, goes on by itself, loses nothing and repeats nothing. */
class OutageTest {

    private static JdbcEnrollmentStore impatient(DataSource dataSource) {
        return JdbcEnrollmentStore.builder(dataSource)
                .schemaMode(SchemaMode.APPLY)
                .statementTimeout(Duration.ofSeconds(1))
                .networkTimeout(Duration.ofMillis(1500))
                .open();
    }

    @Test
    void aFrozenNetwork() throws InterruptedException, IOException {
        PostgresServer.pool("frozen", "").close();
        try (FrozenWire wire = new FrozenWire(PostgresServer.address());
                HikariDataSource pool = new HikariDataSource(impatiently(wire.port(), "frozen"))) {
            new Outage().untilDegraded(impatient(pool), wire::freeze, wire::thaw);
        }
    }

    private static HikariConfig impatiently(int port, String schema) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(PostgresServer.urlThrough(port, schema));
        config.setConnectionTimeout(1000);
        config.setValidationTimeout(500);
        return config;
    }

    @Test
    void sessionsThatTheServerEnds() throws InterruptedException {
        try (HikariDataSource pool = PostgresServer.pool("ended", "&ApplicationName=victim");
                HikariDataSource executioner = PostgresServer.existing("ended", "")) {
            AtomicInteger ended = new AtomicInteger();
            new Outage()
                    .repeatedly(
                            impatient(pool),
                            15,
                            () -> ended.addAndGet(TestDatabase.count(
                                    executioner,
                                    "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                                            + " where application_name = 'victim'")));
            assertThat(ended.get()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"53100", "53300", "08001"})
    void aDatabaseThatIsOutOfSomething(String state) throws InterruptedException {
        AtomicBoolean broken = new AtomicBoolean();
        Watched.Watcher watcher = new Watched.Watcher() {
            @Override
            public void onConnect() throws SQLException {
                fail(!state.equals("53100"));
            }

            @Override
            public void onExecute(String statement) throws SQLException {
                fail(state.equals("53100") && !statement.startsWith("select"));
            }

            private void fail(boolean here) throws SQLException {
                if (here && broken.get()) {
                    throw new SQLException("out of something", state);
                }
            }
        };
        JdbcConnectionPool pool = TestDatabase.inMemory("");
        new Outage()
                .untilDegraded(impatient(Watched.by(watcher, pool)), () -> broken.set(true), () -> broken.set(false));
        pool.dispose();
    }
}
