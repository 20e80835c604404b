package io.enrollment.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/**
 * A connection of the data source for looks, and changes of the schema, that are no transactions of the store. Not every pool
 * takes a connection back as it was: what was begun on it is rolled back, before and after, and its autocommit restored; lest
 * the next who gets it from the pool be in the middle of a transaction. A connection that is lent from a transaction of the host
 * is left alone. Not thread-safe.
 */
final class Visit implements AutoCloseable {

    private final Connection connection;
    private final boolean isLent;
    private final boolean autoCommit;

    /** Gets one; {@code lent} says whether the data source hands out that of an open transaction of the host. */
    Visit(DataSource dataSource, BooleanSupplier lent) throws SQLException {
        isLent = lent.getAsBoolean();
        connection = dataSource.getConnection();
        try {
            autoCommit = connection.getAutoCommit();
            end();
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    private void end() throws SQLException {
        if (!isLent && !connection.getAutoCommit()) {
            connection.rollback();
        }
    }

    @Override
    public void close() throws SQLException {
        try (Connection last = connection) {
            end();
            if (last.getAutoCommit() != autoCommit) {
                last.setAutoCommit(autoCommit);
            }
        }
    }
}
