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
        return batch.isEmpty()
                ? List.of()
                : tx.write((sql, repeated) -> new EnrollBatch(sql, rows, changes).enroll(batch));
    }

    /** Each change in a transaction of its own: nobody waits for the others, and no order of locks can go wrong. */
    @Override
    public List<ApplyOutcome> apply(List<Change> batch) {
        return batch.stream().map(this::apply).toList();
    }

    private ApplyOutcome apply(Change change) {
        Outcomes outcomes = new Outcomes();
        return tx.write((sql, repeated) -> outcomes.of(List.of(changes.apply(sql, change))))
                .get(0);
    }
}
