package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;

/**
 * The whole contract on connections that break all the time: before a statement runs, before a commit, and after a commit
 * whose answer never arrives. Nobody outside notices.
 */
class FlakyH2StoreTest extends JdbcStoreContract {

    private static final JdbcConnectionPool POOL = TestDatabase.inMemory("");
    private static final AtomicInteger FAILURES = new AtomicInteger();
    private static final Thread TESTS = Thread.currentThread();

    private static final DataSource FLAKY = Watched.by(new EveryFew(), POOL);

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
        assertThat(FAILURES.get()).isGreaterThan(100);
    }

    /** Fails at regular distances, but after each failure lets the same thread alone for a while: long enough for one try. */
    private static final class EveryFew implements Watched.Watcher {

        private static final int GRACE = 80;

        private final Map<Thread, Integer> grace = new ConcurrentHashMap<>();
        private final AtomicInteger executes = new AtomicInteger();
        private final AtomicInteger before = new AtomicInteger();
        private final AtomicInteger after = new AtomicInteger();

        @Override
        public void onExecute(String statement) throws SQLException {
            fail(executes, 29);
        }

        @Override
        public void beforeCommit() throws SQLException {
            fail(before, 5);
        }

        @Override
        public void afterCommit() throws SQLException {
            fail(after, 3);
        }

        /** Threads of a race are left alone: which of them failed, and how often in a row, would be chance. */
        private void fail(AtomicInteger counter, int distance) throws SQLException {
            if (!Thread.currentThread().equals(TESTS)) {
                return;
            }
            boolean turn = counter.incrementAndGet() % distance == 0;
            int left = grace.merge(Thread.currentThread(), 0, (old, none) -> Math.max(0, old - 1));
            if (turn && left == 0) {
                grace.put(Thread.currentThread(), GRACE);
                FAILURES.incrementAndGet();
                throw new SQLException("the connection broke", "08006");
            }
        }
    }
}
