package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;

/** Caps of several engines on PostgreSQL. */
class PostgresCapsTest extends CapsContract {

    private static final HikariDataSource POOL = PostgresServer.pool("caps", "");

    @Override
    DataSource dataSource() {
        return POOL;
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }
}
