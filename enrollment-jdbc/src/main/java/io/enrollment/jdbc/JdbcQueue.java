package io.enrollment.jdbc;

import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.internal.Micros;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Claim;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.spi.Freeze;
import io.enrollment.spi.Frozen;
import io.enrollment.spi.Lease;
import io.enrollment.spi.Settlement;
import io.enrollment.spi.StepQueue;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/** The queue of due steps in a database. */
final class JdbcQueue implements StepQueue {

    private static final LeasedRows.Change MARK =
            LeasedRows.Change.set("marked = case when marked = 0 then 1 else marked end", false);
    private static final LeasedRows.Change EXTEND = LeasedRows.Change.set("lease_until = {now} + ?", false);
    private static final LeasedRows.Change LOCK = LeasedRows.Change.set("marked = marked", false);
    private static final String RELEASE = """
            update enr_due
               set lease_until = 0, claim_token = null, claimed_by = null, marked = case when marked = 1 then 0 else marked end
             where organization_id = ? and enrollment_id = ? and shard_key = ? and claim_token = ?""";
    private static final String SETTLED_UNDER = """
            select settled_under from enr_log
             where organization_id = ? and enrollment_id = ? and seq = ? and shard_key = ?""";
    private static final String LEFT_AS_IT_WAS = """
            select next_seq from enr_enrollment
             where organization_id = ? and enrollment_id = ? and shard_key = ? and fence = ?""";
    /** The first row of a shard by the index; a minimum over all of them would read every row. */
    private static final String EARLIEST =
            "select due_at from enr_due where shard_key = {shard} order by shard_key, due_at limit 1";

    private static final String DUE_AT = """
            select due_at from enr_due
             where organization_id = ? and enrollment_id = ? and shard_key = ?""";

    private final Tx tx;
    private final Rows rows;
    private final Claims claims;
    private final LeasedRows leased;
    private final JdbcCaps caps;
    private final Lock turn = new ReentrantLock();

    JdbcQueue(Tx tx, Rows rows, JdbcCaps caps) {
        this.tx = tx;
        this.rows = rows;
        this.caps = caps;
        this.claims = new Claims(rows.shards());
        this.leased = new LeasedRows(rows.shards());
    }

    @Override
    public List<Claim> claim(ClaimRequest request) {
        if (!tx.database().dialect().claimsInTurn()) {
            return claimed(request);
        }
        turn.lock();
        try {
            return claimed(request);
        } finally {
            turn.unlock();
        }
    }

    private List<Claim> claimed(ClaimRequest request) {
        return tx.database().dialect().asksPlainly()
                ? claims.claimShardByShard(tx, request)
                : tx.write((sql, repeated) -> claims.claim(sql, request, repeated));
    }

    @Override
    public List<Boolean> mark(List<Lease> leases) {
        return tx.write((sql, repeated) -> told(leased.change(sql, MARK, leases)));
    }

    @Override
    public List<Boolean> extend(List<Lease> leases, Duration lease) {
        long micros = TimeUnit.MICROSECONDS.convert(lease);
        return tx.write((sql, repeated) -> told(leased.change(sql, EXTEND, leases, micros)));
    }

    private static List<Boolean> told(boolean[] holds) {
        return IntStream.range(0, holds.length).mapToObj(i -> holds[i]).toList();
    }

    private int shard(Lease lease) {
        return rows.shards().of(lease.organization(), lease.subject());
    }

    @Override
    public void release(List<Lease> leases) {
        List<Object[]> released = LeasedRows.sorted(leases).stream()
                .map(leases::get)
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
        boolean[] held = leased.change(sql, LOCK, leases);
        Frozen[] frozen = new Frozen[messages.size()];
        for (int i : LeasedRows.sorted(leases)) {
            frozen[i] = held[i]
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
        List<Integer> order =
                LeasedRows.sorted(settlements.stream().map(Settlement::lease).toList());
        boolean[] won = won(sql, settlements, order);
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
    private boolean[] won(Sql sql, List<Settlement> settlements, List<Integer> order) throws SQLException {
        boolean[] won = new boolean[settlements.size()];
        for (Gate gate : Gate.values()) {
            List<Integer> chosen = order.stream()
                    .filter(i -> Gate.of(settlements.get(i)) == gate)
                    .toList();
            boolean[] passed =
                    gate.pass(sql, leased, chosen.stream().map(settlements::get).toList());
            for (int i = 0; i < passed.length; i++) {
                won[chosen.get(i)] = passed[i];
            }
        }
        return won;
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
        int shards = rows.shards().count();
        return tx.read((sql, repeated) -> sql.queryShards(shards, EARLIEST, row -> row.getLong(1))).stream()
                .min(Comparator.naturalOrder())
                .filter(due -> due != Rows.PARKED)
                .map(Micros::instant);
    }
}
