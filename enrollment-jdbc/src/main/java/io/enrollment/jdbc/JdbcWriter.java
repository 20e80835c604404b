package io.enrollment.jdbc;

import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Change;
import io.enrollment.spi.EnrollItem;
import io.enrollment.spi.EnrollmentWriter;
import java.util.List;

/** Enrolling and commands in a database. */
final class JdbcWriter implements EnrollmentWriter {

    private final Tx tx;
    private final Rows rows;
    private final Changes changes;

    JdbcWriter(Tx tx, Rows rows) {
        this.tx = tx;
        this.rows = rows;
        this.changes = new Changes(rows);
    }

    @Override
    public List<EnrollmentResult> enroll(List<EnrollItem> batch) {
        if (batch.isEmpty()) {
            return List.of();
        }
        List<EnrollmentResult> results = tx.write(
                (sql, repeated) -> new EnrollBatch(sql, rows, changes, !repeated && !tx.isHosts()).enroll(batch));
        batch.get(0).enrollment().ifPresent(made -> rows.committed(tx, made.first()));
        return results;
    }

    /** Each change in a transaction of its own: nobody waits for the others, and no order of locks can go wrong. */
    @Override
    public List<ApplyOutcome> apply(List<Change> batch) {
        return batch.stream().map(this::apply).toList();
    }

    private ApplyOutcome apply(Change change) {
        Outcomes outcomes = new Outcomes();
        ApplyOutcome outcome = tx.write((sql, repeated) -> outcomes.of(List.of(changes.apply(sql, change))))
                .get(0);
        rows.committed(tx, change.after());
        return outcome;
    }
}
