package io.enrollment.jdbc;

import io.enrollment.internal.Require;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * H2, in memory, in a file, or as a server.
 *
 * <p>The claim is optimistic: {@code order by … limit … for update skip locked} would lock every due row here.
 */
final class H2Dialect implements Dialect {

    /** A lock that was not granted in time: somebody else works on the same rows. */
    private static final String LOCK_TIMEOUT = "HYT00";

    /** Connection broken, database closed: by a server that died, or after a failed write, until it is opened anew. */
    private static final Set<String> BROKEN = Set.of("90067", "90098", "90121");

    private static final String SAME = """
            select cast('a' as varchar) = cast('A' as varchar) or cast('e' as varchar) = cast(U&'\\00e9' as varchar)""";

    /** In upper case, which is right with DATABASE_TO_UPPER=FALSE and with DATABASE_TO_LOWER=TRUE too. */
    private static final String WRITE_DELAY =
            "select SETTING_VALUE from INFORMATION_SCHEMA.SETTINGS where SETTING_NAME = 'WRITE_DELAY'";

    @Override
    public String name() {
        return "h2";
    }

    @Override
    public String now() {
        return "datediff(microsecond, timestamp with time zone '1970-01-01 00:00:00+00', current_timestamp)";
    }

    @Override
    public String keys() {
        return "unnest(cast(? as varchar array)) k(v)";
    }

    @Override
    public String placed() {
        return "unnest(cast(? as varchar array), cast(? as integer array)) k(v, s)";
    }

    @Override
    public Object bindKeys(Connection connection, List<String> keys) throws SQLException {
        return connection.createArrayOf("varchar", keys.toArray());
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
                merge into enr_reservation r
                using (select cast(? as varchar) organization_id, cast(? as varchar) scope,
                              cast(? as varchar) reserved_key, cast(? as integer) shard_key, cast(? as varchar) owner) n
                   on r.organization_id = n.organization_id and r.scope = n.scope
                  and r.reserved_key = n.reserved_key and r.shard_key = n.shard_key
                 when not matched then insert (organization_id, scope, reserved_key, shard_key, owner)
                      values (n.organization_id, n.scope, n.reserved_key, n.shard_key, n.owner)""";
    }

    @Override
    public Candidates candidates() {
        return Candidates.OPTIMISTIC;
    }

    /** There is one shard, and nothing passes over what others have locked. */
    @Override
    public boolean claimsInTurn() {
        return true;
    }

    @Override
    public void lockSchema(Connection connection, Names names) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            statement.execute(names.resolve("create table if not exists enr_schema_lock (id integer primary key)"));
            statement.execute(names.resolve("merge into enr_schema_lock (id) values (1)"));
            connection.setAutoCommit(false);
            statement.setQueryTimeout(30);
            statement.execute(names.resolve("select id from enr_schema_lock where id = 1 for update"));
        }
    }

    @Override
    public boolean isTransient(SQLException failure) {
        return Dialect.super.isTransient(failure) || LOCK_TIMEOUT.equals(failure.getSQLState());
    }

    @Override
    public boolean isBroken(SQLException failure) {
        return Dialect.super.isBroken(failure) || BROKEN.contains(String.valueOf(failure.getSQLState()));
    }

    @Override
    public boolean isLostRace(SQLException failure) {
        return "23505".equals(failure.getSQLState());
    }

    /** A commit hands what was written to the operating system, which survives the process, but not the machine. */
    @Override
    public Optional<String> force() {
        return Optional.of("checkpoint sync");
    }

    /** IGNORECASE=TRUE, or a collation of such a strength, makes one of two ids. */
    @Override
    public void requireExactTexts(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet same = statement.executeQuery(SAME)) {
            same.next();
            Require.that(
                    !same.getBoolean(1),
                    "H2 database",
                    connection.getMetaData().getURL(),
                    "tell letters from others by case and accent: without IGNORECASE=TRUE and COLLATION");
        }
    }

    @Override
    public Optional<String> durabilityWarning(Connection connection) throws SQLException {
        boolean file = !connection.getMetaData().getURL().startsWith("jdbc:h2:mem:");
        try (Statement statement = connection.createStatement();
                ResultSet setting = statement.executeQuery(WRITE_DELAY)) {
            boolean delayed = !setting.next() || !setting.getString(1).equals("0");
            return file && delayed
                    ? Optional.of(
                            "this H2 database writes with a delay and can lose acknowledged commits when the process"
                                    + " dies: add ;WRITE_DELAY=0 to its URL")
                    : Optional.empty();
        }
    }
}
