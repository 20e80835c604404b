package io.enrollment.jdbc;

import io.enrollment.spi.EnrollmentStore;
import io.enrollment.testkit.EngineStateProperties;
import java.time.Duration;
import net.jqwik.api.lifecycle.AfterContainer;
import org.h2.jdbcx.JdbcConnectionPool;

/** The laws of engines at work on H2. */
class H2EngineStateTest extends EngineStateProperties {

    private static final JdbcConnectionPool POOL = TestDatabase.inMemory("");

    @Override
    protected EnrollmentStore open() {
        return TestDatabase.emptied(POOL, JdbcEnrollmentStore.builder(POOL));
    }

    @Override
    protected void advanceLeases(Duration by) {
        TestDatabase.advanceLeases(POOL, "enr_due", by);
    }

    @AfterContainer
    static void dispose() {
        POOL.dispose();
    }
}
