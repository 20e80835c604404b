package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** Two PostgreSQL servers behind ShardingSphere-JDBC keep the contract of every store. */
@Tag("shardingsphere")
class ShardingSphereStoreTest extends JdbcStoreContract {

    private static final HikariDataSource POOL = ShardingSphere.pool("contract");

    @Override
    protected DataSource dataSource() {
        return POOL;
    }

    @Override
    protected JdbcEnrollmentStore.Builder settings(DataSource dataSource) {
        return JdbcEnrollmentStore.builder(dataSource).plainSql();
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }
}
