package io.enrollment.examples.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The limit: set-based SQL only, 5,000 rows at a time, each time one statement that claims, advances and logs (three in one
 * transaction where the database has no statements that change two tables). Nothing is sent, nothing is checked, no row
 * leaves the server.
 */
final class SetBased implements Contestant {

    private static final String ALL_IN_ONE = """
            with pick as materialized (
              select id, step from {p}enrollment where status = 'ACTIVE' and due_at <= ?
               order by due_at limit 5000 for no key update skip locked),
            moved as (
              update {p}enrollment e
                 set step = e.step + 1, due_at = ?,
                     status = case when e.step = ? then 'COMPLETED' else 'ACTIVE' end
                from pick where e.id = pick.id)
            insert into {p}log (idem_key, enrollment_id, step, kind, logged_at)
            select id || ':' || step, id, step, 'SENT', ? from pick""";
    private static final String CLAIM_H2 =
            "update {p}enrollment set claim = ? where status = 'ACTIVE' and due_at <= ? fetch first 5000 rows only";
    private static final String CLAIM_MARIADB = "update {p}enrollment set claim = ? where status = 'ACTIVE'"
            + " and due_at <= ? order by status, due_at, id limit 5000";
    private static final String LOG = "insert into {p}log (idem_key, enrollment_id, step, kind, logged_at)"
            + " select concat(id, ':', step), id, step, 'SENT', ? from {p}enrollment where claim = ?";
    private static final String ADVANCE = "update {p}enrollment set status = case when step = ? then 'COMPLETED' else"
            + " 'ACTIVE' end, step = step + 1, due_at = ?, claim = 0 where claim = ?";

    private final PlainTables tables;

    SetBased(PlainTables tables) {
        this.tables = tables;
    }

    @Override
    public String name() {
        return "set-based limit";
    }

    @Override
    public void prepare() throws SQLException {
        tables.prepare();
        Statements.run(tables.pool(), tables.named("create index {p}claimed on {p}enrollment (claim)"));
    }

    @Override
    public void enroll() throws SQLException {
        tables.enroll();
    }

    @Override
    public void drip() throws SQLException {
        boolean postgres = tables.server().kind() == BenchServer.Kind.POSTGRESQL;
        try (Connection connection = tables.pool().getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            if (postgres) {
                allInOne(connection);
            } else {
                connection.setAutoCommit(false);
                inThree(connection);
            }
        }
    }

    private void allInOne(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(tables.named(ALL_IN_ONE))) {
            int logged;
            do {
                long now = PlainTables.now();
                logged = update(statement, now, now, tables.steps(), now);
            } while (logged > 0);
        }
    }

    private void inThree(Connection connection) throws SQLException {
        String claiming = tables.server().kind() == BenchServer.Kind.H2 ? CLAIM_H2 : CLAIM_MARIADB;
        try (PreparedStatement claim = connection.prepareStatement(tables.named(claiming));
                PreparedStatement log = connection.prepareStatement(tables.named(LOG));
                PreparedStatement advance = connection.prepareStatement(tables.named(ADVANCE))) {
            for (long number = 1; ; number++) {
                long now = PlainTables.now();
                if (update(claim, number, now) == 0) {
                    connection.rollback();
                    return;
                }
                update(log, now, number);
                update(advance, tables.steps(), now, number);
                tables.server().commit(connection);
            }
        }
    }

    private static int update(PreparedStatement statement, long... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setLong(i + 1, parameters[i]);
        }
        return statement.executeUpdate();
    }

    @Override
    public void check() throws SQLException {
        tables.check();
    }
}
