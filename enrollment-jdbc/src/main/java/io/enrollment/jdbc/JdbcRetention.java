package io.enrollment.jdbc;

import io.enrollment.internal.Micros;
import io.enrollment.internal.PurgeKey;
import io.enrollment.spi.PurgeRequest;
import io.enrollment.spi.Purged;
import io.enrollment.spi.Retention;
import java.sql.SQLException;
import java.util.Optional;

/** Removing what is old from a database. */
final class JdbcRetention implements Retention {

    private final Tx tx;
    private final PastEnrollments enrollments;
    private final PastAttempts attempts;

    JdbcRetention(Tx tx, Rows rows) {
        this.tx = tx;
        this.enrollments = new PastEnrollments(rows);
        this.attempts = new PastAttempts();
    }

    /** Some rows that are to be removed, all or none of them. */
    interface Removal {
        /** Removes them. */
        Purged run(Sql sql) throws SQLException;

        /** Whether they were removed, by this call or another one. */
        boolean isDone(Sql sql) throws SQLException;
    }

    @Override
    public Purged purge(PurgeRequest request) {
        long before = Micros.floor(request.before());
        PurgeKey from = request.after().map(PurgeKey::parse).orElse(PurgeKey.first(before));
        Tries tries = new Tries();
        return tx.write((sql, repeated) -> tries.run(
                sql,
                from.attempts()
                        ? attempts.choose(sql, request, from.at())
                        : enrollments.choose(sql, request, from.at(), before)));
    }

    /** What the tries of one call removed; one whose commit was not answered may have removed it all the same. */
    private static final class Tries {

        private Optional<Removal> last = Optional.empty();
        private Purged removed = Purged.NOTHING;
        private Purged pending = Purged.NOTHING;

        Purged run(Sql sql, Removal removal) throws SQLException {
            if (last.isPresent() && last.get().isDone(sql)) {
                removed = removed.plus(pending);
            }
            last = Optional.empty();
            pending = removal.run(sql);
            last = Optional.of(removal);
            return removed.plus(pending);
        }
    }
}
