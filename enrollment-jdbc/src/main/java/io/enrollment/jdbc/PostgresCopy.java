package io.enrollment.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Inserts many rows by COPY, in its binary form, straight from the parameters of an insertion: the server takes them in while
 * they are still being written down, and logs whole pages instead of rows. To be touched only where PostgreSQL's own driver
 * is there. Not thread-safe.
 */
final class PostgresCopy {

    /** What servers say of a table whose rows they guard one by one, or that do not know of copies. */
    private static final String NOT_SUPPORTED = "0A000";

    /** Nothing but parameters; whatever an insertion says beyond that, COPY cannot say. */
    private static final Pattern PLAIN_INSERT = Pattern.compile(
            "\\s*insert\\s+into\\s+(\\S+\\s*\\([^()]*\\))\\s*values\\s*\\(\\s*\\?(?:\\s*,\\s*\\?)*\\s*\\)\\s*",
            Pattern.DOTALL);

    private static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', -1, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final int NULL = -1;
    private static final int END = -1;
    private static final int PORTION = 1 << 15;

    private final CopyIn copy;
    private byte[] portion = new byte[PORTION];
    private int length;

    private PostgresCopy(CopyIn copy) {
        this.copy = copy;
    }

    /** The statement that does what a plain insertion does; empty for any other. */
    static Optional<String> statement(String insert) {
        Matcher plain = PLAIN_INSERT.matcher(insert);
        return plain.matches()
                ? Optional.of("copy " + plain.group(1) + " from stdin (format binary)")
                : Optional.empty();
    }

    /** Whether a connection is one of PostgreSQL's own driver, or a pool's around one. */
    static boolean canCopy(Connection connection) throws SQLException {
        return connection.isWrapperFor(PGConnection.class);
    }

    /** The same in a transaction that is tried again, without copies, when the server takes none. */
    static void copy(Connection connection, Database database, String statement, Iterator<Object[]> rows)
            throws SQLException {
        try {
            copy(connection, statement, rows);
        } catch (SQLException e) {
            if (NOT_SUPPORTED.equals(e.getSQLState())) {
                database.doesNotCopy();
                throw new SQLException("the server takes no copies: " + e.getMessage(), Tx.TRY_AGAIN, e);
            }
            throw e;
        }
    }

    /** Texts, integers, longs and absent values, of exactly the types of their columns. */
    static void copy(Connection connection, String statement, Iterator<Object[]> rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
        try {
            new PostgresCopy(copy).copy(rows);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void copy(Iterator<Object[]> rows) throws SQLException {
        put(HEADER);
        while (rows.hasNext()) {
            Object[] row = rows.next();
            room(2);
            putShort(row.length);
            for (Object value : row) {
                put(value);
            }
        }
        room(2);
        putShort(END);
        flush();
        copy.endCopy();
    }

    private void put(Object value) throws SQLException {
        if (value instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            room(4);
            putInt(bytes.length);
            put(bytes);
        } else if (value instanceof Long number) {
            room(12);
            putInt(8);
            putInt((int) (number >> 32));
            putInt((int) (long) number);
        } else if (value instanceof Integer number) {
            room(8);
            putInt(4);
            putInt(number);
        } else if (value instanceof Sql.Null) {
            room(4);
            putInt(NULL);
        } else {
            throw new IllegalArgumentException("a value to copy must be a text, an integer or a long, not a "
                    + value.getClass().getName());
        }
    }

    private void put(byte[] bytes) throws SQLException {
        room(bytes.length);
        System.arraycopy(bytes, 0, portion, length, bytes.length);
        length += bytes.length;
    }

    private void room(int wanted) throws SQLException {
        if (wanted > portion.length - length) {
            flush();
            if (wanted > portion.length) {
                portion = new byte[wanted];
            }
        }
    }

    private void flush() throws SQLException {
        copy.writeToCopy(portion, 0, length);
        length = 0;
    }

    private void putShort(int number) {
        portion[length++] = (byte) (number >> 8);
        portion[length++] = (byte) number;
    }

    private void putInt(int number) {
        putShort(number >> 16);
        putShort(number);
    }
}
