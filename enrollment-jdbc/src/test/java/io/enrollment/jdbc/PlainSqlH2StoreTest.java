package io.enrollment.jdbc;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;

/** H2 keeps the contract of every store by plain statements too, as they go through drivers that spread rows. */
class PlainSqlH2StoreTest extends JdbcStoreContract {

    private static final JdbcConnectionPool POOL = TestDatabase.inMemory("");

    @Override
    protected DataSource dataSource() {
        return POOL;
    }

    @Override
    protected JdbcEnrollmentStore.Builder settings(DataSource dataSource) {
        return JdbcEnrollmentStore.builder(ShardKeyGuard.watching(dataSource)).plainSql();
    }

    @AfterAll
    static void disposeOfThePool() {
        POOL.dispose();
    }
}
