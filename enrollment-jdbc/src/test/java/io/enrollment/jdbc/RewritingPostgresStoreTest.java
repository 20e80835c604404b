package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;

/**
 * PostgreSQL with a driver that rewrites batches, and so does not tell what each of them did, on tables of another schema
 * whose names begin as those of the scripts do and then otherwise; two rows are copied already.
 */
class RewritingPostgresStoreTest extends JdbcStoreContract {

    private static final HikariDataSource POOL =
            PostgresServer.pool("host", "&reWriteBatchedInserts=true&options=-c%20TimeZone=America/Toronto");

    @Override
    protected DataSource dataSource() {
        return POOL;
    }

    @Override
    protected JdbcEnrollmentStore.Builder settings(DataSource dataSource) {
        return super.settings(dataSource).copiedFrom(2).schema("host").tablePrefix("enr_crm_");
    }

    @Override
    protected String prefix() {
        return "host.enr_crm_";
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }
}
