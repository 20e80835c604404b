package io.enrollment.jdbc;

import io.enrollment.spi.EnrollmentStore;
import io.enrollment.testkit.EngineBadInput;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;

/** Bad input to an engine on H2. */
class H2EngineBadInputTest extends EngineBadInput {

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
