package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.testkit.StoreModelProperties;
import java.time.Duration;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;

/** MySQL does what the store in memory does, whatever happens in whatever order. */
@Tag("mysql")
class MySqlStoreModelTest extends StoreModelProperties {

    private static final HikariDataSource POOL = MySqlServer.pool("model", "");

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
