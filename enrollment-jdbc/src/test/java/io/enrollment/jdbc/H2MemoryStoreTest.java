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

    /** Every statement of the contract names the shard of its rows, or has its reason. */
    @Override
    protected JdbcEnrollmentStore.Builder settings(DataSource dataSource) {
        return JdbcEnrollmentStore.builder(ShardKeyGuard.watching(dataSource));
    }

    @AfterAll
    static void disposeOfThePool() {
        POOL.dispose();
    }
}
