package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.testkit.StoreModelProperties;
import java.time.Duration;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;

/** Two PostgreSQL servers behind ShardingSphere-JDBC do what the store in memory does, whatever happens in whatever order. */
@Tag("shardingsphere")
class ShardingSphereStoreModelTest extends StoreModelProperties {

    private static final HikariDataSource POOL = ShardingSphere.pool("model");

    @Override
    protected EnrollmentStore open() {
        return TestDatabase.emptied(POOL, JdbcEnrollmentStore.builder(POOL).plainSql());
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
