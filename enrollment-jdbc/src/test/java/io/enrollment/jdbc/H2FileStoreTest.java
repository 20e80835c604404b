package io.enrollment.jdbc;

import io.enrollment.spi.EnrollmentStore;
import java.nio.file.Path;
import java.util.Objects;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** H2 in a file keeps the contract of every store, with tables of another name in another schema. */
class H2FileStoreTest extends JdbcStoreContract {

    @TempDir
    static Path directory;

    private static @Nullable JdbcConnectionPool pool;

    @Override
    protected DataSource dataSource() {
        if (pool == null) {
            pool = TestDatabase.inFile(directory);
            TestDatabase.execute(pool, "create schema if not exists host");
        }
        return pool;
    }

    @Override
    protected JdbcEnrollmentStore.Builder settings(DataSource dataSource) {
        return super.settings(dataSource).schema("host").tablePrefix("drip_");
    }

    @Override
    protected String prefix() {
        return "host.drip_";
    }

    @Override
    protected EnrollmentStore reopen() {
        shutDown();
        return super.reopen();
    }

    @AfterAll
    static void shutDown() {
        JdbcConnectionPool last = Objects.requireNonNull(pool);
        TestDatabase.execute(last, "shutdown");
        last.dispose();
        pool = null;
    }
}
