package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A real PostgreSQL, started once for all tests of the build; with the system property {@code enrollment.test.postgresql} (a
 * JDBC URL with user and password) they use that server instead. When it cannot start, the tests that need it fail.
 */
final class PostgresServer {

    private static final String EXTERNAL = System.getProperty("enrollment.test.postgresql", "");

    private PostgresServer() {}

    /** Started when it is first asked for; ends with the process. */
    private static final class Started {
        private static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "60")
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException("no PostgreSQL could be started for the tests", e);
            }
        }
    }

    /** A pool of connections in which tables without a schema are those of this schema, which is made anew. */
    static HikariDataSource pool(String schema, String options) {
        HikariDataSource pool = existing(schema, options);
        TestDatabase.execute(pool, "drop schema if exists " + schema + " cascade");
        TestDatabase.execute(pool, "create schema " + schema);
        return pool;
    }

    /** The same for a schema that is there already. */
    static HikariDataSource existing(String schema, String options) {
        String url = EXTERNAL.isEmpty() ? Started.SERVER.getJdbcUrl("postgres", "postgres") : EXTERNAL;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url + (url.contains("?") ? "&" : "?") + "currentSchema=" + schema + options);
        config.setMaximumPoolSize(10);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }
}
