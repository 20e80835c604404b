package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.testkit.RecordingChannel;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;

/**
 * Seen: on a network that cut the answers to commits, a batch was marked as about to leave, its worker gave it up because it did not
 * hear so, and all of its messages became UNCERTAIN though none of them had left.
 */
class UnansweredMarkTest {

    private final AtomicInteger cuts = new AtomicInteger(4);

    /** Cuts the answers to the first commits of marks; one more than the store tries by itself. */
    private Watched.Watcher cutting() {
        AtomicBoolean marking = new AtomicBoolean();
        return new Watched.Watcher() {
            @Override
            public void onExecute(String statement) {
                marking.set(marking.get() || statement.contains("set marked = case"));
            }

            @Override
            public void afterCommit() throws SQLException {
                if (marking.getAndSet(false) && cuts.getAndDecrement() > 0) {
                    throw new SQLException("the line is dead", "08006");
                }
            }
        };
    }

    @Test
    void itIsAskedForAgainAndTheMessageLeaves() {
        JdbcConnectionPool pool = TestDatabase.inMemory("");
        SchemaManager.on(pool).apply();
        RecordingChannel plain = RecordingChannel.forgetful(ChannelKind.EMAIL);
        TestHost host = new TestHost();
        try (EnrollmentEngine engine = host.engine(JdbcEnrollmentStore.on(Watched.by(cutting(), pool)))
                .channel(plain)
                .build()) {
            engine.enrollments().publish(TestHost.WELCOME);
            engine.enrollments().enroll(TestHost.WELCOME.id(), host.person("ann"));
            engine.workDue();
            assertThat(cuts).hasValueLessThan(1);
            assertThat(plain.handed()).hasSize(1);
            assertThat(engine.enrollments()
                            .uncertain()
                            .list(PageRequest.first(10))
                            .items())
                    .isEmpty();
        }
        pool.dispose();
    }
}
