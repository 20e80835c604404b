package io.enrollment.jdbc;

import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.internal.Micros;
import io.enrollment.internal.PageKey;
import io.enrollment.internal.PurgeKey;
import io.enrollment.json.EnrollmentResultJson;
import io.enrollment.spi.PurgeRequest;
import io.enrollment.spi.Purged;
import io.enrollment.subject.OrganizationId;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Removes attempts that were made long ago, except those whose enrollment is still stored. */
final class PastAttempts {

    /** Which of these enrollments are stored. */
    static final String STORED = """
            select e.enrollment_id
              from {placed} join enr_enrollment e on e.organization_id = ? and e.enrollment_id {key} and e.shard_key = k.s""";

    private static final String DELETE = """
            delete from enr_attempt
             where organization_id = ? and attempt_id = ? and shard_key = ?""";
    private static final String FIND = """
            select attempt_id from enr_attempt
             where organization_id = ? and attempt_id = ? and shard_key = ?""";

    private record Seen(EnrollmentResult attempt, int shard) {
        Object[] key() {
            return new Object[] {attempt.organization().value(), attempt.id(), shard};
        }

        Optional<String> made() {
            return attempt.enrolled() ? attempt.enrollment().map(EnrollmentId::value) : Optional.empty();
        }
    }

    JdbcRetention.Removal choose(Sql sql, PurgeRequest request, PageKey from) throws SQLException {
        Listing listing =
                Listing.of("result, shard_key", "enr_attempt", "attempted_at", "attempt_id", request.organization());
        listing.after(from);
        List<Seen> seen = listing.read(
                sql, row -> new Seen(EnrollmentResultJson.read(row.getString(1)), row.getInt(2)), request.limit());
        Set<String> stored = stored(sql, request.organization(), seen);
        List<Seen> old = seen.stream()
                .filter(one -> one.made().filter(stored::contains).isEmpty())
                .sorted(Comparator.comparing(one -> one.attempt().id()))
                .toList();
        Optional<String> next = seen.size() < request.limit()
                ? Optional.empty()
                : Optional.of(keyOf(seen.get(seen.size() - 1)).text());
        return new Removal(old, next);
    }

    private static PurgeKey keyOf(Seen one) {
        EnrollmentResult attempt = one.attempt();
        return new PurgeKey(true, new PageKey(Micros.floor(attempt.at()), attempt.id()));
    }

    private static Set<String> stored(Sql sql, OrganizationId organization, List<Seen> seen) throws SQLException {
        List<Seen> made = seen.stream().filter(one -> one.made().isPresent()).toList();
        Sql.Placed ids = Sql.Placed.of(made, one -> one.made().orElseThrow(), Seen::shard);
        return made.isEmpty()
                ? Set.of()
                : new HashSet<>(sql.query(STORED, row -> row.getString(1), ids, organization.value()));
    }

    private record Removal(List<Seen> old, Optional<String> next) implements JdbcRetention.Removal {

        @Override
        public Purged run(Sql sql) throws SQLException {
            int removed = 0;
            for (int count : sql.counted(DELETE, old.stream().map(Seen::key).toList())) {
                removed += count;
            }
            return new Purged(0, 0, removed, next);
        }

        @Override
        public boolean isDone(Sql sql) throws SQLException {
            return !old.isEmpty()
                    && sql.first(FIND, row -> row.getString(1), old.get(0).key())
                            .isEmpty();
        }
    }
}
