package io.enrollment.jdbc;

import io.enrollment.internal.Micros;
import io.enrollment.plan.CircuitBreaker.Totals;
import io.enrollment.plan.PlanId;
import io.enrollment.spi.Checkpoint;
import io.enrollment.spi.CheckpointStore;
import io.enrollment.subject.OrganizationId;
import java.time.Instant;
import java.util.List;

/** Earlier counts of plans, in a database. */
final class JdbcCheckpoints implements CheckpointStore {

    private static final String OF = """
            select taken_at, sent, bounced, complained from enr_checkpoint
             where organization_id = ? and plan_id = ?
             order by organization_id, plan_id, taken_at""";
    private static final String FORGET = """
            delete from enr_checkpoint
             where organization_id = ? and plan_id = ? and taken_at < ?""";
    private static final String REMOVE = """
            delete from enr_checkpoint
             where organization_id = ? and plan_id = ? and taken_at = ?""";
    private static final String INSERT = """
            insert into enr_checkpoint (organization_id, plan_id, taken_at, sent, bounced, complained)
            values (?, ?, ?, ?, ?, ?)""";

    private final Tx tx;

    JdbcCheckpoints(Tx tx) {
        this.tx = tx;
    }

    @Override
    public List<Checkpoint> of(OrganizationId organization, PlanId plan) {
        return tx.read((sql, repeated) -> sql.query(
                OF,
                row -> new Checkpoint(
                        Micros.instant(row.getLong(1)), new Totals(row.getLong(2), row.getLong(3), row.getLong(4))),
                organization.value(),
                plan.value()));
    }

    @Override
    public void put(OrganizationId organization, PlanId plan, Checkpoint checkpoint, Instant forgetBefore) {
        String id = organization.value();
        long at = Micros.floor(checkpoint.at());
        Totals totals = checkpoint.totals();
        tx.write((sql, repeated) -> {
            sql.update(FORGET, id, plan.value(), Micros.floor(forgetBefore));
            sql.update(REMOVE, id, plan.value(), at);
            return sql.update(INSERT, id, plan.value(), at, totals.sent(), totals.bounced(), totals.complained());
        });
    }
}
