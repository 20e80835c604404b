package io.enrollment.examples.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * The tables of whoever writes a run by hand: people, consents and opt-outs in plain columns, and what a run writes in tables
 * with the columns and indexes of the engine's own, so that everybody writes as many rows into as many indexes.
 *
 * @param server where they are
 * @param subjects how many people there are
 */
record RunTables(BenchServer server, int subjects) {

    private static final int BATCH = 1000;
    /** What a run writes. */
    private static final List<String> WRITTEN =
            List.of("candidate", "enrollment", "listed", "due", "log", "reservation");

    /** Makes the people; once for all rounds. */
    void fill() throws SQLException {
        Statements.drop(pool(), "plain_");
        Statements.run(
                pool(),
                "create table plain_person (id bigint primary key, subject_id varchar(200) collate \"C\" not null unique,"
                        + " name varchar(200) not null, email varchar(254) not null, phone varchar(40) not null,"
                        + " deleted boolean not null)",
                "create table plain_consent (subject_id varchar(200) collate \"C\" primary key, kind varchar(16) not null)",
                "create table plain_opt_out (subject_id varchar(200) collate \"C\" primary key)");
        try (Connection connection = pool().getConnection()) {
            connection.setAutoCommit(false);
            for (int from = 0; from < subjects; from += BATCH) {
                fill(connection, from, Math.min(subjects, from + BATCH));
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
        Statements.run(pool(), "analyze plain_person", "analyze plain_consent", "analyze plain_opt_out");
    }

    private static void fill(Connection connection, int from, int until) throws SQLException {
        try (PreparedStatement person = connection.prepareStatement(
                        "insert into plain_person (id, subject_id, name, email, phone, deleted) values (?, ?, ?, ?, ?, ?)");
                PreparedStatement consent = connection.prepareStatement(
                        "insert into plain_consent (subject_id, kind) values (?, 'EXPRESS')");
                PreparedStatement optOut =
                        connection.prepareStatement("insert into plain_opt_out (subject_id) values (?)")) {
            for (int i = from; i < until; i++) {
                person.setLong(1, i);
                person.setString(2, RunCrowd.id(i));
                person.setString(3, RunCrowd.name(i));
                person.setString(4, RunCrowd.email(i));
                person.setString(5, RunCrowd.phone(i));
                person.setBoolean(6, RunCrowd.isDeleted(i));
                person.addBatch();
                add(consent, RunCrowd.hasConsented(i), i);
                add(optOut, RunCrowd.hasOptedOut(i), i);
            }
            person.executeBatch();
            consent.executeBatch();
            optOut.executeBatch();
        }
    }

    private static void add(PreparedStatement statement, boolean wanted, int i) throws SQLException {
        if (wanted) {
            statement.setString(1, RunCrowd.id(i));
            statement.addBatch();
        }
    }

    /** Keeps what the engine's tables hold now: where everybody begins. */
    void keep() throws SQLException {
        Statements.drop(pool(), "before_");
        for (String table : WRITTEN) {
            Statements.run(pool(), "create table before_" + table + " as select * from " + EngineRun.PREFIX + table);
        }
    }

    /** Makes what a run writes as it was when {@link #keep} was called. */
    void prepare(String prefix) throws SQLException {
        if (!prefix.equals(EngineRun.PREFIX)) {
            Statements.drop(pool(), prefix);
            for (String table : WRITTEN) {
                Statements.run(
                        pool(),
                        "create table " + prefix + table + " (like " + EngineRun.PREFIX + table + " including all)");
            }
        }
        for (String table : WRITTEN) {
            Statements.run(
                    pool(),
                    "truncate table " + prefix + table,
                    "insert into " + prefix + table + " select * from before_" + table,
                    "vacuum analyze " + prefix + table);
        }
    }

    /** What was written, under names that are the same for everybody. */
    SortedMap<String, Long> outcome(String prefix) throws SQLException {
        SortedMap<String, Long> outcome = new TreeMap<>();
        try (Connection connection = pool().getConnection();
                PreparedStatement failed =
                        connection.prepareStatement("select coalesce(failed_check, 'none'), count(*) from " + prefix
                                + "candidate group by failed_check");
                ResultSet rows = failed.executeQuery()) {
            while (rows.next()) {
                outcome.put("failed at " + rows.getString(1), rows.getLong(2));
            }
        }
        for (String table : WRITTEN) {
            outcome.put(table, Statements.number(pool(), "select count(*) from " + prefix + table));
        }
        return outcome;
    }

    DataSource pool() {
        return server.pool();
    }
}
