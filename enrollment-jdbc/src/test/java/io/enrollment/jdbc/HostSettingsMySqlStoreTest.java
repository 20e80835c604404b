package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** MySQL with a driver that rewrites batches and counts only rows that differ from before, in a time zone of its own. */
@Tag("mysql")
class HostSettingsMySqlStoreTest extends JdbcStoreContract {

    private static final HikariDataSource POOL = MySqlServer.pool(
            "host",
            "&rewriteBatchedStatements=true&useAffectedRows=true&useServerPrepStmts=true&connectionTimeZone=America/Toronto"
                    + "&forceConnectionTimeZoneToSession=false&sessionVariables=time_zone='-03:30'");

    @Override
    protected DataSource dataSource() {
        return POOL;
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }
}
