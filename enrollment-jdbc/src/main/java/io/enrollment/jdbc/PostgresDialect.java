package io.enrollment.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** PostgreSQL. The claim locks rows and passes over those that others have locked. */
final class PostgresDialect implements Dialect {

    /** Locks not granted, a client that said nothing for too long, shutdown of a session or of the server, recovery under way. */
    private static final Set<String> PASSING = Set.of("55P03", "25P03", "57P01", "57P02", "57P03");

    /** A bound of the host's own stays, a longer one too. */
    private static final String BOUND =
            "case when current_setting('%1$s') = '0' then set_config('%1$s', '%2$dms', true) end";

    private static final String LOCK = "select pg_advisory_xact_lock(hashtext('enrollment schema'))";
    private static final Pattern KEYED = Pattern.compile(
            "join\\s+(\\S+)\\s+(\\w+)\\s+on\\s+((?:(?!{end}).)*= k\\.v(?:(?!{end}).)*)"
                    .replace("{end}", "\\s(?:where|order by|union all)"),
            Pattern.DOTALL);
    private static final String SEARCH_BY_KEYS = "select set_config('enable_seqscan', 'off', true),"
            + " set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)";
    private static final String PLAN_ANEW =
            "select set_config('enable_seqscan', 'off', true), set_config('plan_cache_mode', 'force_custom_plan', true)";
    private static final String CAREFUL =
            "select current_setting('fsync') = 'on' and current_setting('synchronous_commit') <> 'off',"
                    + " current_setting('server_encoding')";

    private static final boolean HAS_ITS_DRIVER = hasItsDriver();

    /** A host may well come with another driver than PostgreSQL's own. */
    private static boolean hasItsDriver() {
        try {
            Class.forName("org.postgresql.copy.CopyIn", false, PostgresDialect.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError another) {
            return false;
        }
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public String now() {
        return "cast(extract(epoch from statement_timestamp()) * 1000000 as bigint)";
    }

    @Override
    public String keys() {
        return "unnest(cast(? as text[])) k(v)";
    }

    @Override
    public String placed() {
        return "unnest(cast(? as text[]), cast(? as integer[])) k(v, s)";
    }

    /** A plain join would be planned as seems best while nothing is known of the tables: reading an organization as a whole. */
    @Override
    public String byIndex(String query) {
        return KEYED.matcher(query).replaceAll("cross join lateral (select * from $1 $2 where $3 offset 0) $2");
    }

    @Override
    public boolean takesArrays() {
        return true;
    }

    @Override
    public boolean copies() {
        return HAS_ITS_DRIVER;
    }

    /** While one waits for its commit to reach the disk, the other writes; a session uses one processor. */
    @Override
    public int chunksAtOnce() {
        return 2;
    }

    /** Until the end of the transaction; plans that are made once, for tables that are small then, stay good for big ones. */
    @Override
    public Optional<String> searchByKeys() {
        return Optional.of(SEARCH_BY_KEYS);
    }

    /**
     * A plan that was kept from when a table was empty may go by any of its indexes, which all looked alike then; and reading a
     * small one whole for each of a thousand keys is not small.
     */
    @Override
    public Optional<String> planAnew() {
        return Optional.of(PLAN_ANEW);
    }

    /** The locks of a client whose machine or network died are kept for two hours, as long as TCP waits by default. */
    @Override
    public Optional<String> bounds(int statementMillis, int idleMillis) {
        String statements = BOUND.formatted("statement_timeout", statementMillis);
        return Optional.of(
                idleMillis == 0
                        ? statements
                        : statements + ", " + BOUND.formatted("idle_in_transaction_session_timeout", idleMillis));
    }

    @Override
    public Object bindKeys(Connection connection, List<String> keys) throws SQLException {
        return connection.createArrayOf("text", keys.toArray(String[]::new));
    }

    @Override
    public List<Object> bindPlaced(Connection connection, Sql.Placed placed) throws SQLException {
        return List.of(
                bindKeys(connection, placed.texts()),
                connection.createArrayOf("integer", placed.shards().toArray()));
    }

    @Override
    public String reserve() {
        return """
                insert into enr_reservation (organization_id, scope, reserved_key, shard_key, owner)
                values (?, ?, ?, ?, ?)
                on conflict do nothing""";
    }

    @Override
    public Optional<String> reserveTelling() {
        return Optional.of(reserve() + " returning organization_id, scope, reserved_key");
    }

    @Override
    public Candidates candidates() {
        return Candidates.LOCKING;
    }

    @Override
    public void lockSchema(Connection connection, Names names) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(30);
            statement.execute(LOCK);
        }
    }

    @Override
    public boolean isTransient(SQLException failure) {
        return Dialect.super.isTransient(failure) || PASSING.contains(String.valueOf(failure.getSQLState()));
    }

    @Override
    public Optional<String> durabilityWarning(Connection connection) throws SQLException {
        List<String> warnings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet careful = statement.executeQuery(CAREFUL)) {
            careful.next();
            if (!careful.getBoolean(1)) {
                warnings.add("this PostgreSQL can lose acknowledged commits when the server dies: fsync or"
                        + " synchronous_commit is off");
            }
            String encoding = careful.getString(2);
            if (!encoding.equals("UTF8")) {
                warnings.add("this PostgreSQL database refuses texts that its encoding, " + encoding
                        + ", cannot hold, and whatever is stored with them: make it with encoding UTF8");
            }
        }
        return warnings.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", warnings));
    }
}
