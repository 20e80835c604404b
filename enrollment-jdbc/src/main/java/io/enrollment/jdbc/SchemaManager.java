package io.enrollment.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * The tables of the store: checks them, makes them, shows the scripts that make them. The scripts lie in the jar, under
 * {@code io/enrollment/jdbc/sql/<database>/V001__baseline.sql} and so on, and Flyway or Liquibase can run them as they are.
 * Thread-safe.
 */
public final class SchemaManager {

    private static final Pattern TABLE = Pattern.compile("create table (\\S+) \\((.*)\\).*", Pattern.DOTALL);
    private static final Pattern INDEX =
            Pattern.compile("create (?:unique )?index (\\S+) on (\\S+) .*", Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile("^\\s*(?!check )(\\w+) (?!key)", Pattern.MULTILINE);

    private final DataSource dataSource;
    private final Dialect dialect;
    private final Names names;
    private final BooleanSupplier lent;

    SchemaManager(DataSource dataSource, Dialect dialect, Names names, BooleanSupplier lent) {
        this.dataSource = dataSource;
        this.lent = lent;
        this.dialect = dialect;
        this.names = names;
    }

    /** For tables with the usual names, in the schema of the connections. */
    public static SchemaManager on(DataSource dataSource) {
        return on(dataSource, "", "enr_");
    }

    /** For tables in another schema (empty for that of the connections) or with another prefix than {@code enr_}. */
    public static SchemaManager on(DataSource dataSource, String schema, String tablePrefix) {
        Names names = new Names(schema, tablePrefix);
        boolean lends = JdbcEnrollmentStore.isTransactionAware(dataSource.getClass());
        try (Visit visit = new Visit(dataSource, () -> lends)) {
            return new SchemaManager(dataSource, Dialect.of(visit.connection()), names, () -> lends);
        } catch (SQLException e) {
            throw failure("look at the database", e);
        }
    }

    /**
     * Checks that every table, column and index is there, and the version.
     *
     * @throws SchemaException naming the statement that is missing
     */
    public void validate() {
        try (Visit visit = visit()) {
            Connection connection = visit.connection();
            for (Migration migration : Migration.of(dialect)) {
                for (String statement : migration.statements()) {
                    validate(connection, statement);
                }
            }
            int version = version(connection);
            int newest = newest();
            if (version < newest) {
                throw new SchemaException("the schema has version " + version + ", this store needs " + newest);
            }
        } catch (SQLException e) {
            throw failure("check the schema", e);
        }
    }

    private Visit visit() throws SQLException {
        return new Visit(dataSource, lent);
    }

    private void validate(Connection connection, String statement) throws SQLException {
        Matcher table = TABLE.matcher(statement);
        Matcher index = INDEX.matcher(statement);
        boolean there = true;
        if (table.matches()) {
            there = hasColumns(connection, table.group(1), table.group(2));
        } else if (index.matches()) {
            there = hasIndex(connection, index.group(2), index.group(1));
        }
        if (!there) {
            throw new SchemaException("the schema lacks: " + names.resolve(statement));
        }
    }

    private boolean hasColumns(Connection connection, String table, String columns) throws SQLException {
        String selected = COLUMN.matcher(columns)
                .results()
                .map(match -> match.group(1))
                .reduce((a, b) -> a + ", " + b)
                .orElseThrow();
        return runs(connection, "select " + selected + " from " + table + " where 1 = 0");
    }

    private boolean runs(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(names.resolve(query))) {
            return !rows.next();
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith("42")) {
                return false;
            }
            throw e;
        }
    }

    private boolean hasIndex(Connection connection, String table, String index) throws SQLException {
        String resolved = names.resolve("from " + table).substring("from ".length());
        String name = resolved.substring(resolved.indexOf('.') + 1);
        return dialect.hasIndex(connection, names.schema(), name, names.resolve(index));
    }

    /**
     * Makes or upgrades the tables, under a lock that lets only one do it at a time; does nothing when they are up to date.
     * Needs two connections at once.
     *
     * @throws SchemaException if the lock cannot be had or a statement fails
     */
    public void apply() {
        try (Visit lock = visit();
                Visit visit = visit()) {
            dialect.lockSchema(lock.connection(), names);
            try {
                applyMissing(visit.connection());
            } finally {
                dialect.unlockSchema(lock.connection(), names);
            }
        } catch (SQLException e) {
            throw failure("apply the schema", e);
        }
    }

    private void applyMissing(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        int version = installed(connection).orElse(0);
        for (Migration migration : Migration.of(dialect)) {
            if (migration.version() > version) {
                apply(connection, migration);
            }
        }
    }

    private void apply(Connection connection, Migration migration) throws SQLException {
        for (String statement : migration.statements()) {
            try (Statement one = connection.createStatement()) {
                one.execute(names.resolve(statement));
            } catch (SQLException e) {
                throw new SchemaException("cannot run: " + names.resolve(statement), e);
            }
        }
        String checksum = names.resolve("update enr_schema_version set checksum = ? where version = ?");
        try (PreparedStatement update = connection.prepareStatement(checksum)) {
            update.setString(1, migration.checksum());
            update.setInt(2, migration.version());
            update.executeUpdate();
        }
    }

    /**
     * Writes the scripts that lead from a version (0 for none) to the newest, with the names of the host, for those who run
     * them by hand.
     */
    public void export(int fromVersion, Appendable out) {
        try {
            for (Migration migration : Migration.of(dialect)) {
                if (migration.version() > fromVersion) {
                    out.append(names.resolve(migration.text()));
                }
            }
        } catch (IOException e) {
            throw new SchemaException("cannot write the schema", e);
        }
    }

    private Optional<Integer> installed(Connection connection) throws SQLException {
        return runs(connection, "select version from enr_schema_version where 1 = 0")
                ? Optional.of(version(connection))
                : Optional.empty();
    }

    private int version(Connection connection) throws SQLException {
        return Integer.parseInt(only(connection, "select max(version) from enr_schema_version"));
    }

    /** The number of shards that the tables were laid out for. */
    int shards() {
        try (Visit visit = visit()) {
            return Integer.parseInt(only(visit.connection(), "select setting from enr_setting where name = 'shards'"));
        } catch (SQLException e) {
            throw failure("read the settings", e);
        }
    }

    private String only(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(names.resolve(query))) {
            if (!rows.next()) {
                throw new SchemaException("the schema is incomplete: no row for " + names.resolve(query));
            }
            return Objects.requireNonNullElse(rows.getString(1), "0");
        }
    }

    private int newest() {
        return Migration.of(dialect).size();
    }

    private static SchemaException failure(String what, SQLException e) {
        return new SchemaException("cannot " + what + ": SQLState " + e.getSQLState() + ", " + e.getMessage(), e);
    }
}
