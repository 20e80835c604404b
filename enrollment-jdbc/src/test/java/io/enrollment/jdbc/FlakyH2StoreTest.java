package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;

/** The whole contract on H2 over connections that break all the time, see {@link EveryFew}. Nobody outside notices. */
class FlakyH2StoreTest extends JdbcStoreContract {

    private static final JdbcConnectionPool POOL = TestDatabase.inMemory("");
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
        POOL.dispose();
        assertThat(BREAKER.failures()).isGreaterThan(100);
    }
}
