package io.enrollment.jdbc;

import io.enrollment.spi.StoreUnavailableException;
import java.sql.SQLException;

/** Where work gets its transaction from: one of its own, or that of the host. */
interface Tx {

    /** The SQLState of failures that are ours and can be tried again. */
    String TRY_AGAIN = "40ENR";

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
                : new StoreUnavailableException(what + " with SQLState " + state + meaning(state), unknown, e);
    }

    /** What the person who reads the log has to look after. */
    private static String meaning(String state) {
        if (state.startsWith("08")) {
            return " (the connection broke or cannot be had)";
        }
        return switch (state) {
            case "53100" -> " (its disk is full)";
            case "53200" -> " (it has no memory left)";
            case "53300" -> " (it has no connections left)";
            case "57014", "HYT00", "70100" -> " (a statement or a lock took longer than the timeout)";
            case "57P01", "57P02" -> " (the server ended the session)";
            default -> "";
        };
    }
}
