package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.util.List;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A database that can lose what it acknowledged is told of, once. */
class DurabilityWarningTest {

    @TempDir
    Path directory;

    private static List<String> warnings(JdbcConnectionPool pool) {
        Logger logger = (Logger) LoggerFactory.getLogger(JdbcEnrollmentStore.class);
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        logger.addAppender(heard);
        try (JdbcEnrollmentStore store =
                JdbcEnrollmentStore.builder(pool).schemaMode(SchemaMode.APPLY).open()) {
            store.steps().earliestDue();
            return heard.list.stream()
                    .filter(event -> event.getLevel() == Level.WARN)
                    .map(ILoggingEvent::getFormattedMessage)
                    .toList();
        } finally {
            logger.detachAppender(heard);
            pool.dispose();
        }
    }

    @Test
    void aFileThatIsWrittenWithDelayIsWarnedOf() {
        JdbcConnectionPool pool = TestDatabase.pool("jdbc:h2:file:" + directory.resolve("careless"));
        assertThat(warnings(pool)).singleElement().asString().contains("WRITE_DELAY=0");
    }

    @Test
    void aFileThatIsWrittenAtOnceAndADatabaseInMemoryAreNot() {
        assertThat(warnings(TestDatabase.inFile(directory))).isEmpty();
        assertThat(warnings(TestDatabase.inMemory(""))).isEmpty();
    }
}
