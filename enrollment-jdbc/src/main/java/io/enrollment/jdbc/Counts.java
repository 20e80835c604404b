package io.enrollment.jdbc;

import io.enrollment.plan.PlanId;
import io.enrollment.report.Counter;
import io.enrollment.report.PlanCounts;
import io.enrollment.report.Tally;
import io.enrollment.spi.StoreUnavailableException;
import io.enrollment.subject.OrganizationId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The counts of each plan. A transaction only ever adds rows that say by how much a counter changed, so that no two of them
 * wait for one another and a rolled back one leaves nothing; the sum of the rows is the count. Now and then the rows of a
 * plan are folded into one for each counter. Thread-safe.
 */
final class Counts {

    /** From this many rows of a plan on a reader folds them. */
    static final int FOLD_FROM = 200;
    /** How many rows are folded in one transaction. */
    private static final int FOLDED_AT_ONCE = 1000;
    /** Every how many transactions a writer folds the plan that it has changed. */
    private static final int WRITES_TO_FOLD = 500;

    private static final Logger LOG = LoggerFactory.getLogger(Counts.class);
    private static final String ADD = """
            insert into enr_count (organization_id, plan_id, count_id, shard_key, counter, amount)
            values (?, ?, ?, ?, ?, ?)""";
    private static final String SUM = """
            select counter, sum(amount), count(*) from enr_count
             where organization_id = ? and plan_id = ?
             group by counter""";
    private static final String TO_FOLD = """
            select count_id, shard_key, counter, amount from enr_count
             where organization_id = ? and plan_id = ?
             order by organization_id, plan_id, count_id
             limit ?""";
    private static final String DELETE = """
            delete from enr_count
             where organization_id = ? and plan_id = ? and count_id = ? and shard_key = ?""";

    /** The plan that rows belong to. */
    record Owner(OrganizationId organization, PlanId plan) {}

    private record Sum(String counter, long amount, long rows) {}

    private record Row(long id, int shard, String counter, long amount) {}

    private final AtomicInteger writes = new AtomicInteger();

    /** Adds what changed, as part of a transaction; the rows lie in this shard. */
    void add(Sql sql, Map<Owner, Tally> tallies, int shard) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        tallies.forEach((owner, tally) ->
                tally.changes().forEach((counter, amount) -> rows.add(row(owner, shard, counter.text(), amount))));
        sql.batch(ADD, rows);
    }

    /** Adds to the counts of a plan. */
    void correct(Sql sql, Owner owner, Map<Counter, Long> by) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        by.forEach((counter, amount) -> rows.add(row(owner, 0, counter.text(), amount)));
        sql.batch(ADD, rows);
    }

    private static Object[] row(Owner owner, int shard, String counter, long amount) {
        return new Object[] {
            owner.organization().value(),
            owner.plan().value(),
            ThreadLocalRandom.current().nextLong(),
            shard,
            counter,
            amount
        };
    }

    /** The counts of a plan. */
    PlanCounts read(Tx tx, Owner owner) {
        List<Sum> sums = tx.read((sql, repeated) -> sql.query(
                SUM,
                row -> new Sum(row.getString(1), row.getLong(2), row.getLong(3)),
                owner.organization().value(),
                owner.plan().value()));
        if (sums.stream().mapToLong(Sum::rows).sum() >= FOLD_FROM && !tx.isHosts()) {
            fold(tx, owner);
        }
        Map<Counter, Long> counts = new HashMap<>();
        sums.forEach(sum -> counts.put(Counter.parse(sum.counter()), sum.amount()));
        return new PlanCounts(counts);
    }

    /**
     * Told by a writer after its commit; folds now and then, so that counts that nobody reads stay small too. In a transaction
     * of the host nothing is folded: it would hold locks until that ends.
     */
    void written(Tx tx, Owner owner) {
        if (writes.incrementAndGet() % WRITES_TO_FOLD == 0 && !tx.isHosts()) {
            try {
                fold(tx, owner);
            } catch (StoreUnavailableException e) {
                LOG.debug("the counts of plan {} are folded later", owner.plan(), e);
            }
        }
    }

    /** Folds the rows of a plan until few are left. What others add or fold meanwhile is left alone. */
    void fold(Tx tx, Owner owner) {
        int folded;
        do {
            folded = tx.write((sql, repeated) -> foldSome(sql, owner));
        } while (folded == FOLDED_AT_ONCE);
    }

    private static int foldSome(Sql sql, Owner owner) throws SQLException {
        String organization = owner.organization().value();
        String plan = owner.plan().value();
        List<Row> rows = sql.query(
                TO_FOLD,
                row -> new Row(row.getLong(1), row.getInt(2), row.getString(3), row.getLong(4)),
                organization,
                plan,
                FOLDED_AT_ONCE);
        Map<String, Long> sums = new LinkedHashMap<>();
        rows.forEach(row -> sums.merge(row.counter(), row.amount(), Long::sum));
        sums.values().removeIf(sum -> sum == 0);
        int[] deleted = sql.counted(
                DELETE,
                rows.stream()
                        .map(row -> new Object[] {organization, plan, row.id(), row.shard()})
                        .toList());
        if (IntStream.of(deleted).anyMatch(count -> count != 1)) {
            throw new SQLException("somebody else folds the same counts", Tx.TRY_AGAIN);
        }
        List<Object[]> folded = new ArrayList<>();
        sums.forEach((counter, sum) -> folded.add(row(owner, rows.get(0).shard(), counter, sum)));
        sql.batch(ADD, folded);
        return rows.size();
    }
}
