package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;

/** Two runs of one plan at once, on PostgreSQL. */
class PostgresRunsAtOnceTest extends RunsAtOnceContract {

    private static final HikariDataSource POOL = PostgresServer.pool("runs_at_once", "");

    @Override
    DataSource dataSource() {
        return POOL;
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }
}
