package io.enrollment.jdbc;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;

/** Two runs of one plan at once, on H2. */
class H2RunsAtOnceTest extends RunsAtOnceContract {

    private static final JdbcConnectionPool POOL = TestDatabase.inMemory("");

    @Override
    DataSource dataSource() {
        return POOL;
    }

    @AfterAll
    static void closePool() {
        POOL.dispose();
    }
}
