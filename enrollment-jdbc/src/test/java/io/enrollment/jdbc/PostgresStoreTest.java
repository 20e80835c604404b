package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;

/** PostgreSQL keeps the contract of every store. */
class PostgresStoreTest extends JdbcStoreContract {

    private static final HikariDataSource POOL = PostgresServer.pool("contract", "");

    @Override
    protected DataSource dataSource() {
        return POOL;
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }
}
