package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.testkit.EngineRush;
import io.enrollment.testkit.RushHost;
import org.junit.jupiter.api.AfterAll;

/** A rush on PostgreSQL. */
class PostgresEngineRushTest extends EngineRush {

    private static final HikariDataSource POOL = PostgresServer.pool("rush", "");

    @Override
    protected EnrollmentStore open() {
        return TestDatabase.emptied(POOL, JdbcEnrollmentStore.builder(POOL));
    }

    @Override
    protected RushHost host(EnrollmentStore store) {
        return new JdbcRushHost(POOL, store);
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }
}
