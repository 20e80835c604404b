package io.enrollment.jdbc;

import io.enrollment.spi.EnrollmentStore;
import io.enrollment.testkit.EngineRush;
import io.enrollment.testkit.RushHost;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;

/** A rush on H2. */
class H2EngineRushTest extends EngineRush {

    private static final JdbcConnectionPool POOL = TestDatabase.inMemory("");

    @Override
    protected EnrollmentStore open() {
        return TestDatabase.emptied(POOL, JdbcEnrollmentStore.builder(POOL));
    }

    @Override
    protected RushHost host(EnrollmentStore store) {
        return new JdbcRushHost(POOL, store);
    }

    @AfterAll
    static void dispose() {
        POOL.dispose();
    }
}
