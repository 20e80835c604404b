package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** MySQL keeps the contract of every store. */
@Tag("mysql")
class MySqlStoreTest extends JdbcStoreContract {

    private static final HikariDataSource POOL = MySqlServer.pool("contract", "");

    @Override
    protected DataSource dataSource() {
        return POOL;
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }
}
