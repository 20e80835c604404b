package io.enrollment.jdbc;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.internal.Micros;
import io.enrollment.plan.EnrollmentStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What lists by status go by: one narrow row for each enrollment, beside its state. A status in an index of the states
 * themselves would make the database write every other index of theirs anew whenever one moves.
 */
final class Listed {

    private static final String INSERT = """
            insert into enr_listed (organization_id, plan_id, status, removed, enrolled_at, enrollment_id, shard_key)
            values (?, ?, ?, ?, ?, ?, ?)""";
    private static final String KEY = """

             where organization_id = ? and plan_id = ? and status = ? and removed = ? and enrolled_at = ?
               and enrollment_id = ? and shard_key = ?""";
    private static final String MOVE = "update enr_listed set status = ?, removed = ?" + KEY;
    /** Of many at once; never by plan and status alone, which would lock all that are listed so. */
    private static final String MOVE_MANY = """
            update enr_listed force index (primary) set status = ?, removed = ?
             where organization_id in (?, ?) and plan_id = ? and status = ? and removed = ?
               and {any (enrolled_at = ? and enrollment_id = ? and shard_key = ?)}""";

    private static final String DELETE = "delete from enr_listed" + KEY;

    private final Shards shards;

    Listed(Shards shards) {
        this.shards = shards;
    }

    void insert(Sql sql, List<Enrollment> states) throws SQLException {
        sql.batch(INSERT, states, this::row);
    }

    /** Moves those whose status is another, or that were removed. */
    void move(Sql sql, List<Rows.Written> written) throws SQLException {
        List<Object[]> moved = new ArrayList<>();
        for (Rows.Written one : written) {
            Optional<Enrollment> before = one.before().filter(was -> !isListedAlike(was, one.state()));
            before.ifPresent(was -> moved.add(moved(was, one.state())));
        }
        if (LeasedRows.isListed(sql, moved)) {
            moveMany(sql, moved);
        } else {
            sql.batch(MOVE, moved);
        }
    }

    /** Together what goes from one list of a plan to one other. */
    private static void moveMany(Sql sql, List<Object[]> moved) throws SQLException {
        Map<List<Object>, List<Object[]>> alike = new LinkedHashMap<>();
        for (Object[] one : moved) {
            List<Object> lists = List.of(one[0], one[1], one[2], one[2], one[3], one[4], one[5]);
            alike.computeIfAbsent(lists, any -> new ArrayList<>()).add(new Object[] {one[6], one[7], one[8]});
        }
        for (Map.Entry<List<Object>, List<Object[]>> some : alike.entrySet()) {
            sql.anyOf(MOVE_MANY, some.getKey().toArray(), some.getValue());
        }
    }

    void delete(Sql sql, List<Enrollment> states) throws SQLException {
        sql.batch(DELETE, states.stream().map(this::row).toList());
    }

    /** Lists an enrollment as what it is, and as nothing else. */
    void realign(Sql sql, Enrollment state) throws SQLException {
        List<Object[]> anywhere = new ArrayList<>();
        for (EnrollmentStatus status : EnrollmentStatus.values()) {
            anywhere.add(row(state, status, 0));
            anywhere.add(row(state, status, 1));
        }
        sql.batch(DELETE, anywhere);
        insert(sql, List.of(state));
    }

    private static boolean isListedAlike(Enrollment one, Enrollment other) {
        return one.status() == other.status() && one.removed() == other.removed();
    }

    private Object[] moved(Enrollment before, Enrollment after) {
        Object[] from = row(before);
        Object[] moved = new Object[from.length + 2];
        moved[0] = after.status().name();
        moved[1] = after.removed() ? 1 : 0;
        System.arraycopy(from, 0, moved, 2, from.length);
        return moved;
    }

    private Object[] row(Enrollment state) {
        return row(state, state.status(), state.removed() ? 1 : 0);
    }

    private Object[] row(Enrollment state, EnrollmentStatus status, int removed) {
        return new Object[] {
            state.organization().value(),
            state.plan().value(),
            status.name(),
            removed,
            Micros.floor(state.enrolledAt()),
            state.id().value(),
            shards.of(state)
        };
    }
}
