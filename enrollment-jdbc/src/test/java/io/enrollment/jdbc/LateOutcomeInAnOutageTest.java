package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.enrollment.Outcome;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.testkit.RecordingChannel;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;

/**
 * Read in the code: a message left while somebody stopped its enrollment, and the database went away when that was to be recorded.
 * The outcome was given up, where that of an enrollment that nobody had changed waits for the database.
 */
class LateOutcomeInAnOutageTest {

    private final AtomicInteger outage = new AtomicInteger();

    /** Fails the statements that write to the log; more of them than the store tries by itself. */
    private final Watched.Watcher away = new Watched.Watcher() {
        @Override
        public void onExecute(String statement) throws SQLException {
            if (statement.contains("insert into enr_log") && outage.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new SQLException("the line is dead", "08006");
            }
        }
    };

    @Test
    void isRecordedOnceTheDatabaseIsBack() {
        JdbcConnectionPool pool = TestDatabase.inMemory("");
        SchemaManager.on(pool).apply();
        RecordingChannel channel = RecordingChannel.forgetful(ChannelKind.EMAIL);
        TestHost host = new TestHost();
        try (EnrollmentEngine engine = host.engine(JdbcEnrollmentStore.on(Watched.by(away, pool)))
                .channel(channel)
                .build()) {
            engine.enrollments().publish(TestHost.WELCOME);
            EnrollmentId ann = engine.enrollments()
                    .enroll(TestHost.WELCOME.id(), host.person("ann"))
                    .enrollment()
                    .orElseThrow();
            channel.answer(() -> {
                engine.enrollments().stop(ann, new Command.By("bob", "changed her mind"));
                outage.set(10);
                return new Outcome.Accepted("r-1");
            });

            engine.workDue();

            assertThat(outage).hasValue(0);
            assertThat(engine.enrollments().log(ann, PageRequest.first(10)).items())
                    .extracting(LogEntry::kind)
                    .containsExactly(LogKind.ENROLLED, LogKind.STOPPED, LogKind.SENT);
        }
        pool.dispose();
    }
}
