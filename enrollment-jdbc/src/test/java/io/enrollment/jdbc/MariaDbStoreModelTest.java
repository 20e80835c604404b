package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.testkit.StoreModelProperties;
import java.time.Duration;
import net.jqwik.api.lifecycle.AfterContainer;

/** MariaDB does what the store in memory does, whatever happens in whatever order. */
class MariaDbStoreModelTest extends StoreModelProperties {

    private static final HikariDataSource POOL = MariaDbServer.pool("model", "");

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
