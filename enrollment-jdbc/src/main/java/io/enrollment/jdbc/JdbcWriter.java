package io.enrollment.jdbc;

import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Change;
import io.enrollment.spi.EnrollItem;
import io.enrollment.spi.EnrollmentWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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

    @Override
    public Optional<List<ApplyOutcome>> applyTogether(List<Change> batch) {
        List<Change> ordered = batch.stream()
                .sorted(Comparator.comparing(change -> change.before().id()))
                .toList();
        Outcomes outcomes = new Outcomes();
        List<ApplyOutcome> applied;
        try {
            applied = tx.write((sql, repeated) -> outcomes.of(together(sql, ordered)));
        } catch (OneIsStaleException stale) {
            return Optional.empty();
        }
        ordered.forEach(change -> rows.committed(tx, change.after()));
        return Optional.of(batch.stream()
                .map(change -> applied.get(ordered.indexOf(change)))
                .toList());
    }

    /** Locks are taken in the order of the ids, as everywhere. */
    private List<ApplyOutcome> together(Sql sql, List<Change> ordered) throws SQLException {
        List<ApplyOutcome> applied = new ArrayList<>();
        for (Change change : ordered) {
            ApplyOutcome outcome = changes.apply(sql, change);
            if (outcome == ApplyOutcome.STALE || outcome == ApplyOutcome.GONE) {
                throw new OneIsStaleException();
            }
            applied.add(outcome);
        }
        return applied;
    }

    /** Takes back what was applied before in the same transaction. */
    private static final class OneIsStaleException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OneIsStaleException() {
            super("one of several changes is stale", null, false, false);
        }
    }
}
