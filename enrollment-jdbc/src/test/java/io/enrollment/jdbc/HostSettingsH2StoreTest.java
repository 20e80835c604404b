package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;

/**
 * The contract through HikariCP, on connections without autocommit, with the strictest isolation, in a session time zone that
 * has daylight saving, in a database that imitates another one and writes its names in lower case.
 */
class HostSettingsH2StoreTest extends JdbcStoreContract {

    private static final HikariDataSource POOL = pool();

    private static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID()
                + ";DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;TIME ZONE=Europe/Berlin");
        config.setUsername("sa");
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        config.setMaximumPoolSize(8);
        return new HikariDataSource(config);
    }

    @Override
    protected DataSource dataSource() {
        return POOL;
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }
}
