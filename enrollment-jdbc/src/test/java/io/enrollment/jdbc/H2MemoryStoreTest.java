package io.enrollment.jdbc;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;

/** H2 in memory keeps the contract of every store. */
class H2MemoryStoreTest extends JdbcStoreContract {

    private static final JdbcConnectionPool POOL = TestDatabase.inMemory("");

    @Override
    protected DataSource dataSource() {
        return POOL;
    }

    @AfterAll
    static void disposeOfThePool() {
        POOL.dispose();
    }
}
