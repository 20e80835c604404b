package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;

/** The audit on PostgreSQL. */
class PostgresAuditTest extends AuditContract {

    private static final HikariDataSource POOL = PostgresServer.pool("audit", "");

    @Override
    DataSource dataSource() {
        return POOL;
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }
}
