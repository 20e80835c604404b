package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real MySQL for the Maven profile {@code mysql}, which unpacks it; with the system property {@code enrollment.test.mysql}
 * (a JDBC URL with user and password, who may make databases) the tests use that server instead. When it cannot start, the
 * tests fail with what it said.
 */
final class MySqlServer {

    private static final String EXTERNAL = System.getProperty("enrollment.test.mysql", "");
    private static final Path HOME = Path.of("target/mysql").toAbsolutePath();
    private static final Path LOG =
            HOME.resolve("server-" + ProcessHandle.current().pid() + ".log");

    private MySqlServer() {}

    /** Started when it is first asked for; ends with the process. */
    private static final class Started {
        private static final String URL = start();

        private static String start() {
            try (ServerSocket free = new ServerSocket(0)) {
                int port = free.getLocalPort();
                free.close();
                return start(port);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("no MySQL could be started for the tests: " + said(), e);
            }
        }

        private static String start(int port) throws IOException, InterruptedException {
            Files.createDirectories(HOME);
            String data = "--datadir="
                    + HOME.resolve("data-" + ProcessHandle.current().pid());
            Process initialized = server(data, "--initialize-insecure");
            if (!initialized.waitFor(2, TimeUnit.MINUTES) || initialized.exitValue() != 0) {
                throw new IOException("it could not be initialized");
            }
            Process running =
                    server(data, "--port=" + port, "--bind-address=127.0.0.1", "--mysqlx=OFF", "--socket=" + port);
            Runtime.getRuntime().addShutdownHook(new Thread(running::destroy, "stop MySQL"));
            String url = "jdbc:mysql://127.0.0.1:" + port + "/?user=root&allowPublicKeyRetrieval=true&useSSL=false";
            awaitConnection(running, url);
            return url;
        }

        private static Process server(String... options) throws IOException {
            File program = HOME.resolve("server/bin/mysqld").toFile();
            if (!program.isFile()) {
                throw new IOException("there is no " + program + ": it comes with the profile mysql");
            }
            if (!program.setExecutable(true)) {
                throw new IOException("cannot make " + program + " executable");
            }
            List<String> command =
                    new ArrayList<>(List.of(program.getPath(), "--no-defaults", "--basedir=" + HOME.resolve("server")));
            command.addAll(List.of(options));
            if (System.getProperty("user.name").equals("root")) {
                command.add("--user=root");
            }
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
                    .start();
        }

        private static void awaitConnection(Process running, String url) throws IOException, InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (!connects(url)) {
                if (running.waitFor(200, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                    throw new IOException("it does not answer");
                }
            }
        }

        private static boolean connects(String url) {
            try (Connection connection = DriverManager.getConnection(url)) {
                return connection.isValid(5);
            } catch (SQLException e) {
                return false;
            }
        }
    }

    private static String said() {
        try {
            return Files.exists(LOG) ? Files.readString(LOG) : "it said nothing";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A pool of connections to this database, which is made anew. */
    static HikariDataSource pool(String database, String options) {
        return MariaDbServer.pool(EXTERNAL.isEmpty() ? Started.URL : EXTERNAL, database, options);
    }
}
