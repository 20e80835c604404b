package io.enrollment.jdbc;

import static java.util.stream.Collectors.groupingBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How due rows are read before they are claimed. */
enum Candidates {

    /**
     * Without locks, together with their states, as of one moment: whatever changes a state raises the fence too, so that
     * the fenced update wins only rows whose state is still the one that was read.
     */
    OPTIMISTIC {
        @Override
        List<Candidate> read(Sql sql, int shard, long dueBefore, int limit) throws SQLException {
            return sql.query(FREE_WITH_STATE, Candidate::free, shard, dueBefore, limit);
        }
    },

    /**
     * Locked, passing over rows that others have locked; the states are read only then, since a row that was changed a
     * moment ago is locked as it is now, while what is joined to it would be as it was.
     */
    LOCKING {
        @Override
        List<Candidate> read(Sql sql, int shard, long dueBefore, int limit) throws SQLException {
            List<Candidate> locked = sql.query(FREE_LOCKED, Candidate::free, shard, dueBefore, limit);
            List<Candidate> complete = new ArrayList<>();
            for (List<Candidate> own :
                    locked.stream().collect(groupingBy(Candidate::organization)).values()) {
                Map<String, String> states = states(sql, own, shard);
                own.forEach(one ->
                        Optional.ofNullable(states.get(one.id())).ifPresent(state -> complete.add(one.with(state))));
            }
            return complete;
        }
    };

    private static final String FREE_WITH_STATE = """
            select d.organization_id, d.enrollment_id, d.fence, d.first_claimed_at, d.unsettled, d.marked, e.state,
                   case when d.claim_token is null then 0 else 1 end
              from enr_due d join enr_enrollment e
                on e.organization_id = d.organization_id and e.enrollment_id = d.enrollment_id and e.shard_key = d.shard_key
             where d.shard_key = ? and d.due_at <= ? and d.lease_until <= {now}
             order by d.shard_key, d.due_at
             limit ?""";
    private static final String FREE_LOCKED = """
            select d.organization_id, d.enrollment_id, d.fence, d.first_claimed_at, d.unsettled, d.marked, '',
                   case when d.claim_token is null then 0 else 1 end
              from enr_due d{inDueOrder}
             where d.shard_key = ? and d.due_at <= ? and d.lease_until <= {now}
             order by d.shard_key, d.due_at
             limit ?
               for update skip locked""";
    private static final String STATES = """
            select e.enrollment_id, e.state
              from {keys} join enr_enrollment e on e.organization_id = ? and e.enrollment_id = k.v and e.shard_key = ?""";

    /** Reads up to {@code limit} rows of a shard, those due longest first. */
    abstract List<Candidate> read(Sql sql, int shard, long dueBefore, int limit) throws SQLException;

    private static Map<String, String> states(Sql sql, List<Candidate> own, int shard) throws SQLException {
        Map<String, String> states = new HashMap<>();
        sql.query(
                        STATES,
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        new Sql.Keys(own.stream().map(Candidate::id).toList()),
                        own.get(0).organization(),
                        shard)
                .forEach(state -> states.put(state.getKey(), state.getValue()));
        return states;
    }
}
