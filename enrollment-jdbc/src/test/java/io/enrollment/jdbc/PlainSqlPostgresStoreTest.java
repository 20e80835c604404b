package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** PostgreSQL keeps the contract of every store by plain statements too, as they go through drivers that spread rows. */
@Tag("shardingsphere")
class PlainSqlPostgresStoreTest extends JdbcStoreContract {

    private static final HikariDataSource POOL = PostgresServer.pool("plain", "");

    @Override
    protected DataSource dataSource() {
        return POOL;
    }

    @Override
    protected JdbcEnrollmentStore.Builder settings(DataSource dataSource) {
        return JdbcEnrollmentStore.builder(ShardKeyGuard.watching(dataSource)).plainSql();
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }
}
