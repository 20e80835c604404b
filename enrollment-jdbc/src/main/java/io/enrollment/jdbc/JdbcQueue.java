package io.enrollment.jdbc;

import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.internal.Micros;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Claim;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.spi.Freeze;
import io.enrollment.spi.Frozen;
import io.enrollment.spi.Keep;
import io.enrollment.spi.Lease;
import io.enrollment.spi.Settlement;
import io.enrollment.spi.StepQueue;
import io.enrollment.subject.OrganizationId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The queue of due steps in a database. */
final class JdbcQueue implements StepQueue {

    private static final String HELD =
            " where organization_id = ? and enrollment_id = ? and shard_key = ? and fence = ? and claim_token = ?";
    private static final String MARK = "update enr_due set marked = case when marked = 0 then 1 else marked end" + HELD;
    private static final String EXTEND = "update enr_due set lease_until = {now} + ?" + HELD;
    private static final String LOCK = "update enr_due set marked = marked" + HELD;
    private static final String IS_HELD = "select fence from enr_due" + HELD;
    private static final String RELEASE = """
            update enr_due
               set lease_until = 0, claim_token = null, claimed_by = null, marked = case when marked = 1 then 0 else marked end
             where organization_id = ? and enrollment_id = ? and shard_key = ? and claim_token = ?""";
    private static final String STAY = """
            update enr_due
               set due_at = ?, fence = fence + 1, lease_until = 0, claim_token = null, claimed_by = null, unsettled = 0,
                   marked = 0""" + HELD;
    /** An earlier due time stays as it is: both have come, and what does not change costs no entry in an index. */
    private static final String KEEP = """
            update enr_due
               set due_at = least(due_at, ?), lease_until = {now} + ?, first_claimed_at = ?, fence = fence + 1, unsettled = 0,
                   marked = 0""" + HELD;

    private static final String LEAVE = "delete from enr_due" + HELD;
    private static final String SETTLED_UNDER = """
            select settled_under from enr_log
             where organization_id = ? and enrollment_id = ? and seq = ? and shard_key = ?""";
    private static final String LEFT_AS_IT_WAS = """
            select next_seq from enr_enrollment
             where organization_id = ? and enrollment_id = ? and shard_key = ? and fence = ?""";
    private static final String DUE_AT = """
            select due_at from enr_due
             where organization_id = ? and enrollment_id = ? and shard_key = ?""";

    /** What becomes of the row in the queue. */
    private enum Gate {
        STAYS(STAY),
        KEPT(KEEP),
        LEAVES(LEAVE);

        private final String statement;

        Gate(String statement) {
            this.statement = statement;
        }

        static Gate of(Settlement settlement) {
            if (settlement.after().due().isEmpty()) {
                return LEAVES;
            }
            return settlement.keep().isPresent() ? KEPT : STAYS;
        }

        /** The parameters before those that the lease is known by. */
        Object[] first(Settlement settlement) {
            return switch (this) {
                case LEAVES -> new Object[0];
                case STAYS -> new Object[] {Rows.dueAt(settlement.after())};
                case KEPT -> {
                    Keep keep = settlement.keep().orElseThrow();
                    yield new Object[] {
                        Rows.dueAt(settlement.after()),
                        TimeUnit.MICROSECONDS.convert(keep.lease()),
                        Micros.floor(keep.now())
                    };
                }
            };
        }
    }

    private static final Comparator<Lease> BY_KEY =
            Comparator.<Lease, OrganizationId>comparing(Lease::organization).thenComparing(Lease::enrollment);

    private final Tx tx;
    private final Rows rows;
    private final Claims claims;
    private final JdbcCaps caps;
    private final String earliest;

    JdbcQueue(Tx tx, Rows rows, JdbcCaps caps) {
        this.tx = tx;
        this.rows = rows;
        this.caps = caps;
        this.claims = new Claims(rows.shards());
        this.earliest = earliest(rows.shards().count());
    }

    /** The first row of each shard by the index; a minimum over all of them would read every row. */
    private static String earliest(int shards) {
        return IntStream.range(0, shards)
                .mapToObj(shard -> "(select due_at from enr_due where shard_key = " + shard
                        + " order by shard_key, due_at limit 1)")
                .collect(Collectors.joining(" union all ", "select min(due_at) from (", ") firsts"));
    }

    @Override
    public List<Claim> claim(ClaimRequest request) {
        return tx.write((sql, repeated) -> claims.claim(sql, request, repeated));
    }

    @Override
    public List<Boolean> mark(List<Lease> leases) {
        return tx.write((sql, repeated) -> held(sql, MARK, leases));
    }

    @Override
    public List<Boolean> extend(List<Lease> leases, Duration lease) {
        long micros = TimeUnit.MICROSECONDS.convert(lease);
        return tx.write((sql, repeated) -> held(sql, EXTEND, leases, micros));
    }

    /** Runs an update for each lease that holds, sorted by key, and tells in the order of the leases which did. */
    private List<Boolean> held(Sql sql, String update, List<Lease> leases, Object... first) throws SQLException {
        sql.searchByKeys();
        List<Integer> order = sorted(leases);
        int[] counts = sql.counted(
                update, order.stream().map(i -> held(leases.get(i), first)).toList());
        boolean doubtful = sql.database().dialect().mayCountOnlyChanges();
        Boolean[] holds = new Boolean[leases.size()];
        for (int i = 0; i < counts.length; i++) {
            holds[order.get(i)] = counts[i] == 1 || (doubtful && isHeld(sql, leases.get(order.get(i))));
        }
        return List.of(holds);
    }

    /** Some drivers count only rows that differ from before; a mark that is there already makes no difference. */
    private boolean isHeld(Sql sql, Lease lease) throws SQLException {
        return sql.first(IS_HELD, row -> row.getLong(1), held(lease)).isPresent();
    }

    private Object[] held(Lease lease, Object... first) {
        Object[] all = Arrays.copyOf(first, first.length + 5);
        all[first.length] = lease.organization().value();
        all[first.length + 1] = lease.enrollment().value();
        all[first.length + 2] = shard(lease);
        all[first.length + 3] = lease.fence();
        all[first.length + 4] = lease.token();
        return all;
    }

    private int shard(Lease lease) {
        return rows.shards().of(lease.organization(), lease.subject());
    }

    private static List<Integer> sorted(List<Lease> leases) {
        return IntStream.range(0, leases.size())
                .boxed()
                .sorted(Comparator.comparing(leases::get, BY_KEY))
                .toList();
    }

    @Override
    public void release(List<Lease> leases) {
        List<Object[]> released = leases.stream()
                .sorted(BY_KEY)
                .map(lease -> new Object[] {
                    lease.organization().value(), lease.enrollment().value(), shard(lease), lease.token()
                })
                .toList();
        tx.write((sql, repeated) -> {
            sql.searchByKeys();
            sql.batch(RELEASE, released);
            return released.size();
        });
    }

    @Override
    public List<Frozen> freeze(List<Freeze> messages) {
        return tx.write((sql, repeated) -> freeze(sql, messages));
    }

    /** The rows in the queue are locked first, all of them in the order of their keys. */
    private List<Frozen> freeze(Sql sql, List<Freeze> messages) throws SQLException {
        List<Lease> leases = messages.stream().map(Freeze::lease).toList();
        List<Boolean> held = held(sql, LOCK, leases);
        Frozen[] frozen = new Frozen[messages.size()];
        for (int i : sorted(leases)) {
            frozen[i] = held.get(i)
                    ? new Frozen(true, FrozenMessages.freeze(sql, messages.get(i), key(leases.get(i))))
                    : Frozen.LOST;
        }
        return List.of(frozen);
    }

    private Object[] key(Lease lease) {
        return Rows.key(lease.organization(), lease.enrollment(), shard(lease));
    }

    @Override
    public List<ApplyOutcome> settle(List<Settlement> settlements) {
        if (settlements.isEmpty()) {
            return List.of();
        }
        Outcomes outcomes = new Outcomes();
        List<ApplyOutcome> settled = tx.write((sql, repeated) -> outcomes.of(settle(sql, settlements)));
        rows.committed(tx, settlements.get(0).after());
        return settled;
    }

    private List<ApplyOutcome> settle(Sql sql, List<Settlement> settlements) throws SQLException {
        sql.searchByKeys();
        List<Integer> order = sorted(settlements.stream().map(Settlement::lease).toList());
        boolean[] won = new boolean[settlements.size()];
        for (Gate gate : Gate.values()) {
            gate(sql, settlements, order, gate, won);
        }
        rows.write(
                sql,
                order.stream()
                        .filter(i -> won[i])
                        .map(settlements::get)
                        .map(JdbcQueue::written)
                        .toList());
        FrozenMessages.thaw(
                sql,
                order.stream()
                        .filter(i -> won[i] && settlements.get(i).thaws())
                        .map(i -> key(settlements.get(i).lease()))
                        .toList());
        caps.giveBack(sql, order.stream().filter(i -> won[i]).map(settlements::get));
        List<ApplyOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < won.length; i++) {
            outcomes.add(won[i] ? ApplyOutcome.APPLIED : lost(sql, settlements.get(i)));
        }
        return outcomes;
    }

    /** Moves (or removes) the rows whose leases hold; who succeeds has won. */
    private void gate(Sql sql, List<Settlement> settlements, List<Integer> order, Gate gate, boolean[] won)
            throws SQLException {
        List<Integer> chosen =
                order.stream().filter(i -> Gate.of(settlements.get(i)) == gate).toList();
        List<Object[]> parameters = chosen.stream()
                .map(i -> held(settlements.get(i).lease(), gate.first(settlements.get(i))))
                .toList();
        int[] counts = sql.counted(gate.statement, parameters);
        for (int i = 0; i < counts.length; i++) {
            won[chosen.get(i)] = counts[i] == 1;
        }
    }

    private static Rows.Written written(Settlement settlement) {
        long fence = settlement.lease().fence();
        return new Rows.Written(
                Optional.of(settlement.before()), settlement.after(), fence + 1, settlement.log(), fence);
    }

    /** Fences are never given twice, so the first log entry tells whether it was this very settlement that wrote it. */
    private ApplyOutcome lost(Sql sql, Settlement settlement) throws SQLException {
        Lease lease = settlement.lease();
        String organization = lease.organization().value();
        EnrollmentId id = lease.enrollment();
        if (isRepeated(sql, settlement)) {
            return ApplyOutcome.ALREADY_APPLIED;
        }
        Optional<Long> due = sql.first(DUE_AT, row -> row.getLong(1), organization, id.value(), shard(lease));
        return due.filter(at -> at != Rows.PARKED).isPresent() ? ApplyOutcome.STALE : ApplyOutcome.GONE;
    }

    /**
     * Whether it was applied before. One that logged nothing is known by the fence that it left with the state: whoever else
     * could have left the same one, a command, has logged something.
     */
    private boolean isRepeated(Sql sql, Settlement settlement) throws SQLException {
        Lease lease = settlement.lease();
        String organization = lease.organization().value();
        String id = lease.enrollment().value();
        if (settlement.log().isEmpty()) {
            return sql.first(LEFT_AS_IT_WAS, row -> row.getLong(1), organization, id, shard(lease), lease.fence() + 1)
                    .filter(seq -> seq == settlement.after().nextSeq())
                    .isPresent();
        }
        long seq = settlement.log().get(0).seq();
        return sql.first(SETTLED_UNDER, row -> row.getLong(1), organization, id, seq, shard(lease))
                .filter(under -> under == lease.fence())
                .isPresent();
    }

    @Override
    public Optional<Instant> earliestDue() {
        long due = tx.read((sql, repeated) -> sql.query(earliest, row -> {
                    long first = row.getLong(1);
                    return row.wasNull() ? Rows.PARKED : first;
                }))
                .get(0);
        return due == Rows.PARKED ? Optional.empty() : Optional.of(Micros.instant(due));
    }
}
