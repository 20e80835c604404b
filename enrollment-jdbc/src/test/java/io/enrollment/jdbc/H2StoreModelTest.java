package io.enrollment.jdbc;

import io.enrollment.spi.EnrollmentStore;
import io.enrollment.testkit.StoreModelProperties;
import java.time.Duration;
import net.jqwik.api.lifecycle.AfterContainer;
import org.h2.jdbcx.JdbcConnectionPool;

/** H2 does what the store in memory does, whatever happens in whatever order. */
class H2StoreModelTest extends StoreModelProperties {

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
