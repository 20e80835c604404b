package io.enrollment.jdbc;

import io.enrollment.enrollment.Ending;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.internal.Micros;
import io.enrollment.internal.PageKey;
import io.enrollment.internal.Portion;
import io.enrollment.internal.PurgeKey;
import io.enrollment.json.EnrollmentJson;
import io.enrollment.spi.PurgeRequest;
import io.enrollment.spi.Purged;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Removes enrollments that ended long ago, but for a narrow row that the checks go by. What has ended changes seldom, and
 * never back: whoever wrote a late outcome between the look and the removal keeps the enrollment for the next time.
 */
final class PastEnrollments {

    private static final String DELETE_STATE = """
            delete from enr_enrollment
             where organization_id = ? and enrollment_id = ? and shard_key = ? and next_seq = ?""";
    private static final String DELETE_LOG = """
            delete from enr_log
             where organization_id = ? and enrollment_id = ? and shard_key = ?""";
    private static final String DELETE_DECISIONS = """
            delete from enr_decision
             where organization_id = ? and enrollment_id = ? and shard_key = ?""";
    private static final String REMEMBER = """
            insert into enr_past (organization_id, subject_id, enrollment_id, shard_key, plan_id, event_key, visible,
                                  enrolled_at, status, ended_at, end_cause, handed_off)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String FIND = """
            select enrollment_id from enr_enrollment
             where organization_id = ? and enrollment_id = ? and shard_key = ?""";

    /** An enrollment as it was looked at. */
    private record Seen(Enrollment state, boolean visible) {

        /** The state and its log. */
        long size() {
            return state.nextSeq();
        }

        boolean hasEndedBefore(long before) {
            Optional<Ending> ending = state.ending();
            return ending.filter(end -> Micros.floor(end.at()) < before).isPresent();
        }
    }

    private final Rows rows;

    PastEnrollments(Rows rows) {
        this.rows = rows;
    }

    /** Looks at the next ones that began before an instant, and chooses those that have ended before it too. */
    JdbcRetention.Removal choose(Sql sql, PurgeRequest request, PageKey from, long before) throws SQLException {
        Listing listing =
                Listing.of("state, visible", "enr_enrollment", "enrolled_at", "enrollment_id", request.organization());
        listing.after(from);
        List<Seen> seen = listing.read(
                sql, row -> new Seen(EnrollmentJson.read(row.getString(1)), row.getInt(2) == 1), request.limit());
        Portion<Seen> old = Portion.of(seen, one -> one.hasEndedBefore(before), Seen::size, request.limit());
        boolean all = old.passed() == seen.size() && seen.size() < request.limit();
        PurgeKey next = all ? PurgeKey.firstAttempt(before) : keyOf(seen.get(old.passed() - 1));
        return new Removal(old.chosen(), next);
    }

    private static PurgeKey keyOf(Seen one) {
        Enrollment state = one.state();
        return new PurgeKey(
                false, new PageKey(Micros.floor(state.enrolledAt()), state.id().value()));
    }

    private final class Removal implements JdbcRetention.Removal {

        private final List<Seen> chosen;
        private final PurgeKey next;

        Removal(List<Seen> chosen, PurgeKey next) {
            this.chosen = chosen.stream()
                    .sorted(Comparator.comparing(one -> one.state().id()))
                    .toList();
            this.next = next;
        }

        @Override
        public Purged run(Sql sql) throws SQLException {
            int[] counts =
                    sql.counted(DELETE_STATE, chosen.stream().map(this::guarded).toList());
            List<Seen> removed = new ArrayList<>();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] == 1) {
                    removed.add(chosen.get(i));
                }
            }
            List<Object[]> keys = removed.stream().map(one -> key(one.state())).toList();
            sql.batch(DELETE_LOG, keys);
            sql.batch(DELETE_DECISIONS, keys);
            UncertainRows.delete(sql, keys);
            rows.listed().delete(sql, removed.stream().map(Seen::state).toList());
            sql.batch(REMEMBER, removed.stream().map(this::remembered).toList());
            rows.left(sql, removed.stream().map(Seen::state).toList());
            long entries = removed.stream().mapToLong(Seen::size).sum() - removed.size();
            return new Purged(removed.size(), entries, 0, Optional.of(next.text()));
        }

        @Override
        public boolean isDone(Sql sql) throws SQLException {
            return !chosen.isEmpty()
                    && sql.first(
                                    FIND,
                                    row -> row.getString(1),
                                    key(chosen.get(0).state()))
                            .isEmpty();
        }

        private Object[] guarded(Seen one) {
            Object[] key = key(one.state());
            return new Object[] {key[0], key[1], key[2], one.state().nextSeq()};
        }

        private Object[] key(Enrollment state) {
            return Rows.key(state.organization(), state.id(), rows.shards().of(state));
        }

        private Object[] remembered(Seen one) {
            Enrollment state = one.state();
            return new Object[] {
                state.organization().value(),
                state.subject().value(),
                state.id().value(),
                rows.shards().of(state),
                state.plan().value(),
                state.eventKey().value(),
                one.visible() ? 1 : 0,
                Micros.floor(state.enrolledAt()),
                state.status().name(),
                Rows.endedAt(state),
                Rows.endCause(state),
                Rows.handedOff(state)
            };
        }
    }
}
