package io.enrollment.jdbc;

import io.enrollment.spi.EnrollmentStore;
import io.enrollment.testkit.EngineRaces;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;

/** Commands in a race with workers on H2. */
class H2EngineRacesTest extends EngineRaces {

    private static final JdbcConnectionPool POOL = TestDatabase.inMemory("");

    @Override
    protected EnrollmentStore open() {
        return TestDatabase.emptied(POOL, JdbcEnrollmentStore.builder(POOL));
    }

    @AfterAll
    static void dispose() {
        POOL.dispose();
    }
}
