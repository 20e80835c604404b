package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** MySQL that speaks as other databases do, where its driver sends texts with quotes as bytes. */
@Tag("mysql")
class AnsiMySqlStoreTest extends JdbcStoreContract {

    private static final HikariDataSource POOL =
            MySqlServer.pool("ansi", "&sessionVariables=sql_mode='ANSI,NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES'");

    @Override
    protected DataSource dataSource() {
        return POOL;
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }
}
