package io.enrollment.jdbc;

import io.enrollment.enrollment.Ending;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.internal.Micros;
import io.enrollment.internal.NameKey;
import io.enrollment.json.EnrollmentJson;
import io.enrollment.json.LogEntryJson;
import io.enrollment.report.Tally;
import io.enrollment.spi.NewEnrollment;
import io.enrollment.subject.OrganizationId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the rows of enrollments: their state, log, place in the queue and reservations. */
final class Rows {

    /** The scope of the reservation that a running enrollment holds for its plan and subject. */
    static final String ACTIVE = "ACTIVE";
    /** The scope of the reservations of events; never given back. */
    static final String EVENT = "EVENT";
    /** The scope of what may change an enrollment only once; its key is that of the enrollment and the event. */
    static final String ONCE = "ONCE";
    /** The due time of a row that is out of the queue but still remembers a claim. */
    static final long PARKED = Long.MAX_VALUE;
    /** How many columns the key of a state has. */
    private static final int KEY = 3;

    private static final String INSERT_STATE = """
            insert into enr_enrollment (organization_id, enrollment_id, shard_key, plan_id, subject_id, name_key, event_key, visible,
                                        enrolled_at, status, removed, ended_at, end_cause, handed_off, next_seq, fence, state)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String UPDATE_STATE = """
            update enr_enrollment
               set status = ?, removed = ?, ended_at = ?, end_cause = ?, handed_off = ?, next_seq = ?, fence = ?, state = ?
             where organization_id = ? and enrollment_id = ? and shard_key = ?""";
    /** For many, each of which is there, since its row in the queue is and is locked: nothing is ever inserted. */
    private static final String OVERWRITE_STATE = """
            insert into enr_enrollment (organization_id, enrollment_id, shard_key, status, removed, ended_at, end_cause, handed_off,
                                        next_seq, fence, state, plan_id, subject_id, name_key, event_key, visible, enrolled_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '', '', 0, 0)
                on duplicate key update status = values(status), removed = values(removed), ended_at = values(ended_at),
                   end_cause = values(end_cause), handed_off = values(handed_off), next_seq = values(next_seq),
                   fence = values(fence), state = values(state)""";

    private static final String INSERT_LOG = """
            insert into enr_log (organization_id, enrollment_id, seq, shard_key, kind, logged_at, settled_under, entry)
            values (?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String INSERT_DECISION = """
            insert into enr_decision (organization_id, enrollment_id, seq, shard_key, decided_on) values (?, ?, ?, ?, ?)""";
    private static final String INSERT_DUE = """
            insert into enr_due (organization_id, enrollment_id, shard_key, plan_id, due_at, lease_until, fence,
                                 first_claimed_at, unsettled, marked)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String VACATE = """
            delete from enr_reservation
             where organization_id = ? and scope = ? and reserved_key = ? and shard_key = ? and owner = ?""";

    private static final String VACATE_MANY = """
            delete r from enr_reservation r force index (primary)
             where organization_id in (?, ?) and scope = ? and {any (reserved_key = ? and shard_key = ? and owner = ?)}""";

    private final Shards shards;
    private final Counts counts;
    private final Listed listed;

    Rows(Shards shards, Counts counts) {
        this.shards = shards;
        this.counts = counts;
        this.listed = new Listed(shards);
    }

    Shards shards() {
        return shards;
    }

    Listed listed() {
        return listed;
    }

    Counts counts() {
        return counts;
    }

    /** A state with the one before it, the fence that it was reached under, and what was logged on the way. */
    record Written(Optional<Enrollment> before, Enrollment state, long fence, List<LogEntry> log, long settledUnder) {}

    void insertStates(Sql sql, List<NewEnrollment> made) throws SQLException {
        sql.batch(INSERT_STATE, made, one -> inserted(sql, one.first(), one.visible()));
        listed.insert(sql, made.stream().map(NewEnrollment::first).toList());
    }

    private Object[] inserted(Sql sql, Enrollment state, boolean visible) {
        return new Object[] {
            state.organization().value(),
            state.id().value(),
            shards.of(state),
            state.plan().value(),
            state.subject().value(),
            nameKey(state),
            state.eventKey().value(),
            visible ? 1 : 0,
            Micros.floor(state.enrolledAt()),
            state.status().name(),
            state.removed() ? 1 : 0,
            endedAt(state),
            endCause(state),
            handedOff(state),
            state.nextSeq(),
            0L,
            stored(sql, state)
        };
    }

    /** Updates states, writes their logs, and gives the places of those that ended free. */
    void write(Sql sql, List<Written> written) throws SQLException {
        if (LeasedRows.isListed(sql, written)) {
            sql.overwrite(
                    OVERWRITE_STATE,
                    written.stream().map(one -> overwritten(sql, one)).toList());
        } else {
            sql.batch(
                    UPDATE_STATE, written.stream().map(one -> updated(sql, one)).toList());
        }
        listed.move(sql, written);
        log(sql, written);
        count(sql, written);
        vacate(
                sql,
                written.stream()
                        .map(Written::state)
                        .filter(state -> state.status().isTerminal())
                        .toList());
    }

    private Object[] updated(Sql sql, Written written) {
        Enrollment state = written.state();
        return new Object[] {
            state.status().name(),
            state.removed() ? 1 : 0,
            endedAt(state),
            endCause(state),
            handedOff(state),
            state.nextSeq(),
            written.fence(),
            stored(sql, state),
            state.organization().value(),
            state.id().value(),
            shards.of(state)
        };
    }

    private Object[] overwritten(Sql sql, Written written) {
        Object[] updated = updated(sql, written);
        Object[] keyFirst = new Object[updated.length];
        System.arraycopy(updated, updated.length - KEY, keyFirst, 0, KEY);
        System.arraycopy(updated, 0, keyFirst, KEY, updated.length - KEY);
        return keyFirst;
    }

    /** The text of a state as its row takes it. */
    static String stored(Sql sql, Enrollment state) {
        int beside = state.status().name().length()
                + state.ending()
                        .map(ending -> Long.BYTES + ending.cause().name().length())
                        .orElse(0);
        return sql.database().dialect().stored(EnrollmentJson.write(state), beside);
    }

    static Object endedAt(Enrollment state) {
        return state.ending().map(Ending::at).<Object>map(Micros::floor).orElse(Sql.Null.LONG);
    }

    static Object endCause(Enrollment state) {
        Optional<String> cause = state.ending().map(ending -> ending.cause().name());
        return cause.<Object>map(text -> text).orElse(Sql.Null.TEXT);
    }

    /** What the list by name is ordered by. */
    static String nameKey(Enrollment state) {
        return NameKey.of(state.subjectName().orElseGet(() -> state.subject().value()));
    }

    static long handedOff(Enrollment state) {
        return (long) state.counters().emailsSent() + state.counters().textsSent();
    }

    /** To be told after each commit. */
    void committed(Tx tx, Enrollment any) {
        counts.written(tx, new Counts.Owner(any.organization(), any.plan()));
    }

    /** Counts what came and moved, in the shard of the first. */
    void count(Sql sql, List<Written> written) throws SQLException {
        Map<Counts.Owner, Tally> tallies = new HashMap<>();
        for (Written one : written) {
            Enrollment state = one.state();
            Tally tally =
                    tallies.computeIfAbsent(new Counts.Owner(state.organization(), state.plan()), any -> new Tally());
            one.before()
                    .ifPresentOrElse(
                            before -> tally.moved(before, state, one.log()), () -> tally.came(state, one.log()));
        }
        if (!written.isEmpty()) {
            counts.add(sql, tallies, shards.of(written.get(0).state()));
        }
    }

    /** Counts what was removed for good, in the shard of the first. */
    void left(Sql sql, List<Enrollment> removed) throws SQLException {
        Map<Counts.Owner, Tally> tallies = new HashMap<>();
        removed.forEach(state -> tallies.computeIfAbsent(
                        new Counts.Owner(state.organization(), state.plan()), any -> new Tally())
                .left(state));
        if (!removed.isEmpty()) {
            counts.add(sql, tallies, shards.of(removed.get(0)));
        }
    }

    void log(Sql sql, List<Written> written) throws SQLException {
        List<Logged> entries = new ArrayList<>();
        for (Written one : written) {
            int shard = shards.of(one.state());
            one.log().forEach(entry -> entries.add(new Logged(one, shard, entry)));
        }
        sql.batch(INSERT_LOG, entries, Logged::row);
        recorded(sql, written);
        UncertainRows.follow(sql, written, shards);
    }

    /** What decisions went by; nothing, and no statement, unless the engine records. */
    private void recorded(Sql sql, List<Written> written) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        for (Written one : written) {
            for (LogEntry entry : one.log()) {
                if (entry.decidedOn().isPresent()) {
                    rows.add(decided(one.state(), entry, entry.decidedOn().get()));
                }
            }
        }
        sql.batch(INSERT_DECISION, rows);
    }

    private Object[] decided(Enrollment state, LogEntry entry, String decidedOn) {
        return new Object[] {state.organization().value(), state.id().value(), entry.seq(), shards.of(state), decidedOn
        };
    }

    /** An entry of what was written. */
    private record Logged(Written one, int shard, LogEntry entry) {
        Object[] row() {
            return new Object[] {
                one.state().organization().value(),
                entry.enrollment().value(),
                entry.seq(),
                shard,
                entry.kind().name(),
                Micros.floor(entry.at()),
                one.settledUnder(),
                LogEntryJson.write(entry)
            };
        }
    }

    /** Puts enrollments in the queue that have no row there. */
    void queue(Sql sql, List<Enrollment> states, long fence) throws SQLException {
        List<Object[]> rows = states.stream()
                .filter(state -> state.due().isPresent())
                .map(state -> new Object[] {
                    state.organization().value(),
                    state.id().value(),
                    shards.of(state),
                    state.plan().value(),
                    dueAt(state),
                    0L,
                    fence,
                    0L,
                    0,
                    0
                })
                .toList();
        sql.batch(INSERT_DUE, rows);
    }

    static long dueAt(Enrollment state) {
        return state.due().map(due -> Micros.ceil(due.at())).orElse(PARKED);
    }

    private void vacate(Sql sql, List<Enrollment> ended) throws SQLException {
        giveBack(
                sql, ended.stream().map(state -> reservation(state, ACTIVE, "")).toList());
    }

    /** Takes reservations away that were made a moment ago. */
    void giveBack(Sql sql, List<Object[]> reservations) throws SQLException {
        if (!LeasedRows.isListed(sql, reservations)) {
            sql.batch(VACATE, reservations);
            return;
        }
        Map<List<Object>, List<Object[]>> alike = new LinkedHashMap<>();
        for (Object[] one : reservations) {
            alike.computeIfAbsent(List.of(one[0], one[0], one[1]), any -> new ArrayList<>())
                    .add(new Object[] {one[2], one[3], one[4]});
        }
        for (Map.Entry<List<Object>, List<Object[]>> some : alike.entrySet()) {
            sql.anyOf(VACATE_MANY, some.getKey().toArray(), some.getValue());
        }
    }

    /** The values of a reservation: organization, scope, key, shard, owner. */
    Object[] reservation(Enrollment owner, String scope, String key) {
        return new Object[] {
            owner.organization().value(),
            scope,
            Shards.reservedKey(owner, key),
            shards.of(owner),
            owner.id().value()
        };
    }

    /** The key of a row of the hot and the warm table. */
    static Object[] key(OrganizationId organization, EnrollmentId id, int shard) {
        return new Object[] {organization.value(), id.value(), shard};
    }
}
