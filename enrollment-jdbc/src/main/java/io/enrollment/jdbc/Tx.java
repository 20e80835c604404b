package io.enrollment.jdbc;

import io.enrollment.spi.StoreUnavailableException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;

/** Where work gets its transaction from: one of its own, or that of the host. */
interface Tx {

    /** The SQLState of failures that are ours and can be tried again. */
    String TRY_AGAIN = "40ENR";

    /** What a timeout means, which not every driver gives a SQLState. */
    String TOOK_TOO_LONG = " (a statement or a lock took longer than the timeout)";

    /** What runs in a transaction; may run several times. */
    @FunctionalInterface
    interface Work<T> {
        T run(Sql sql, boolean repeated) throws SQLException;
    }

    /** What all statements share. */
    Database database();

    /** Whether the transaction that the next work runs in is the host's, who may roll it back. */
    boolean isHosts();

    /** Runs work that changes nothing. */
    <T> T read(Work<T> work);

    /**
     * Runs work that may change something.
     *
     * @throws StoreUnavailableException if it cannot be done; its effect is unknown when the answer to a commit was lost
     */
    <T> T write(Work<T> work);

    /** What a caller hears of a failure that no further try can help. */
    static RuntimeException failure(String what, SQLException e, boolean unknown) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("22")
                ? new IllegalArgumentException("the database refuses a value: " + e.getMessage(), e)
                : new StoreUnavailableException(what + " with SQLState " + state + meaning(e, state), unknown, e);
    }

    /** What the person who reads the log has to look after. */
    private static String meaning(SQLException e, String state) {
        if (e instanceof SQLTimeoutException) {
            return TOOK_TOO_LONG;
        }
        if (state.startsWith("08") || (e.getSQLState() == null && e instanceof SQLTransientException)) {
            return " (the connection broke or cannot be had)";
        }
        return switch (state) {
            case "40001", "40P01" -> " (another transaction was first: yours is to be tried again from its beginning)";
            case "53100" -> " (its disk is full)";
            case "53200" -> " (it has no memory left)";
            case "53300" -> " (it has no connections left)";
            case "57014", "HYT00", "70100" -> TOOK_TOO_LONG;
            case "57P01", "57P02", "25P03" -> " (the server ended the session)";
            case "57P03" -> " (the server is starting up or shutting down)";
            case "25006" -> " (it is read-only: a standby, or set so)";
            case "42501" -> " (the user lacks rights)";
            default -> "";
        };
    }
}
