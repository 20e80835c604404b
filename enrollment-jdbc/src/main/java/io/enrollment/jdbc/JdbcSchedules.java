package io.enrollment.jdbc;

import io.enrollment.internal.Micros;
import io.enrollment.plan.PlanId;
import io.enrollment.spi.ScheduleMark;
import io.enrollment.spi.ScheduleStore;
import io.enrollment.subject.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How far run schedules were looked at, in a database. */
final class JdbcSchedules implements ScheduleStore {

    private static final String COLUMNS = "select organization_id, plan_id, seen_until, look_at from enr_schedule ";
    private static final String FIND = COLUMNS + "where organization_id = ? and plan_id = ?";
    private static final String DUE = COLUMNS + """
             where look_at <= ?
             order by look_at, organization_id, plan_id
             limit ?""";
    private static final String EARLIEST = """
            select look_at from enr_schedule
             where look_at < ?
             order by look_at, organization_id, plan_id
             limit 1""";
    private static final String LOCK = FIND + " for update";
    private static final String INSERT = """
            insert into enr_schedule (organization_id, plan_id, seen_until, look_at)
            values (?, ?, ?, ?)""";
    private static final String MOVE =
            "update enr_schedule set seen_until = ?, look_at = ? where organization_id = ? and plan_id = ?";

    private final Tx tx;

    JdbcSchedules(Tx tx) {
        this.tx = tx;
    }

    @Override
    public Optional<ScheduleMark> find(OrganizationId organization, PlanId plan) {
        return tx.read((sql, repeated) -> sql.first(FIND, JdbcSchedules::mark, organization.value(), plan.value()));
    }

    /** Of two that insert at once one fails, tries again, and finds what the other stored. */
    @Override
    public boolean move(Optional<ScheduleMark> before, ScheduleMark after) {
        String organization = after.organization().value();
        String plan = after.plan().value();
        return tx.write((sql, repeated) -> {
            Optional<ScheduleMark> stored = sql.first(LOCK, JdbcSchedules::mark, organization, plan);
            boolean ours = stored.equals(before);
            if (ours && stored.isEmpty()) {
                sql.update(INSERT, organization, plan, Micros.floor(after.seenUntil()), lookAt(after));
            } else if (ours) {
                sql.update(MOVE, Micros.floor(after.seenUntil()), lookAt(after), organization, plan);
            }
            return ours || stored.filter(after::equals).isPresent();
        });
    }

    @Override
    public List<ScheduleMark> due(Instant now, int limit) {
        return tx.read((sql, repeated) -> sql.query(DUE, JdbcSchedules::mark, Micros.floor(now), limit));
    }

    @Override
    public Optional<Instant> earliest() {
        return tx.read((sql, repeated) -> sql.first(EARLIEST, row -> Micros.instant(row.getLong(1)), Rows.PARKED));
    }

    private static long lookAt(ScheduleMark mark) {
        return mark.lookAt().map(Micros::floor).orElse(Rows.PARKED);
    }

    private static ScheduleMark mark(ResultSet row) throws SQLException {
        long lookAt = row.getLong(4);
        return new ScheduleMark(
                OrganizationId.of(row.getString(1)),
                PlanId.of(row.getString(2)),
                Micros.instant(row.getLong(3)),
                lookAt >= Rows.PARKED ? Optional.empty() : Optional.of(Micros.instant(lookAt)));
    }
}
