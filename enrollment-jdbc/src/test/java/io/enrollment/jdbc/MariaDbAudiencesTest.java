package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import net.jqwik.api.lifecycle.AfterContainer;

/** Runs and audiences on MariaDB. */
class MariaDbAudiencesTest extends AudienceFilterProperties {

    private static final HikariDataSource POOL = MariaDbServer.pool("audiences", "");

    @Override
    DataSource dataSource() {
        return POOL;
    }

    @AfterContainer
    static void closePool() {
        POOL.close();
    }
}
