package io.enrollment.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Savepoint;
import java.util.Optional;

/**
 * Work inside a transaction of the host. Whether and when it is committed is the host's affair: here nothing is committed,
 * nothing but the work itself is undone, no setting of the connection is touched, and nothing is tried again. What failed is
 * undone up to a savepoint, so that the host cannot commit half of it. As thread-safe as the connections are.
 */
final class HostTx implements Tx {

    /** Where the connection comes from and goes to. */
    interface Lender {
        /** The connection of the transaction that is open. */
        Connection lend() throws SQLException;

        /** Takes it back. */
        void takeBack(Connection connection) throws SQLException;
    }

    private final Lender lender;
    private final Database database;

    HostTx(Lender lender, Database database) {
        this.lender = lender;
        this.database = database;
    }

    /** Always on this connection, which stays with the host. */
    static HostTx on(Connection connection, Database database) {
        return new HostTx(
                new Lender() {
                    @Override
                    public Connection lend() {
                        return connection;
                    }

                    @Override
                    public void takeBack(Connection same) {}
                },
                database);
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public boolean isHosts() {
        return true;
    }

    @Override
    public <T> T read(Work<T> work) {
        return lent(connection -> work.run(Sql.ofHost(connection, database), false));
    }

    @Override
    public <T> T write(Work<T> work) {
        return lent(connection -> {
            Optional<Savepoint> before = savepoint(connection);
            try {
                T result = work.run(Sql.ofHost(connection, database), false);
                release(connection, before);
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                undo(connection, before, e);
                throw e;
            }
        });
    }

    /** What is done with the host's connection. */
    @FunctionalInterface
    private interface Use<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T lent(Use<T> use) {
        try {
            Connection connection = lender.lend();
            try {
                requireTransaction(connection);
                return use.with(connection);
            } finally {
                lender.takeBack(connection);
            }
        } catch (SQLException e) {
            throw Tx.failure(
                    "the database failed inside the host's transaction, which is to be rolled back,", e, false);
        }
    }

    private static void requireTransaction(Connection connection) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalStateException("the lent connection is in autocommit mode: begin a transaction on it first"
                    + " (setAutoCommit(false)), and commit it afterwards");
        }
    }

    private static Optional<Savepoint> savepoint(Connection connection) throws SQLException {
        try {
            return Optional.of(connection.setSavepoint());
        } catch (SQLFeatureNotSupportedException none) {
            return Optional.empty();
        }
    }

    private static void release(Connection connection, Optional<Savepoint> before) throws SQLException {
        if (before.isPresent()) {
            connection.releaseSavepoint(before.get());
        }
    }

    /** A database that rolled back the whole transaction does not know the savepoint any more; nothing is left then either. */
    private static void undo(Connection connection, Optional<Savepoint> before, Throwable cause) {
        try {
            if (before.isPresent()) {
                connection.rollback(before.get());
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
