package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.testkit.EngineStateProperties;
import java.time.Duration;
import net.jqwik.api.lifecycle.AfterContainer;

/** The laws of engines at work on PostgreSQL. */
class PostgresEngineStateTest extends EngineStateProperties {

    private static final HikariDataSource POOL = PostgresServer.pool("engine", "");

    @Override
    protected EnrollmentStore open() {
        return TestDatabase.emptied(POOL, JdbcEnrollmentStore.builder(POOL));
    }

    @Override
    protected void advanceLeases(Duration by) {
        TestDatabase.advanceLeases(POOL, "enr_due", by);
    }

    @AfterContainer
    static void closePool() {
        POOL.close();
    }
}
