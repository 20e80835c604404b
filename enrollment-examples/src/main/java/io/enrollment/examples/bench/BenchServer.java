package io.enrollment.examples.bench;

import static com.google.common.io.RecursiveDeleteOption.ALLOW_INSECURE;

import com.google.common.io.MoreFiles;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.examples.database.PostgresServer;
import io.enrollment.jdbc.JdbcEnrollmentStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

/**
 * The database that a benchmark runs on: one of its own that keeps what it acknowledges, or one that the caller names. All
 * contestants of a run share it, its settings and its pool of connections. Not thread-safe.
 */
public final class BenchServer implements AutoCloseable {

    /** The kinds of databases. */
    public enum Kind {
        /** PostgreSQL; one is started from the jar on Linux, x86-64. */
        POSTGRESQL,
        /** MariaDB; a URL must be given. */
        MARIADB,
        /** H2, in a file with {@code WRITE_DELAY=0}; each commit is forced to the disk. */
        H2
    }

    private static final int CONNECTIONS = 12;
    private static final String FORCE_H2 = "checkpoint sync";

    private final Kind kind;
    private final HikariDataSource pool;
    private final AutoCloseable server;

    private BenchServer(Kind kind, String url, AutoCloseable server) {
        this.kind = kind;
        this.server = server;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        this.pool = new HikariDataSource(config);
    }

    /**
     * Opens the database of a URL, which needs user and password in it; without one, starts a database.
     *
     * @throws IllegalArgumentException if there is none of this kind to be started here
     */
    public static BenchServer open(Kind kind, Optional<String> url) {
        try {
            return switch (kind) {
                case POSTGRESQL -> postgres(url);
                case H2 -> url.isPresent() ? at(kind, url.get()) : h2();
                case MARIADB -> at(kind, url.orElseThrow(() -> new IllegalArgumentException("it needs --url")));
            };
        } catch (IOException | SQLException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static BenchServer at(Kind kind, String url) {
        return new BenchServer(kind, url, () -> {});
    }

    private static BenchServer postgres(Optional<String> url) throws IOException, SQLException {
        Map<String, String> settings = Map.of(
                "full_page_writes", "on", "shared_buffers", "512MB", "max_wal_size", "4GB", "max_connections", "60");
        PostgresServer server = PostgresServer.open(url, settings);
        return new BenchServer(Kind.POSTGRESQL, server.url("bench") + "&reWriteBatchedInserts=true", server);
    }

    private static BenchServer h2() throws IOException {
        Path folder = Files.createTempDirectory("bench");
        String url = "jdbc:h2:file:" + folder.resolve("bench") + ";WRITE_DELAY=0;USER=sa";
        return new BenchServer(Kind.H2, url, () -> MoreFiles.deleteRecursively(folder, ALLOW_INSECURE));
    }

    Kind kind() {
        return kind;
    }

    HikariDataSource pool() {
        return pool;
    }

    /** Commits so that a machine without power would keep it; H2 leaves that to whoever commits. */
    void commit(Connection connection) throws SQLException {
        connection.commit();
        if (kind == Kind.H2) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(FORCE_H2);
            }
        }
    }

    /** Has a store do the same. */
    JdbcEnrollmentStore.Builder forced(JdbcEnrollmentStore.Builder settings) {
        return kind == Kind.H2 ? settings.forceToDisk() : settings;
    }

    /** Lets what lies behind be written now, so that the next contestant does not pay for the one before it. */
    void settle() throws SQLException {
        switch (kind) {
            case POSTGRESQL -> Statements.run(pool, "checkpoint");
            case H2 -> Statements.run(pool, FORCE_H2);
            case MARIADB -> Statements.run(pool, "flush tables");
        }
    }

    @Override
    public void close() throws Exception {
        pool.close();
        server.close();
    }
}
