package io.enrollment.jdbc;

import io.enrollment.internal.Require;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * MariaDB from 10.6 and MySQL from 8.0.17. The claim locks rows and passes over those that others have locked, which needs an
 * index in the very order of the claim: what is sorted first is locked whole. Both differ in the name of the collation that
 * compares texts by their bytes without padding them, and so in their schema scripts, and in how a look locks what it sees.
 */
final class MariaDbDialect implements Dialect {

    private static final Pattern MARIADB = Pattern.compile("(\\d+)\\.(\\d+)\\.\\d+-MariaDB");

    /**
     * Duplicate key (another transaction did the same a moment ago), deadlock, lock wait timeout, record changed since it was
     * read, table definition changed, session killed, shutdown under way. Not all of them have a SQLState that says so.
     */
    private static final Set<Integer> PASSING = Set.of(1062, 1213, 1205, 1020, 1412, 1927, 1053);

    private static final String LOCK = "select get_lock(sha1(concat('enrollment schema ', coalesce(?, ''))), 30)";
    private static final String UNLOCK = "select release_lock(sha1(concat('enrollment schema ', coalesce(?, ''))))";
    private static final String SETTINGS = "select @@innodb_flush_log_at_trx_commit = 1, @@sql_mode";
    /** How a text is sent, compared with another one and sent back; nothing for the last means as it is stored. */
    private static final String TEXTS = """
            select @@character_set_client as character_set_client, @@character_set_connection as character_set_connection,
                   coalesce(@@character_set_results, 'utf8mb4') as character_set_results, @@sql_mode""";

    private static final String INDEX = """
            select 1 from information_schema.statistics
             where table_schema = coalesce(nullif(?, ''), database()) and table_name = ? and index_name = ?""";

    /** A bound of the host's own stays, a longer one too. */
    private static final String BOUND = """
            set @idle_before = @@session.idle_transaction_timeout,
                session idle_transaction_timeout = if(@@session.idle_transaction_timeout = 0, %d, @@session.idle_transaction_timeout)""";

    private static final String UNBOUND = "set session idle_transaction_timeout = @idle_before";

    /** With NO_BACKSLASH_ESCAPES, MySQL's driver sends a text that has quotes as mere bytes, which are no JSON to MySQL. */
    private static final String JSON = "convert(? using utf8mb4)";

    /** How many bytes, or a multiple of them, what changes of a state takes in its row. */
    private static final int STEP = 128;

    private final String name;
    private final String collation;
    private final String current;
    private final boolean carriesInsertions;

    private MariaDbDialect(String name, String collation, String current, boolean carriesInsertions) {
        this.name = name;
        this.collation = collation;
        this.current = current;
        this.carriesInsertions = carriesInsertions;
    }

    /** The dialect of such a server, whichever of the two drivers it is reached with: each driver speaks to both. */
    static MariaDbDialect of(DatabaseMetaData server) throws SQLException {
        String version = server.getDatabaseProductVersion();
        Matcher mariaDb = MARIADB.matcher(version);
        if (mariaDb.find()) {
            int major = Integer.parseInt(mariaDb.group(1));
            int minor = Integer.parseInt(mariaDb.group(2));
            Require.that(major > 10 || (major == 10 && minor >= 6), "MariaDB", version, "be 10.6 or later");
            return new MariaDbDialect("mariadb", "utf8mb4_nopad_bin", " lock in share mode", carriesInsertions(server));
        }
        Require.that(server.getDatabaseMajorVersion() >= 8, "MySQL", version, "be 8.0.17 or later");
        return new MariaDbDialect("mysql", "utf8mb4_0900_bin", " for share of r", false);
    }

    /** From 3.5 on, Connector/J sends the values of all rows behind one prepared insertion, unless the host forbids it. */
    private static boolean carriesInsertions(DatabaseMetaData server) throws SQLException {
        int major = server.getDriverMajorVersion();
        boolean recent = major > 3 || (major == 3 && server.getDriverMinorVersion() >= 5);
        return recent
                && server.getDriverName().startsWith("MariaDB")
                && !server.getURL().contains("useBulkStmtsForInserts=false");
    }

    @Override
    public String name() {
        return name;
    }

    /** Not {@code unix_timestamp(now(6))}, which goes by the zone of the session and is ambiguous once a year. */
    @Override
    public String now() {
        return "timestampdiff(microsecond, '1970-01-01 00:00:00', utc_timestamp(6))";
    }

    @Override
    public String keys() {
        return "json_table(" + JSON + ", '$[*]' columns (v varchar(200) character set utf8mb4 collate " + collation
                + " path '$')) k";
    }

    @Override
    public String placed() {
        return "json_table(" + JSON + ", '$[*]' columns (v varchar(200) character set utf8mb4 collate " + collation
                + " path '$[0]', s integer path '$[1]')) k";
    }

    @Override
    public String byIndex(String query) {
        return ConstantOrder.leftOut(query);
    }

    /** A JSON array; whoever compares it with a column compares bytes, as the column does. */
    @Override
    public Object bindKeys(Connection connection, List<String> keys) {
        StringBuilder json = new StringBuilder("[");
        for (String key : keys) {
            json.append(json.length() > 1 ? "," : "").append(quoted(key));
        }
        return json.append(']').toString();
    }

    @Override
    public List<Object> bindPlaced(Connection connection, Sql.Placed placed) {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < placed.texts().size(); i++) {
            json.append(i > 0 ? ",[" : "[")
                    .append(quoted(placed.texts().get(i)))
                    .append(',')
                    .append(placed.shards().get(i))
                    .append(']');
        }
        return List.of(json.append(']').toString());
    }

    private static String quoted(String key) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** Not {@code insert ignore}, which would also ignore values that do not fit. */
    @Override
    public String reserve() {
        return """
                insert into enr_reservation (organization_id, scope, reserved_key, shard_key, owner)
                values (?, ?, ?, ?, ?)
                on duplicate key update owner = owner""";
    }

    /**
     * REPEATABLE READ, which is usual here, would hide the owner that an insert ran into. MySQL cannot lock the rows of a
     * {@code json_table}, MariaDB cannot name the table whose rows it is to lock.
     */
    @Override
    public String current() {
        return current;
    }

    /** When most of the rows were due, MySQL was seen to sort them all: a claim of 20 locked 1,000. */
    @Override
    public String inDueOrder() {
        return " force index (enr_due_ix)";
    }

    /** Row by row, a driver sends a text for each, and the server reads and plans every one of them. */
    @Override
    public boolean takesLists() {
        return true;
    }

    @Override
    public boolean carriesInsertions() {
        return carriesInsertions;
    }

    /**
     * A row that gets longer is put into another place of its page, and once the page is used up, which it soon is, the server
     * orders it anew and logs all of it, 16 kB, for a change of some bytes. What keeps its length is written in place.
     */
    @Override
    public String stored(String state, int beside) {
        int over = (state.getBytes(StandardCharsets.UTF_8).length + beside) % STEP;
        return over == 0 ? state : state + " ".repeat(STEP - over);
    }

    /** The locks of a client whose machine or network died are kept for eight hours by default; MySQL cannot be told. */
    @Override
    public List<String> sessionBounds(int idleMillis) {
        long seconds = (idleMillis + 999L) / 1000;
        return seconds == 0 || !name.equals("mariadb") ? List.of() : List.of(BOUND.formatted(seconds), UNBOUND);
    }

    @Override
    public Candidates candidates() {
        return Candidates.LOCKING;
    }

    @Override
    public void lockSchema(Connection connection, Names names) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setString(1, database(connection, names));
            try (ResultSet granted = lock.executeQuery()) {
                if (!granted.next() || granted.getInt(1) != 1) {
                    throw new SQLException("somebody else changes the schema");
                }
            }
        }
    }

    /** Such a lock outlives transactions, and a pool keeps the session that holds it. */
    @Override
    public void unlockSchema(Connection connection, Names names) throws SQLException {
        try (PreparedStatement unlock = connection.prepareStatement(UNLOCK)) {
            unlock.setString(1, database(connection, names));
            unlock.execute();
        }
    }

    private static String database(Connection connection, Names names) throws SQLException {
        return names.schema().isEmpty() ? connection.getCatalog() : names.schema();
    }

    @Override
    public boolean mayCountOnlyChanges() {
        return true;
    }

    /** Asks the server: what a driver calls a schema, and what a catalog, depends on the driver and its settings. */
    @Override
    public boolean hasIndex(Connection connection, String schema, String table, String index) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(INDEX)) {
            query.setString(1, schema);
            query.setString(2, table);
            query.setString(3, index);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    @Override
    public boolean isTransient(SQLException failure) {
        return Dialect.super.isTransient(failure) || PASSING.contains(failure.getErrorCode());
    }

    /** What another character set lacks arrives as a question mark, without a word, and two ids are one. */
    @Override
    public void requireExactTexts(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet texts = statement.executeQuery(TEXTS)) {
            texts.next();
            for (int column = 1; column <= 3; column++) {
                String set = texts.getString(column);
                Require.that(
                        set.equals("utf8mb4"),
                        texts.getMetaData().getColumnLabel(column) + " of the data source's connections",
                        set,
                        "be utf8mb4: take other character sets out of its URL and its first statements");
            }
            Require.that(
                    !texts.getString(4).contains("EMPTY_STRING_IS_NULL"),
                    "sql_mode",
                    texts.getString(4),
                    "not make nulls of empty texts (EMPTY_STRING_IS_NULL)");
        }
    }

    @Override
    public Optional<String> durabilityWarning(Connection connection) throws SQLException {
        List<String> warnings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet settings = statement.executeQuery(SETTINGS)) {
            settings.next();
            if (settings.getInt(1) != 1) {
                warnings.add("this database can lose acknowledged commits when the server dies:"
                        + " innodb_flush_log_at_trx_commit is not 1");
            }
            if (!settings.getString(2).contains("STRICT_")) {
                warnings.add("this database cuts values that do not fit instead of refusing them:"
                        + " sql_mode has no STRICT_TRANS_TABLES");
            }
        }
        return warnings.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", warnings));
    }
}
