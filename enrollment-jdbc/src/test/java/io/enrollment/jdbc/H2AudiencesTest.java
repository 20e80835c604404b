package io.enrollment.jdbc;

import javax.sql.DataSource;
import net.jqwik.api.lifecycle.AfterContainer;
import org.h2.jdbcx.JdbcConnectionPool;

/** Runs and audiences on H2. */
class H2AudiencesTest extends AudienceFilterProperties {

    private static final JdbcConnectionPool POOL = TestDatabase.inMemory("");

    @Override
    DataSource dataSource() {
        return POOL;
    }

    @AfterContainer
    static void closePool() {
        POOL.dispose();
    }
}
