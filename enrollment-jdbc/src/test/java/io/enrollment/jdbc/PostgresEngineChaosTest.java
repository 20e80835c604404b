package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.testkit.EngineChaos;
import org.junit.jupiter.api.AfterAll;

/** Many commands at once on PostgreSQL. */
class PostgresEngineChaosTest extends EngineChaos {

    private static final HikariDataSource POOL = PostgresServer.pool("chaos", "");

    @Override
    protected EnrollmentStore open() {
        return TestDatabase.emptied(POOL, JdbcEnrollmentStore.builder(POOL));
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }
}
