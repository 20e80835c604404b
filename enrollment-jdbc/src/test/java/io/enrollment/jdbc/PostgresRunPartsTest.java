package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;

/** Several chunks of a run at once, on PostgreSQL. */
class PostgresRunPartsTest extends RunPartsContract {

    private static final HikariDataSource POOL = PostgresServer.pool("run_parts", "");

    @Override
    DataSource dataSource() {
        return POOL;
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }
}
