package io.enrollment.examples.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * The tables of whoever writes a drip by hand: one row for each enrollment, one log with the idempotency key as its key.
 *
 * @param server where they are
 * @param prefix what their names begin with
 * @param subjects how many people there are
 * @param steps how many messages each gets
 */
record PlainTables(BenchServer server, String prefix, int subjects, int steps) {

    private static final int BATCH = 1000;

    /** A name of a table or statement with the prefix in the place of {@code {p}}. */
    String named(String statement) {
        return statement.replace("{p}", prefix);
    }

    /** Makes the tables anew, and fills that of the people. */
    void prepare() throws SQLException {
        Statements.drop(pool(), prefix);
        boolean postgres = server.kind() == BenchServer.Kind.POSTGRESQL;
        Statements.run(
                pool(),
                named("create table {p}person (id bigint primary key, subject_id varchar(200) not null)"),
                named("create table {p}enrollment (id bigint primary key, plan_id varchar(200) not null,"
                                + " subject_id varchar(200) not null, step integer not null, status varchar(16) not null,"
                                + " due_at bigint not null, claim bigint not null)")
                        + (postgres ? " with (fillfactor = 70)" : ""),
                named("create unique index {p}once on {p}enrollment (plan_id, subject_id)"),
                named("create index {p}due on {p}enrollment ")
                        + (postgres ? "(due_at) where status = 'ACTIVE'" : "(status, due_at, id)"),
                named("create table {p}log (idem_key varchar(200) primary key, enrollment_id bigint not null,"
                        + " step integer not null, kind varchar(16) not null, logged_at bigint not null)"));
        fill();
    }

    private void fill() throws SQLException {
        try (Connection connection = pool().getConnection();
                PreparedStatement insert =
                        connection.prepareStatement(named("insert into {p}person (id, subject_id) values (?, ?)"))) {
            connection.setAutoCommit(false);
            for (int i = 0; i < subjects; i++) {
                insert.setLong(1, i);
                insert.setString(2, "person-" + i);
                insert.addBatch();
                if (i % BATCH == BATCH - 1 || i == subjects - 1) {
                    insert.executeBatch();
                }
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
        Statements.run(
                pool(), named(server.kind() == BenchServer.Kind.MARIADB ? "analyze table {p}person" : "analyze"));
    }

    /** Enrolls everybody with one set-based statement. */
    void enroll() throws SQLException {
        Statements.run(
                pool(),
                named("insert into {p}enrollment (id, plan_id, subject_id, step, status, due_at, claim)"
                        + " select id, 'drip', subject_id, 1, 'ACTIVE', " + now() + ", 0 from {p}person"));
    }

    /** Fails unless every message of everybody was logged once and everybody is through. */
    void check() throws SQLException {
        Statements.require(pool(), named("select count(distinct idem_key) from {p}log"), (long) subjects * steps);
        Statements.require(
                pool(),
                named("select count(*) from {p}enrollment where status = 'COMPLETED' and step = " + (steps + 1)),
                subjects);
    }

    DataSource pool() {
        return server.pool();
    }

    /** Now, as these tables have it: microseconds. */
    static long now() {
        return Math.multiplyExact(System.currentTimeMillis(), 1000L);
    }

    @Override
    public String toString() {
        return prefix + " on " + server.kind().name().toLowerCase(Locale.ROOT);
    }
}
