package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;

/** The whole contract on MariaDB over connections that break all the time, see {@link EveryFew}. Nobody outside notices. */
class FlakyMariaDbStoreTest extends JdbcStoreContract {

    private static final HikariDataSource POOL = MariaDbServer.pool("flaky", "");
    private static final EveryFew BREAKER = new EveryFew();
    private static final DataSource FLAKY = Watched.by(BREAKER, POOL);

    @Override
    protected DataSource dataSource() {
        return POOL;
    }

    @Override
    protected JdbcEnrollmentStore.Builder settings(DataSource dataSource) {
        return JdbcEnrollmentStore.builder(FLAKY);
    }

    @AfterAll
    static void itWasFlakyIndeed() {
        POOL.close();
        assertThat(BREAKER.failures()).isGreaterThan(100);
    }
}
