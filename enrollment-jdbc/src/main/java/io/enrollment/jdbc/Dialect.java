package io.enrollment.jdbc;

import io.enrollment.internal.Require;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What differs between databases. Stateless. */
interface Dialect {

    /** How databases may have written a name down: as it was given, in upper case, in lower case. */
    List<UnaryOperator<String>> SPELLINGS = List.of(
            UnaryOperator.identity(), name -> name.toUpperCase(Locale.ROOT), name -> name.toLowerCase(Locale.ROOT));

    /** The name of the folder with its schema scripts. */
    String name();

    /** The clock of the database, in microseconds since 1970-01-01T00:00:00Z. */
    String now();

    /** A table {@code k} with one column {@code v}, made of one parameter that {@link #bindKeys} sets. */
    String keys();

    /** A table {@code k} with the columns {@code v} and {@code s}, made of parameters that {@link #bindPlaced} gives. */
    String placed();

    /**
     * Whether queries are as simple as can be: keys are listed, see {@link KeyLists}, instead of joining a table of them, and what lies in
     * different shards is asked for by different queries.
     */
    default boolean asksPlainly() {
        return false;
    }

    /**
     * A statement as this database reads its rows by an index, and in the order of that index, whatever the statistics: the rows of each
     * of the {@link #keys}, or {@link #placed} keys, that it may join, and those of a page.
     */
    default String byIndex(String query) {
        return query;
    }

    /** Whether one statement can take many rows as arrays, see {@link ArrayForm}. */
    default boolean takesArrays() {
        return false;
    }

    /** Whether many rows can be copied in, see {@link PostgresCopy}. */
    default boolean copies() {
        return false;
    }

    /** Whether statements that name many rows are worth it, see {@link ManyRows}: where each statement costs, but not as arrays. */
    default boolean takesLists() {
        return false;
    }

    /**
     * The text of a state as it is stored in a row with so many more bytes of values that come and go.
     *
     * @param state the text, which may be followed by blanks
     */
    default String stored(String state, int beside) {
        return state;
    }

    /** Whether the driver has a server read a plain insertion once for all the rows of a batch, which counts none of them. */
    default boolean carriesInsertions() {
        return false;
    }

    /** Whether a driver, set so by the host, may count only rows that differ from before an update, not those it found. */
    default boolean mayCountOnlyChanges() {
        return false;
    }

    /** What makes the rest of a transaction find rows by their keys, one after the other, in the order of the batch. */
    default Optional<String> searchByKeys() {
        return Optional.empty();
    }

    /** What makes the rest of a transaction plan its statements for the tables as they are, not as they were a while ago. */
    default Optional<String> planAnew() {
        return Optional.empty();
    }

    /**
     * What the server is to bound for the rest of a transaction, as columns of a query: how long a statement takes, and how long it
     * waits in the middle of the transaction for a client, which may be gone without a word, and keeps its locks until then.
     *
     * @param idleMillis 0 for as long as it takes
     */
    default Optional<String> bounds(int statementMillis, int idleMillis) {
        return Optional.empty();
    }

    /**
     * The same on servers that can be told only for a session: a statement before a transaction that may lock something, and one
     * that takes it back; none or two.
     *
     * @param idleMillis 0 for as long as it takes
     */
    default List<String> sessionBounds(int idleMillis) {
        return List.of();
    }

    /** How many chunks of a run are stored at once, as long as each has rows of its own to write. */
    default int chunksAtOnce() {
        return 1;
    }

    /** Sets the parameter of {@link #keys}. */
    Object bindKeys(Connection connection, List<String> keys) throws SQLException;

    /** The parameters of {@link #placed}. */
    List<Object> bindPlaced(Connection connection, Sql.Placed placed) throws SQLException;

    /** Inserts a reservation unless there is one; its count is not to be trusted. */
    String reserve();

    /** As {@link #reserve}, and returns organization, scope and key of just the rows that it inserted, where that can be said. */
    default Optional<String> reserveTelling() {
        return Optional.empty();
    }

    /**
     * What makes a look at a table {@code r} see what others have committed by now, also in a transaction of the host that otherwise sees
     * everything as of its beginning; empty where that is so without.
     */
    default String current() {
        return "";
    }

    /**
     * What makes a database read due rows by their index even when it takes reading and sorting all of them for cheaper: what
     * is sorted first is locked whole. Empty where nothing has to be said.
     */
    default String inDueOrder() {
        return "";
    }

    /** How due rows are read before they are claimed. */
    Candidates candidates();

    /** Whether the workers of one process better claim one after the other, since all of them read the same rows at first. */
    default boolean claimsInTurn() {
        return false;
    }

    /**
     * Takes the lock under which the schema is changed, on a connection of its own, until {@link #unlockSchema}.
     *
     * @throws SQLException if somebody else holds it
     */
    void lockSchema(Connection connection, Names names) throws SQLException;

    /** Gives it back. */
    default void unlockSchema(Connection connection, Names names) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    /** Whether there is an index, in whatever case the database keeps its names; an empty schema is the session's own. */
    default boolean hasIndex(Connection connection, String schema, String table, String index) throws SQLException {
        String own = schema.isEmpty() ? connection.getSchema() : schema;
        for (UnaryOperator<String> spelled : SPELLINGS) {
            String searched = schema.isEmpty() ? own : spelled.apply(own);
            try (ResultSet rows =
                    connection.getMetaData().getIndexInfo(null, searched, spelled.apply(table), false, true)) {
                while (rows.next()) {
                    if (index.equalsIgnoreCase(rows.getString("INDEX_NAME"))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether trying the whole transaction again can help. */
    default boolean isTransient(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("40") || state.equals("23505") || isBroken(failure);
    }

    /** Whether it is the connection that failed, which no further statement can help. */
    default boolean isBroken(SQLException failure) {
        return String.valueOf(failure.getSQLState()).startsWith("08");
    }

    /**
     * Whether {@link #reserve} failed because somebody else made the reservation at the same moment, without harm to the
     * transaction.
     */
    default boolean isLostRace(SQLException failure) {
        return false;
    }

    /** What has the disk keep all that was committed, where a commit leaves that to the operating system. */
    default Optional<String> force() {
        return Optional.empty();
    }

    /**
     * Refuses connections on which texts would not come back as they were stored.
     *
     * @throws IllegalArgumentException naming the setting
     */
    default void requireExactTexts(Connection connection) throws SQLException {}

    /** What about the settings of the database can lose acknowledged commits, or values. */
    Optional<String> durabilityWarning(Connection connection) throws SQLException;

    /** The dialect of the database behind a connection. */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        if (product.equals("H2")) {
            return new H2Dialect();
        }
        if (product.equals("PostgreSQL")) {
            return new PostgresDialect();
        }
        if (product.equals("MariaDB") || product.equals("MySQL")) {
            return MariaDbDialect.of(connection.getMetaData());
        }
        throw Require.refusal("database", product, "be H2, PostgreSQL, MariaDB or MySQL");
    }
}
