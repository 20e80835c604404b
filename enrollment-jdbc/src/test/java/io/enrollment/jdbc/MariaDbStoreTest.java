package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;

/** MariaDB keeps the contract of every store. */
class MariaDbStoreTest extends JdbcStoreContract {

    private static final HikariDataSource POOL = MariaDbServer.pool("contract", "");

    @Override
    protected DataSource dataSource() {
        return POOL;
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }
}
