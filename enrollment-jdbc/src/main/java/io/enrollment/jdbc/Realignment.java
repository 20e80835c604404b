package io.enrollment.jdbc;

import io.enrollment.enrollment.Enrollment;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Makes what is kept beside a state agree with it: its row in the queue, its place, what lists go by. */
final class Realignment {

    private static final String LOCK_DUE = """
            select fence from enr_due
             where organization_id = ? and enrollment_id = ? and shard_key = ?
               for update""";
    private static final String LOCK_STATE = """
            select fence from enr_enrollment
             where organization_id = ? and enrollment_id = ? and shard_key = ?
               for update""";
    private static final String MOVE = """
            update enr_due set due_at = ?
             where organization_id = ? and enrollment_id = ? and shard_key = ?""";
    private static final String LEAVE = """
            delete from enr_due
             where organization_id = ? and enrollment_id = ? and shard_key = ?""";
    private static final String STATUS = """
            update enr_enrollment set status = ?, removed = ?
             where organization_id = ? and enrollment_id = ? and shard_key = ?""";
    private static final String RESERVE = "{reserve}";
    private static final String VACATE = """
            delete from enr_reservation
             where organization_id = ? and scope = ? and reserved_key = ? and shard_key = ? and owner = ?""";

    private final Rows rows;

    Realignment(Rows rows) {
        this.rows = rows;
    }

    /** Locks the rows in the order in which everybody does; whether the state is there. */
    boolean lock(Sql sql, Enrollment state) throws SQLException {
        Object[] key = key(state);
        sql.first(LOCK_DUE, row -> row.getLong(1), key);
        return sql.first(LOCK_STATE, row -> row.getLong(1), key).isPresent();
    }

    /** Makes the rows agree with a state that is locked; always true. */
    boolean realign(Sql sql, Enrollment state) throws SQLException {
        Object[] key = key(state);
        Optional<Long> queued = sql.first(LOCK_DUE, row -> row.getLong(1), key);
        if (state.status().isTerminal()) {
            sql.update(LEAVE, key);
        } else if (queued.isPresent()) {
            sql.update(MOVE, Rows.dueAt(state), key[0], key[1], key[2]);
        } else if (state.due().isPresent()) {
            long fence = sql.first(LOCK_STATE, row -> row.getLong(1), key).orElse(0L);
            rows.queue(sql, List.of(state), fence);
        }
        boolean ended = state.status().isTerminal();
        sql.update(ended ? VACATE : RESERVE, rows.reservation(state, Rows.ACTIVE, ""));
        sql.update(STATUS, state.status().name(), state.removed() ? 1 : 0, key[0], key[1], key[2]);
        rows.listed().realign(sql, state);
        return true;
    }

    private Object[] key(Enrollment state) {
        return Rows.key(state.organization(), state.id(), rows.shards().of(state));
    }
}
