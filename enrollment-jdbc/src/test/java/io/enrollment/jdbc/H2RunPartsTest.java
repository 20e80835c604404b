package io.enrollment.jdbc;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;

/** The same on H2, which stores one chunk after the other. */
class H2RunPartsTest extends RunPartsContract {

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
