package io.enrollment.examples.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** A few statements outside of what is measured. */
final class Statements {

    private Statements() {}

    /** Runs statements, each on its own. */
    static void run(DataSource dataSource, String... statements) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    /** The one number that a query gives. */
    static long number(DataSource dataSource, String query) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Fails unless a query gives this number. */
    static void require(DataSource dataSource, String query, long expected) throws SQLException {
        long found = number(dataSource, query);
        if (found != expected) {
            throw new IllegalStateException(query + ": " + found + " instead of " + expected);
        }
    }

    /** Drops every table whose name begins like this. */
    static void drop(DataSource dataSource, String prefix) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : tables(connection, prefix)) {
                statement.execute("drop table " + table);
            }
        }
    }

    private static List<String> tables(Connection connection, String prefix) throws SQLException {
        List<String> tables = new ArrayList<>();
        String[] plain = {"TABLE", "BASE TABLE"};
        try (ResultSet rows =
                connection.getMetaData().getTables(connection.getCatalog(), connection.getSchema(), "%", plain)) {
            while (rows.next()) {
                String table = rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                if (table.startsWith(prefix)) {
                    tables.add(table);
                }
            }
        }
        return tables;
    }
}
