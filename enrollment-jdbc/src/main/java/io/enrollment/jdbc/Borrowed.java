package io.enrollment.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that is given the settings of the store for one transaction, and its own ones back afterwards. */
final class Borrowed {

    private static final Logger LOG = LoggerFactory.getLogger(Borrowed.class);
    /** What stands for a driver that knows of no network timeouts. */
    private static final int NONE = -1;

    private final Connection connection;
    private final int networkTimeout;
    private final boolean autoCommit;
    private final int isolation;
    private final List<String> sessionBounds;

    /** Begins a transaction, which may lock something: READ COMMITTED, and with every answer of the server bounded in time. */
    Borrowed(Connection connection, Database database, boolean mayLock) throws SQLException {
        this.connection = connection;
        networkTimeout = limit(connection, database);
        autoCommit = connection.getAutoCommit();
        if (!autoCommit) {
            // Left over by whoever had it before, on a pool that does not look: nobody is to commit it, least of all
            // the store.
            connection.rollback();
        }
        isolation = connection.getTransactionIsolation();
        if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
        connection.setAutoCommit(false);
        sessionBounds = mayLock ? database.sessionBounds() : List.of();
        if (!sessionBounds.isEmpty()) {
            set(sessionBounds.get(0));
        }
    }

    private void set(String setting) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(setting);
        }
    }

    /** Sets the network timeout, unless the host has set a shorter one; gives the one that is to be restored. */
    private static int limit(Connection connection, Database database) throws SQLException {
        int wanted = database.networkTimeoutMillis();
        if (wanted == 0) {
            return NONE;
        }
        try {
            int before = connection.getNetworkTimeout();
            if (before != 0 && before <= wanted) {
                return NONE;
            }
            connection.setNetworkTimeout(Runnable::run, wanted);
            return before;
        } catch (SQLFeatureNotSupportedException | AbstractMethodError unknown) {
            database.knowsNoNetworkTimeouts();
            return NONE;
        }
    }

    /** Gives the connection its own settings back. */
    void restore() {
        try {
            if (!sessionBounds.isEmpty()) {
                set(sessionBounds.get(1));
            }
            connection.setAutoCommit(autoCommit);
            if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
                connection.setTransactionIsolation(isolation);
            }
            if (networkTimeout != NONE) {
                connection.setNetworkTimeout(Runnable::run, networkTimeout);
            }
        } catch (SQLException e) {
            LOG.debug("a broken connection could not be restored: SQLState {}", e.getSQLState());
        }
    }
}
