package io.enrollment.examples.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * What it costs PostgreSQL alone to take the very rows that the engine writes when it enrolls: one {@code INSERT … SELECT} for
 * each of its tables, with the same indexes, in one transaction. Nothing is checked and nothing crosses the wire.
 */
final class SameRows {

    private static final String PREFIX = "same_";
    private static final List<String> TABLES =
            List.of("reservation", "enrollment", "listed", "due", "log", "count", "attempt");

    private final BenchServer server;
    private final String written;

    /** On a server where the engine has just enrolled, into tables whose names begin like this. */
    SameRows(BenchServer server, String written) {
        this.server = server;
        this.written = written;
    }

    static boolean arePossibleOn(BenchServer server) {
        return server.kind() == BenchServer.Kind.POSTGRESQL;
    }

    String name() {
        return "same rows by SQL";
    }

    /** Makes empty tables with the same columns and indexes; not measured. */
    void prepare() throws SQLException {
        Statements.drop(server.pool(), PREFIX);
        for (String table : TABLES) {
            Statements.run(
                    server.pool(), "create table " + PREFIX + table + " (like " + written + table + " including all)");
        }
    }

    void insert() throws SQLException {
        try (Connection connection = server.pool().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String table : TABLES) {
                statement.executeUpdate("insert into " + PREFIX + table + " select * from " + written + table);
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    /** Fails unless every row is there; not measured. */
    void check() throws SQLException {
        for (String table : TABLES) {
            Statements.require(
                    server.pool(),
                    "select count(*) from " + PREFIX + table,
                    Statements.number(server.pool(), "select count(*) from " + written + table));
        }
        Statements.drop(server.pool(), PREFIX);
    }
}
