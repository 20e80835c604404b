package io.enrollment.jdbc;

import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;

/** The table of subjects on MariaDB. */
class MariaDbSubjectsTest extends JdbcSubjectsContract {

    private static final com.zaxxer.hikari.HikariDataSource POOL = MariaDbServer.pool("subjects", "");

    @Override
    protected DataSource dataSource() {
        return POOL;
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }
}
