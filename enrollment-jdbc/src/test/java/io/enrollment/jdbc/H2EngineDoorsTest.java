package io.enrollment.jdbc;

import io.enrollment.spi.EnrollmentStore;
import io.enrollment.testkit.EngineDoors;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;

/** The doors of an engine on H2. */
class H2EngineDoorsTest extends EngineDoors {

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
