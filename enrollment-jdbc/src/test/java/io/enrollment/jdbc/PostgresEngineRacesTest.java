package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.testkit.EngineRaces;
import org.junit.jupiter.api.AfterAll;

/** Commands in a race with workers on PostgreSQL. */
class PostgresEngineRacesTest extends EngineRaces {

    private static final HikariDataSource POOL = PostgresServer.pool("races", "");

    @Override
    protected EnrollmentStore open() {
        return TestDatabase.emptied(POOL, JdbcEnrollmentStore.builder(POOL));
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }
}
