package io.enrollment.jdbc;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.json.LogEntryJson;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Change;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Applies changes, one after the other. The row in the queue is locked before the state, in the order in which settlements
 * take them; the lock on the state then decides, whether or not there is a row in the queue.
 */
final class Changes {

    private static final String LOCK_DUE = """
            select fence, case when claim_token is null then 0 else 1 end, unsettled from enr_due
             where organization_id = ? and enrollment_id = ? and shard_key = ?
               for update""";
    private static final String LOCK_STATE = """
            select next_seq, fence, subject_id from enr_enrollment
             where organization_id = ? and enrollment_id = ? and shard_key = ?
               for update""";
    private static final String MOVE_DUE = """
            update enr_due set due_at = ?, fence = ?
             where organization_id = ? and enrollment_id = ? and shard_key = ?""";
    private static final String MOVE_DUE_AND_FORGET = """
            update enr_due
               set due_at = ?, fence = ?, lease_until = 0, claim_token = null, claimed_by = null, unsettled = 0, marked = 0
             where organization_id = ? and enrollment_id = ? and shard_key = ?""";
    private static final String DELETE_DUE = """
            delete from enr_due
             where organization_id = ? and enrollment_id = ? and shard_key = ?""";
    private static final String ENTRIES = """
            select entry from enr_log
             where organization_id = ? and enrollment_id = ? and seq >= ? and seq < ? and shard_key = ?
             order by organization_id, enrollment_id, seq""";

    private static final String WAS_HEARD = """
            select 1 from enr_reservation
             where organization_id = ? and scope = ? and reserved_key = ? and shard_key = ?""";
    private static final String HEAR = """
            insert into enr_reservation (organization_id, scope, reserved_key, shard_key, owner) values (?, ?, ?, ?, ?)""";

    /** What the queue knows. */
    private record Due(long fence, boolean remembersClaim) {}

    /** What the state says. */
    private record State(long nextSeq, long fence, String subject) {}

    private final Rows rows;

    Changes(Rows rows) {
        this.rows = rows;
    }

    ApplyOutcome apply(Sql sql, Change change) throws SQLException {
        Enrollment before = change.before();
        int shard = rows.shards().of(before);
        Object[] key = Rows.key(before.organization(), before.id(), shard);
        Optional<Due> due =
                sql.first(LOCK_DUE, row -> new Due(row.getLong(1), row.getInt(2) == 1 || row.getInt(3) == 1), key);
        Optional<State> state =
                sql.first(LOCK_STATE, row -> new State(row.getLong(1), row.getLong(2), row.getString(3)), key);
        if (state.isEmpty()) {
            return ApplyOutcome.GONE;
        }
        Optional<Object[]> once = change.once().map(event -> once(before, event));
        boolean nothing = change.log().isEmpty() && once.isEmpty();
        if (nothing || (once.isPresent() && wasHeard(sql, once.get()))) {
            return ApplyOutcome.ALREADY_APPLIED;
        }
        if (state.get().nextSeq() != before.nextSeq()) {
            return wasApplied(sql, change, shard) ? ApplyOutcome.ALREADY_APPLIED : ApplyOutcome.STALE;
        }
        if (!mayMove(change, due, state.get())) {
            return ApplyOutcome.STALE;
        }
        move(sql, change, due, state.get(), key);
        if (once.isPresent()) {
            sql.update(HEAR, once.get());
        }
        return ApplyOutcome.APPLIED;
    }

    /** What was erased since keeps its numbers, but must not get its subject back. */
    private static boolean mayMove(Change change, Optional<Due> due, State state) {
        boolean isClaimed = due.filter(Due::remembersClaim).isPresent();
        return state.subject().equals(change.before().subject().value()) && !(change.unlessClaimed() && isClaimed);
    }

    private void move(Sql sql, Change change, Optional<Due> due, State state, Object[] key) throws SQLException {
        long fence = Math.max(state.fence(), due.map(Due::fence).orElse(0L)) + 1;
        moveInQueue(sql, change, due, fence, key);
        if (!isSameStep(change)) {
            FrozenMessages.thaw(sql, List.<Object[]>of(key));
        }
        rows.write(
                sql, List.of(new Rows.Written(Optional.of(change.before()), change.after(), fence, change.log(), 0)));
    }

    /** Of the enrollment alone, not of its subject: an event that is told again after an erasure is still known. */
    private Object[] once(Enrollment enrollment, String event) {
        Object[] once = rows.reservation(enrollment, Rows.ONCE, event);
        once[2] = Shards.onceKey(enrollment, event);
        return once;
    }

    /** The lock on the state of the enrollment is held: nobody else can reserve the key in between. */
    private static boolean wasHeard(Sql sql, Object[] once) throws SQLException {
        return sql.first(WAS_HEARD, row -> row.getInt(1), once[0], once[1], once[2], once[3])
                .isPresent();
    }

    private void moveInQueue(Sql sql, Change change, Optional<Due> due, long fence, Object[] key) throws SQLException {
        Enrollment after = change.after();
        if (due.isEmpty()) {
            rows.queue(sql, List.of(after), fence);
            return;
        }
        boolean remembers = isSameStep(change) && due.get().remembersClaim();
        if (after.due().isEmpty() && !remembers) {
            sql.update(DELETE_DUE, key);
        } else {
            String move = remembers ? MOVE_DUE : MOVE_DUE_AND_FORGET;
            sql.update(move, Rows.dueAt(after), fence, key[0], key[1], key[2]);
        }
    }

    private static boolean isSameStep(Change change) {
        return change.after().step().equals(change.before().step())
                && change.after().occurrence() == change.before().occurrence();
    }

    private static boolean wasApplied(Sql sql, Change change, int shard) throws SQLException {
        Enrollment before = change.before();
        List<LogEntry> stored = sql.query(
                ENTRIES,
                row -> LogEntryJson.read(row.getString(1)),
                before.organization().value(),
                before.id().value(),
                before.nextSeq(),
                change.after().nextSeq(),
                shard);
        return stored.equals(change.log());
    }
}
