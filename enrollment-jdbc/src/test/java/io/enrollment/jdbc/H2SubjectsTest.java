package io.enrollment.jdbc;

import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;

/** The table of subjects on H2. */
class H2SubjectsTest extends JdbcSubjectsContract {

    private static final org.h2.jdbcx.JdbcConnectionPool POOL = TestDatabase.inMemory("");

    @Override
    protected DataSource dataSource() {
        return POOL;
    }

    @AfterAll
    static void closePool() {
        POOL.dispose();
    }
}
