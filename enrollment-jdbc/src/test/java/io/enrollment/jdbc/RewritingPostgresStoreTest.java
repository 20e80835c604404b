package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;

/**
 * PostgreSQL with a driver that rewrites batches, and so does not tell what each of them did, in another schema; two rows are
 * copied already.
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
        return super.settings(dataSource).copiedFrom(2).schema("host").tablePrefix("drip_");
    }

    @Override
    protected String prefix() {
        return "host.drip_";
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }
}
