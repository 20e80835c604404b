package io.enrollment.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
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

    /** Begins a transaction: READ COMMITTED, and with every answer of the server bounded in time. */
    Borrowed(Connection connection, Database database) throws SQLException {
        this.connection = connection;
        networkTimeout = limit(connection, database);
        autoCommit = connection.getAutoCommit();
        isolation = connection.getTransactionIsolation();
        if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
        connection.setAutoCommit(false);
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
