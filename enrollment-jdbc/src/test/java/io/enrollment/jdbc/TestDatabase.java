package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** Databases for tests. */
final class TestDatabase {

    private static final Pattern CREATED = Pattern.compile("create table enr_(\\w+)");

    /** Every table with data: a new one is emptied with the others. */
    private static final List<String> TABLES = CREATED.matcher(
                    String.join("\n", new Migration(1, "baseline", script()).statements()))
            .results()
            .map(table -> table.group(1))
            .filter(table -> !table.equals("schema_version") && !table.equals("setting"))
            .toList();

    private TestDatabase() {}

    static String script() {
        try (InputStream script =
                Objects.requireNonNull(TestDatabase.class.getResourceAsStream("sql/h2/V001__baseline.sql"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A new database in memory, which lives until the process ends. */
    static JdbcConnectionPool inMemory(String options) {
        return pool("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1" + options);
    }

    /** A database in a file that keeps what it acknowledged. */
    static JdbcConnectionPool inFile(Path directory) {
        return pool("jdbc:h2:file:" + directory.resolve("enrollment") + ";WRITE_DELAY=0");
    }

    static JdbcConnectionPool pool(String url) {
        JdbcConnectionPool pool = JdbcConnectionPool.create(url, "sa", "");
        pool.setMaxConnections(20);
        return pool;
    }

    /** A new database in memory behind HikariCP. */
    static HikariDataSource hikari() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        config.setUsername("sa");
        config.setMaximumPoolSize(10);
        return new HikariDataSource(config);
    }

    /** Moves the end of every lease into the past, since nobody can move the clock of a database. */
    static void advanceLeases(DataSource dataSource, String dueTable, Duration by) {
        String update = "update " + dueTable + " set lease_until = lease_until - ? where claim_token is not null";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setLong(1, TimeUnit.MICROSECONDS.convert(by));
            statement.executeUpdate();
            committed(connection);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** A store on tables that are made when they are not there, and emptied when they are. */
    static JdbcEnrollmentStore emptied(DataSource dataSource, JdbcEnrollmentStore.Builder settings) {
        return emptied(dataSource, settings, "enr_");
    }

    /** The same, for tables whose names begin otherwise. */
    static JdbcEnrollmentStore emptied(DataSource dataSource, JdbcEnrollmentStore.Builder settings, String prefix) {
        JdbcEnrollmentStore store = settings.schemaMode(SchemaMode.APPLY).open();
        for (String table : TABLES) {
            execute(dataSource, "delete from " + prefix + table);
        }
        execute(dataSource, "delete from " + prefix + "setting where name <> 'shards'");
        return store;
    }

    /** What the statements of a store with the usual names share. */
    static Database settings(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            Duration timeout = Duration.ofSeconds(10);
            return new Database(Dialect.of(connection), new Names("", "enr_"), 100, false, timeout, timeout);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void committed(Connection connection) throws SQLException {
        if (!connection.isClosed() && !connection.getAutoCommit()) {
            connection.commit();
        }
    }

    /** Whether there is a table, in the case that H2 gives its name. */
    static boolean hasTable(DataSource dataSource, String table) {
        return count(
                        dataSource,
                        "select count(*) from information_schema.tables where table_name = '"
                                + table.toUpperCase(Locale.ROOT) + "'")
                == 1;
    }

    /** The number that a query gives. */
    static int count(DataSource dataSource, String sql) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs one statement. */
    static void execute(DataSource dataSource, String sql) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
            committed(connection);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
