package io.enrollment.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions of the store's own, on connections of a data source: READ COMMITTED, tried again when the database says that
 * this can help or when the answer to a commit was lost. What runs in it recognizes its own repetition. The connection goes
 * back as it came. Thread-safe.
 */
final class OwnTx implements Tx {

    private static final Logger LOG = LoggerFactory.getLogger(OwnTx.class);
    /** Pools say so in words of their own, most of them without a SQLState. */
    private static final String NO_CONNECTION =
            "no connection to the database can be had, by what the data source says,";

    private static final int TRIES = 12;
    private static final int TRIES_TO_CONNECT = 3;
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final DataSource dataSource;
    private final Database database;

    OwnTx(DataSource dataSource, Database database) {
        this.dataSource = dataSource;
        this.database = database;
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public boolean isHosts() {
        return false;
    }

    @Override
    public <T> T read(Work<T> work) {
        return run(work, false);
    }

    @Override
    public <T> T write(Work<T> work) {
        return run(work, true);
    }

    private <T> T run(Work<T> work, boolean writes) {
        boolean unknown = false;
        long began = System.nanoTime();
        for (int tries = 1; ; tries++) {
            Attempt<T> attempt = new Attempt<>(writes);
            try {
                return attempt.run(work, tries > 1);
            } catch (SQLException e) {
                unknown |= attempt.committing && !isRefusal(e);
                boolean unreached = !attempt.connected || database.dialect().isBroken(e);
                boolean worthIt = unreached ? isEarly(tries, began) : tries < TRIES;
                if (!worthIt || !(unknown || database.dialect().isTransient(e))) {
                    throw Tx.failure(attempt.connected ? "the database failed" : NO_CONNECTION, e, unknown);
                }
                LOG.debug("transaction is tried again after SQLState {}", e.getSQLState());
                pause(tries);
            }
        }
    }

    /** A database that could not be reached for as long as a statement may take is not asked again: somebody is waiting. */
    private boolean isEarly(int tries, long began) {
        long patience = TimeUnit.SECONDS.toNanos(database.timeoutSeconds());
        return tries < TRIES_TO_CONNECT && System.nanoTime() - began < patience;
    }

    /** One try. */
    private final class Attempt<T> {

        private final boolean writes;
        private boolean connected;
        private boolean committing;

        Attempt(boolean writes) {
            this.writes = writes;
        }

        T run(Work<T> work, boolean repeated) throws SQLException {
            Connection connection = dataSource.getConnection();
            connected = true;
            try {
                return run(connection, work, repeated);
            } finally {
                close(connection);
            }
        }

        private T run(Connection connection, Work<T> work, boolean repeated) throws SQLException {
            Borrowed borrowed = new Borrowed(connection, database, writes);
            try {
                T result = work.run(Sql.own(connection, database, writes), repeated);
                committing = true;
                connection.commit();
                Optional<String> force = writes ? database.force() : Optional.empty();
                if (force.isPresent()) {
                    follow(connection, force.get());
                }
                borrowed.restore();
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                if (rollback(connection, e)) {
                    borrowed.restore();
                }
                throw e;
            }
        }
    }

    /** What fails here leaves open what was kept, as a commit that is not answered does. */
    private void follow(Connection connection, String statement) throws SQLException {
        try (Statement following = connection.createStatement()) {
            following.setQueryTimeout(database.timeoutSeconds());
            following.execute(statement);
        }
    }

    /** Whether it was rolled back; a connection where this failed must not be touched again, or it might commit. */
    private static boolean rollback(Connection connection, Throwable cause) {
        try {
            connection.rollback();
            return true;
        } catch (SQLException e) {
            cause.addSuppressed(e);
            return false;
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a connection could not be closed: SQLState {}", e.getSQLState());
        }
    }

    /** The database itself says that it rolled back. */
    private static boolean isRefusal(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return (state.startsWith("40") && !state.equals("40003")) || state.startsWith("23");
    }

    private static void pause(int tries) {
        long longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(tries, 10));
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
    }
}
