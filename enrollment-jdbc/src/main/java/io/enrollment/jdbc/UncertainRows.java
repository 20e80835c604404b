package io.enrollment.jdbc;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.internal.Micros;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.StepKey;
import io.enrollment.report.UncertainOutcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the rows of uncertain messages as the log entries say that are written; where none does, there is no statement. */
final class UncertainRows {

    private static final String DELETE = """
            delete from enr_uncertain
             where organization_id = ? and uncertain_id = ? and shard_key = ?""";
    private static final String INSERT = """
            insert into enr_uncertain (organization_id, uncertain_id, shard_key, enrollment_id, plan_id, step_key, uncertain_at)
            values (?, ?, ?, ?, ?, ?, ?)""";
    private static final String DELETE_OF = """
            delete from enr_uncertain
             where organization_id = ? and enrollment_id = ? and shard_key = ?""";

    /** The rows that entries take away, and those of them that stand anew after it. */
    private final Map<String, Object[]> gone = new LinkedHashMap<>();

    private final Map<String, Object[]> open = new LinkedHashMap<>();

    private UncertainRows() {}

    static void follow(Sql sql, List<Rows.Written> written, Shards shards) throws SQLException {
        UncertainRows rows = new UncertainRows();
        for (Rows.Written one : written) {
            for (LogEntry entry : one.log()) {
                if (entry.step().isPresent() && (UncertainOutcome.begins(entry) || UncertainOutcome.ends(entry))) {
                    rows.follow(one.state(), entry, entry.step().get(), shards);
                }
            }
        }
        sql.batch(DELETE, new ArrayList<>(rows.gone.values()));
        sql.batch(INSERT, new ArrayList<>(rows.open.values()));
    }

    private void follow(Enrollment state, LogEntry entry, StepKey step, Shards shards) {
        UncertainOutcome outcome = new UncertainOutcome(state.id(), state.plan(), step, entry.at());
        String organization = state.organization().value();
        int shard = shards.of(state);
        String key = organization + '\n' + outcome.id();
        gone.put(key, new Object[] {organization, outcome.id(), shard});
        if (UncertainOutcome.ends(entry)) {
            open.remove(key);
        } else {
            open.put(key, new Object[] {
                organization,
                outcome.id(),
                shard,
                state.id().value(),
                state.plan().value(),
                step.value(),
                Micros.floor(entry.at())
            });
        }
    }

    /** Forgets those of enrollments that are removed; the keys are organization, enrollment, shard. */
    static void delete(Sql sql, List<Object[]> keys) throws SQLException {
        sql.batch(DELETE_OF, keys);
    }

    static UncertainOutcome read(ResultSet row) throws SQLException {
        return new UncertainOutcome(
                EnrollmentId.of(row.getString(1)),
                PlanId.of(row.getString(2)),
                StepKey.of(row.getString(3)),
                Micros.instant(row.getLong(4)));
    }
}
