package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;

/**
 * The contract on MariaDB with a driver that sends batches in bulk, and so does not tell what each of them did, and that
 * counts only rows that differ from before; with statements prepared by the server, in a session time zone that has daylight
 * saving, without autocommit, on tables of another name in another database than that of the session.
 */
class HostSettingsMariaDbStoreTest extends JdbcStoreContract {

    private static final HikariDataSource HOST = MariaDbServer.pool(
            "host",
            "&useBulkStmts=true&useAffectedRows=true&useServerPrepStmts=true&sessionVariables="
                    + "time_zone='-03:30',collation_connection=utf8mb4_general_ci");
    private static final HikariDataSource TABLES = MariaDbServer.pool("elsewhere", "");
    private static final DataSource PREPARED = Prepared.with(HOST, false, Connection.TRANSACTION_SERIALIZABLE);

    @Override
    protected DataSource dataSource() {
        return PREPARED;
    }

    @Override
    protected JdbcEnrollmentStore.Builder settings(DataSource dataSource) {
        return super.settings(dataSource).schema("elsewhere").tablePrefix("drip_");
    }

    @Override
    protected String prefix() {
        return "elsewhere.drip_";
    }

    @AfterAll
    static void closePools() {
        HOST.close();
        TABLES.close();
    }
}
