package io.enrollment.jdbc;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Statements on one connection, every one of them bounded in time. Parameters are texts, integers, longs, {@link Keys},
 * {@link Placed} and {@link Null}s. Not thread-safe.
 */
final class Sql {

    /** The absence of a value of a column. */
    enum Null {
        /** Of a text. */
        TEXT(Types.VARCHAR),
        /** Of a whole number. */
        LONG(Types.BIGINT);

        private final int type;

        Null(int type) {
            this.type = type;
        }
    }

    /** A list of texts as one parameter, see {@link Dialect#keys}. */
    record Keys(List<String> texts) {}

    /** Texts with the shards that their rows lie in, as the parameters of {@link Dialect#placed}. */
    record Placed(List<String> texts, List<Integer> shards) {
        static <T> Placed of(
                Collection<T> items, Function<? super T, String> text, Function<? super T, Integer> shard) {
            return new Placed(
                    items.stream().map(text).toList(),
                    items.stream().<Integer>map(shard).toList());
        }
    }

    /** Makes a value of a row. */
    @FunctionalInterface
    interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private final Database database;
    private final boolean isOwn;
    private boolean bounded;

    private Sql(Connection connection, Database database, boolean isOwn, boolean bounded) {
        this.connection = connection;
        this.database = database;
        this.isOwn = isOwn;
        this.bounded = bounded;
    }

    /** In a transaction of the host. */
    static Sql ofHost(Connection connection, Database database) {
        return new Sql(connection, database, false, true);
    }

    /** In a transaction of the store's own; one that may lock something is bounded by the server too. */
    static Sql own(Connection connection, Database database, boolean mayLock) {
        return new Sql(connection, database, true, !mayLock);
    }

    Database database() {
        return database;
    }

    <T> List<T> query(String statement, Mapper<T> mapper, Object... parameters) throws SQLException {
        if (!database.dialect().asksPlainly() || !KeyLists.isNeeded(parameters)) {
            return queryResolved(database.resolve(statement), mapper, parameters);
        }
        List<T> all = new ArrayList<>();
        for (KeyLists.Query part : KeyLists.queries(database.resolve(KeyLists.form(statement)), parameters)) {
            all.addAll(queryResolved(part.statement(), mapper, part.parameters()));
        }
        return all;
    }

    /** The rows of a query in each of so many shards; it has a number of a shard in the place of <code>{shard}</code>. */
    <T> List<T> queryShards(int shards, String query, Mapper<T> mapper, Object... parameters) throws SQLException {
        List<T> all = new ArrayList<>();
        if (database.dialect().asksPlainly()) {
            for (int shard = 0; shard < shards; shard++) {
                all.addAll(query(query.replace("{shard}", String.valueOf(shard)), mapper, parameters));
            }
            return all;
        }
        StringJoiner union = new StringJoiner(" union all ");
        Object[] together = new Object[shards * parameters.length];
        for (int shard = 0; shard < shards; shard++) {
            union.add("(" + query.replace("{shard}", String.valueOf(shard)) + ")");
            System.arraycopy(parameters, 0, together, shard * parameters.length, parameters.length);
        }
        return query(union.toString(), mapper, together);
    }

    private <T> List<T> queryResolved(String statement, Mapper<T> mapper, Object[] parameters) throws SQLException {
        try (PreparedStatement prepared = prepareResolved(statement)) {
            bind(prepared, parameters);
            return all(prepared.executeQuery(), mapper);
        }
    }

    <T> Optional<T> first(String statement, Mapper<T> mapper, Object... parameters) throws SQLException {
        return query(statement, mapper, parameters).stream().findFirst();
    }

    int update(String statement, Object... parameters) throws SQLException {
        try (PreparedStatement prepared = prepare(statement)) {
            bind(prepared, parameters);
            return prepared.executeUpdate();
        }
    }

    /** Runs one statement for many rows of parameters, whatever the counts are. */
    void batch(String statement, List<Object[]> rows) throws SQLException {
        batch(statement, rows, UnaryOperator.identity());
    }

    /**
     * As {@link #batch(String, List)}, of rows that are made of items one by one: while they are copied, the server takes the
     * first ones in before the last ones are made.
     */
    <T> void batch(String statement, List<T> items, Function<? super T, Object[]> row) throws SQLException {
        Optional<String> copy = isOwn ? database.copyForm(statement, items.size()) : Optional.empty();
        if (copy.isPresent() && PostgresCopy.canCopy(connection)) {
            bound();
            PostgresCopy.copy(
                    connection, database, copy.get(), items.stream().map(row).iterator());
            return;
        }
        List<Object[]> rows = items.stream().<Object[]>map(row).toList();
        if (takesArrays(rows)) {
            counts(statement, rows);
        } else if (rows.size() > 1 && database.writesForMany(database.resolve(statement))) {
            insertMany(statement, rows);
        } else if (!rows.isEmpty()) {
            execute(statement, rows);
        }
    }

    /** Prepares a transaction of our own that finds many rows by their keys, see {@link Dialect#searchByKeys}. */
    void searchByKeys() throws SQLException {
        prepare(database.dialect().searchByKeys());
    }

    /** Prepares a transaction of our own that reads much of tables that grow, see {@link Dialect#planAnew}. */
    void planAnew() throws SQLException {
        prepare(database.dialect().planAnew());
    }

    private void prepare(Optional<String> transaction) throws SQLException {
        if (isOwn && transaction.isPresent()) {
            Optional<String> bounds = bounded ? Optional.empty() : database.bounds();
            bounded = true;
            query(transaction.get() + bounds.map(", "::concat).orElse(""), row -> "");
        }
    }

    /** Only the server can bound a copy in time, or end the transaction of a client that is gone without a word. */
    private void bound() throws SQLException {
        if (!bounded) {
            bounded = true;
            if (database.bounds().isPresent()) {
                query("select " + database.bounds().get(), row -> "");
            }
        }
    }

    /** Two rows or more are worth arrays where the database takes them. */
    private boolean takesArrays(List<Object[]> rows) {
        return rows.size() > 1 && database.dialect().takesArrays();
    }

    /** Whether {@link #listed} and {@link #overwrite} are worth it here. */
    boolean takesLists() {
        return database.dialect().takesLists();
    }

    /** A place in a transaction of our own to go back to. */
    Savepoint savepoint() throws SQLException {
        return connection.setSavepoint();
    }

    /** Takes back what was written since, and keeps the locks. */
    void undo(Savepoint since) throws SQLException {
        connection.rollback(since);
    }

    private int insertMany(String statement, List<Object[]> rows) throws SQLException {
        int count = 0;
        for (List<Object[]> part : ManyRows.parts(rows)) {
            String many = ManyRows.inserting(database.resolve(statement), part.size());
            try (PreparedStatement prepared = prepareResolved(many)) {
                bind(prepared, ManyRows.flat(part));
                count += prepared.executeUpdate();
            }
        }
        return count;
    }

    /**
     * Writes over rows that are there, and differ, by an insertion {@code on duplicate key update}.
     *
     * @throws SQLException if one of them is not there
     */
    void overwrite(String statement, List<Object[]> rows) throws SQLException {
        if (insertMany(statement, rows) != 2 * rows.size()) {
            throw new SQLException("a row that is written over is not there: " + statement);
        }
    }

    /** Changes the rows that meet any of the conditions in the place of <code>{any (…)}</code>, after other parameters. */
    int anyOf(String statement, Object[] parameters, List<Object[]> rows) throws SQLException {
        int count = 0;
        for (int from = 0; from < rows.size(); from += ManyRows.MOST_CONDITIONS) {
            List<Object[]> part = rows.subList(from, Math.min(rows.size(), from + ManyRows.MOST_CONDITIONS));
            String any = ManyRows.anyOf(database.resolve(statement), part.size());
            try (PreparedStatement prepared = prepareResolved(any)) {
                bind(prepared, ManyRows.joined(parameters, ManyRows.flat(part)));
                count += prepared.executeUpdate();
            }
        }
        return count;
    }

    /** Changes the rows whose ids are listed in the place of <code>{ids}</code>, between other parameters and their shard, which others follow. */
    int listed(String statement, Object[] parameters, List<String> ids, int shard, Object... last) throws SQLException {
        int count = 0;
        for (List<String> part : ManyRows.lists(ids)) {
            try (PreparedStatement prepared = prepareListed(statement, part)) {
                bind(
                        prepared,
                        ManyRows.joined(ManyRows.joined(ManyRows.joined(parameters, part.toArray()), shard), last));
                count += prepared.executeUpdate();
            }
        }
        return count;
    }

    /** Reads the rows whose ids are listed in the place of <code>{ids}</code>, between other parameters and their shard. */
    <T> List<T> queryListed(String statement, Mapper<T> mapper, Object[] parameters, List<String> ids, int shard)
            throws SQLException {
        List<T> found = new ArrayList<>();
        for (List<String> part : ManyRows.lists(ids)) {
            try (PreparedStatement prepared = prepareListed(statement, part)) {
                bind(prepared, ManyRows.joined(ManyRows.joined(parameters, part.toArray()), shard));
                found.addAll(all(prepared.executeQuery(), mapper));
            }
        }
        return found;
    }

    private PreparedStatement prepareListed(String statement, List<String> ids) throws SQLException {
        return prepareResolved(ManyRows.listing(database.resolve(statement), ids.size()));
    }

    /** All rows in one statement; how often each was found by an update or a deletion. */
    private int[] counts(String statement, List<Object[]> rows) throws SQLException {
        int[] counts = new int[rows.size()];
        for (int number : atOnce(statement, rows, row -> row.getInt(1))) {
            counts[number - 1]++;
        }
        return counts;
    }

    private <T> List<T> atOnce(String statement, List<Object[]> rows, Mapper<T> mapper) throws SQLException {
        ArrayForm form = database.arrayForm(statement, rows.get(0));
        try (PreparedStatement prepared = prepareResolved(form.text())) {
            List<Object[]> columns = form.columns(rows);
            for (int i = 0; i < columns.size(); i++) {
                prepared.setArray(i + 1, connection.createArrayOf(form.types().get(i), columns.get(i)));
            }
            return prepared.execute() ? all(prepared.getResultSet(), mapper) : List.of();
        }
    }

    private static <T> List<T> all(ResultSet found, Mapper<T> mapper) throws SQLException {
        try (ResultSet rows = found) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(mapper.map(rows));
            }
            return all;
        }
    }

    /** Runs an insertion that returns what it inserted, for all rows in one statement. */
    <T> List<T> returned(String statement, List<Object[]> rows, Mapper<T> mapper) throws SQLException {
        return rows.size() == 1 ? query(statement, mapper, rows.get(0)) : atOnce(statement, rows, mapper);
    }

    /**
     * Runs one statement for many rows of parameters and gives the exact count of each. A driver that does not tell the
     * counts of a batch is asked row by row, from then on.
     */
    int[] counted(String statement, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return new int[0];
        }
        if (takesArrays(rows)) {
            return counts(statement, rows);
        }
        if (!database.tellsCounts()) {
            return oneByOne(statement, rows);
        }
        int[] counts = execute(statement, rows);
        for (int count : counts) {
            if (count < 0) {
                database.doesNotTellCounts();
                throw new SQLException("the driver does not tell the counts of a batch", Tx.TRY_AGAIN);
            }
        }
        return counts;
    }

    /** What fails is told in the words of the server: a driver's own for a batch may hold all its values, which may get into a log. */
    private int[] execute(String statement, List<Object[]> rows) throws SQLException {
        try (PreparedStatement prepared = prepare(statement)) {
            for (Object[] row : rows) {
                bind(prepared, row);
                prepared.addBatch();
            }
            return prepared.executeBatch();
        } catch (BatchUpdateException e) {
            SQLException failure = e;
            while (failure instanceof BatchUpdateException && failure.getCause() instanceof SQLException cause) {
                failure = cause;
            }
            throw failure;
        }
    }

    private int[] oneByOne(String statement, List<Object[]> rows) throws SQLException {
        int[] counts = new int[rows.size()];
        try (PreparedStatement prepared = prepare(statement)) {
            for (int i = 0; i < counts.length; i++) {
                bind(prepared, rows.get(i));
                counts[i] = prepared.executeUpdate();
            }
        }
        return counts;
    }

    private PreparedStatement prepare(String statement) throws SQLException {
        return prepareResolved(database.resolve(statement));
    }

    private PreparedStatement prepareResolved(String statement) throws SQLException {
        bound();
        PreparedStatement prepared = connection.prepareStatement(statement);
        prepared.setQueryTimeout(database.timeoutSeconds());
        return prepared;
    }

    private void bind(PreparedStatement prepared, Object... parameters) throws SQLException {
        int index = 1;
        for (Object parameter : parameters) {
            if (parameter instanceof Placed placed) {
                for (Object bound : database.dialect().bindPlaced(connection, placed)) {
                    prepared.setObject(index++, bound);
                }
            } else {
                bind(prepared, index++, parameter);
            }
        }
    }

    private void bind(PreparedStatement prepared, int index, Object parameter) throws SQLException {
        if (parameter instanceof String text) {
            prepared.setString(index, text);
        } else if (parameter instanceof Integer number) {
            prepared.setInt(index, number);
        } else if (parameter instanceof Long number) {
            prepared.setLong(index, number);
        } else if (parameter instanceof Null absent) {
            prepared.setNull(index, absent.type);
        } else if (parameter instanceof Keys keys) {
            prepared.setObject(index, database.dialect().bindKeys(connection, keys.texts()));
        } else {
            throw new IllegalArgumentException("no parameter: " + parameter.getClass());
        }
    }
}
