package io.enrollment.jdbc;

import io.enrollment.internal.Micros;
import io.enrollment.spi.Keep;
import io.enrollment.spi.Lease;
import io.enrollment.spi.Settlement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a settlement makes of the row in the queue. Only what passes, by a lease that holds, is applied. */
enum Gate {

    /** It waits for its next due time, which is its own. */
    STAYS("""
            due_at = ?, fence = fence + 1, lease_until = 0, claim_token = null, claimed_by = null, unsettled = 0, marked = 0""") {
        @Override
        Object[] parameters(Settlement settlement) {
            return new Object[] {Rows.dueAt(settlement.after())};
        }

        /** Each has a due time of its own. */
        @Override
        boolean passTogether(Sql sql, LeasedRows leased, List<Settlement> settlements, List<Lease> leases) {
            return false;
        }

        @Override
        void passHeld(Sql sql, LeasedRows leased, List<Settlement> held) throws SQLException {
            List<Object[]> rows = new ArrayList<>();
            for (Settlement one : held) {
                Lease lease = one.lease();
                rows.add(new Object[] {
                    lease.organization().value(),
                    lease.enrollment().value(),
                    leased.shard(lease),
                    Rows.dueAt(one.after()),
                    lease.fence() + 1
                });
            }
            sql.overwrite(WAIT_LISTED, rows);
        }
    },

    /** It is claimed still. An earlier due time stays as it is: both have come, and what does not change costs no entry in an index. */
    KEPT("due_at = least(due_at, ?), lease_until = {now} + ?, first_claimed_at = ?, fence = fence + 1, unsettled = 0,"
            + " marked = 0") {
        @Override
        Object[] parameters(Settlement settlement) {
            Keep keep = settlement.keep().orElseThrow();
            long now = Micros.floor(keep.now());
            return new Object[] {now, TimeUnit.MICROSECONDS.convert(keep.lease()), now};
        }
    },

    /** It leaves the queue. */
    LEAVES("") {
        @Override
        Object[] parameters(Settlement settlement) {
            return new Object[0];
        }
    };

    /** The row is there and locked: nothing is ever inserted. */
    private static final String WAIT_LISTED = """
            insert into enr_due (organization_id, enrollment_id, shard_key, due_at, lease_until, fence,
                                 plan_id, first_claimed_at, unsettled, marked)
            values (?, ?, ?, ?, 0, ?, '', 0, 0, 0)
                on duplicate key update due_at = values(due_at), fence = values(fence), lease_until = 0, claim_token = null,
                   claimed_by = null, unsettled = 0, marked = 0""";

    /** What is set; nothing where the row goes. */
    private final String values;

    Gate(String values) {
        this.values = values;
    }

    private LeasedRows.Change change() {
        return values.isEmpty() ? LeasedRows.Change.removal() : LeasedRows.Change.set(values, true);
    }

    static Gate of(Settlement settlement) {
        if (settlement.after().due().isEmpty()) {
            return LEAVES;
        }
        return settlement.keep().isPresent() ? KEPT : STAYS;
    }

    /** The parameters of the change, before those that the lease is known by. */
    abstract Object[] parameters(Settlement settlement);

    /** Changes the rows of the settlements whose leases hold, and tells which do. The settlements are in the order of their keys. */
    boolean[] pass(Sql sql, LeasedRows leased, List<Settlement> settlements) throws SQLException {
        List<Lease> leases = settlements.stream().map(Settlement::lease).toList();
        if (!LeasedRows.isListed(sql, leases)) {
            return leased.changedEach(
                    sql,
                    change(),
                    leases,
                    settlements.stream().map(this::parameters).toList());
        }
        if (passTogether(sql, leased, settlements, leases)) {
            boolean[] all = new boolean[leases.size()];
            Arrays.fill(all, true);
            return all;
        }
        boolean[] held = leased.lock(sql, leases, true);
        List<Settlement> passing = new ArrayList<>();
        for (int i = 0; i < held.length; i++) {
            if (held[i]) {
                passing.add(settlements.get(i));
            }
        }
        passHeld(sql, leased, passing);
        return held;
    }

    /** All at once, where all is the same for each. */
    boolean passTogether(Sql sql, LeasedRows leased, List<Settlement> settlements, List<Lease> leases)
            throws SQLException {
        Object[] first = parameters(settlements.get(0));
        return settlements.stream().allMatch(one -> Arrays.equals(parameters(one), first))
                && leased.changedAll(sql, change(), leases, first);
    }

    /** Changes rows that are locked: those with the same parameters together. */
    void passHeld(Sql sql, LeasedRows leased, List<Settlement> held) throws SQLException {
        Map<List<Object>, List<Lease>> alike = new LinkedHashMap<>();
        held.forEach(one -> alike.computeIfAbsent(List.of(parameters(one)), any -> new ArrayList<>())
                .add(one.lease()));
        for (Map.Entry<List<Object>, List<Lease>> some : alike.entrySet()) {
            leased.listed(sql, change().many(), some.getValue(), some.getKey().toArray());
        }
    }
}
