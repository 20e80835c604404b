package io.enrollment.examples.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A PostgreSQL to work on: one that is started for this process, or one that is there already. What is made lies in a schema
 * of its own, which is gone after {@link #close}. Thread-safe.
 */
public final class PostgresServer implements AutoCloseable {

    private final Optional<EmbeddedPostgres> own;
    private final String url;
    private final String schema;

    private PostgresServer(Optional<EmbeddedPostgres> own, String url) throws SQLException {
        this.own = own;
        this.url = url;
        this.schema = "enrollment_" + UUID.randomUUID().toString().substring(0, 8);
        execute("create schema " + schema);
    }

    /**
     * The server at a JDBC URL, or one of this process's own, which keeps what it acknowledged.
     *
     * @param external the URL with user and password, if there is such a server
     * @param settings settings of an own server, such as {@code max_connections}
     * @throws IOException if an own server cannot be started
     * @throws SQLException if an external one cannot be reached
     */
    public static PostgresServer open(Optional<String> external, Map<String, String> settings)
            throws IOException, SQLException {
        if (external.isPresent()) {
            return new PostgresServer(Optional.empty(), external.get());
        }
        EmbeddedPostgres started = start(settings);
        return new PostgresServer(Optional.of(started), started.getJdbcUrl("postgres", "postgres"));
    }

    private static EmbeddedPostgres start(Map<String, String> settings) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPgBinaryResolver(PostgresServer::binaries)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on");
        settings.forEach(builder::setServerConfig);
        return builder.start();
    }

    /** The first on the class path, which has the same ones twice when the executable jar is on it beside what is in that. */
    private static InputStream binaries(String system, String architecture) throws IOException {
        String name = "/postgres-" + system.toLowerCase(Locale.ROOT) + "-" + architecture + ".txz";
        return Optional.ofNullable(PostgresServer.class.getResourceAsStream(name))
                .orElseThrow(() -> new IOException("there is no PostgreSQL in this jar for " + system + " on "
                        + architecture + "; name a server of your own by its JDBC URL"));
    }

    /** The JDBC URL of the schema, with user and password, for connections that call themselves so. */
    public String url(String application) {
        return url + (url.contains("?") ? "&" : "?") + "currentSchema=" + schema + "&ApplicationName=" + application;
    }

    /** A pool of connections to the schema. */
    public HikariDataSource pool(int size, String application) {
        return pool(url(application), size);
    }

    /** A pool of connections to a URL. */
    public static HikariDataSource pool(String url, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    /** Removes the schema, and ends the server if it is an own one. */
    @Override
    public void close() throws SQLException, IOException {
        if (own.isPresent()) {
            own.get().close();
        } else {
            execute("drop schema " + schema + " cascade");
        }
    }

    private void execute(String sql) throws SQLException {
        try (HikariDataSource one = pool(url, 1);
                Connection connection = one.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
