package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * A real PostgreSQL, started once in each process that runs tests; with the system property {@code enrollment.test.postgresql} (a
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
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(inSchema(url(), schema) + options);
        config.setMaximumPoolSize(10);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    /** Connections to a database of its own, which is made anew with such options. */
    static HikariDataSource database(String name, String options) {
        try (HikariDataSource server = existing("public", "")) {
            TestDatabase.execute(server, "drop database if exists " + name);
            TestDatabase.execute(server, "create database " + name + " " + options);
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url().replaceFirst("^(jdbc:[^/]+//[^/?]+)/[^?]*", "$1/" + name));
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    private static String url() {
        return EXTERNAL.isEmpty() ? Started.SERVER.getJdbcUrl("postgres", "postgres") : EXTERNAL;
    }

    private static String inSchema(String url, String schema) {
        return url + (url.contains("?") ? "&" : "?") + "currentSchema=" + schema;
    }

    /** Where the server listens. */
    static InetSocketAddress address() {
        Properties parts = parts();
        return new InetSocketAddress(parts.getProperty("PGHOST"), Integer.parseInt(parts.getProperty("PGPORT")));
    }

    private static Properties parts() {
        return Objects.requireNonNull(Driver.parseURL(url(), new Properties()), "a JDBC URL of PostgreSQL");
    }

    /** The URL of the server as it is reached by another port of this machine. */
    static String urlThrough(int port, String schema) {
        Properties parts = parts();
        String direct = parts.getProperty("PGHOST") + ":" + parts.getProperty("PGPORT");
        return inSchema(url().replace(direct, "localhost:" + port), schema);
    }
}
