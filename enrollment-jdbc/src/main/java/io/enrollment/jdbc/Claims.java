package io.enrollment.jdbc;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.internal.Micros;
import io.enrollment.json.EnrollmentJson;
import io.enrollment.spi.Claim;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.spi.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Claims due rows, shard by shard, beginning with another shard each time, so that none is neglected and claimers seldom meet.
 * A row is won by the fenced update and by nothing else: what was read before may be taken by somebody in between. Thread-safe.
 */
final class Claims {

    private static final String ROW = """
            select d.organization_id, d.enrollment_id, d.due_at, d.fence, d.first_claimed_at, d.unsettled,
                   d.marked, case when d.claim_token is null then 0 else 1 end, e.state
              from enr_due d join enr_enrollment e
                on e.organization_id = d.organization_id and e.enrollment_id = d.enrollment_id and e.shard_key = d.shard_key
            """;
    static final String CANDIDATES = ROW + """
             where d.shard_key = ? and d.due_at <= ? and d.lease_until <= {now}
             order by d.shard_key, d.due_at, d.organization_id, d.enrollment_id
             limit ? {lock}""";
    private static final String CLAIMED_BEFORE = ROW + """
             where d.shard_key = ? and d.due_at <= ? and d.lease_until > {now} and d.claim_token = ?
             order by d.shard_key, d.due_at, d.organization_id, d.enrollment_id""";
    private static final String CLAIM = """
            update enr_due
               set lease_until = {now} + ?, claim_token = ?, claimed_by = ?, fence = fence + 1, first_claimed_at = ?,
                   unsettled = ?, marked = ?
             where organization_id = ? and enrollment_id = ? and shard_key = ? and fence = ? and lease_until <= {now}""";

    private static final Comparator<Candidate> BY_KEY =
            Comparator.comparing(Candidate::organization).thenComparing(Candidate::id);

    /** A row as it was read. */
    private record Candidate(
            String organization,
            String id,
            long dueAt,
            long fence,
            long firstClaimedAt,
            boolean unsettled,
            boolean marked,
            String state) {

        static Candidate free(ResultSet row) throws SQLException {
            boolean ranOut = row.getInt(8) == 1;
            return read(row, ranOut || row.getInt(6) == 1, row.getInt(7) > 0);
        }

        static Candidate claimed(ResultSet row) throws SQLException {
            return read(row, row.getInt(6) == 1, row.getInt(7) == 2);
        }

        private static Candidate read(ResultSet row, boolean unsettled, boolean marked) throws SQLException {
            return new Candidate(
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    unsettled,
                    marked,
                    row.getString(9));
        }

        Claim claim(String token, long wonFence, Instant now) {
            Enrollment enrollment = EnrollmentJson.read(state);
            Lease lease = new Lease(enrollment.organization(), enrollment.subject(), enrollment.id(), wonFence, token);
            return new Claim(enrollment, lease, unsettled, unsettled ? Micros.instant(firstClaimedAt) : now, marked);
        }
    }

    private final Shards shards;
    private final AtomicInteger turn = new AtomicInteger();

    Claims(Shards shards) {
        this.shards = shards;
    }

    List<Claim> claim(Sql sql, ClaimRequest request, boolean repeated) throws SQLException {
        List<Claim> claims = repeated ? claimedBefore(sql, request) : new ArrayList<>();
        if (claims.isEmpty()) {
            int first = turn.getAndIncrement();
            for (int i = 0; i < shards.count() && claims.size() < request.limit(); i++) {
                int shard = Math.floorMod(first + i, shards.count());
                claims.addAll(claim(sql, request, shard, request.limit() - claims.size()));
            }
        }
        claims.sort(Comparator.comparing(
                claim -> claim.enrollment().due().orElseThrow().at()));
        return claims;
    }

    /** What an earlier try of this very call has claimed, when the answer to its commit was lost. */
    private List<Claim> claimedBefore(Sql sql, ClaimRequest request) throws SQLException {
        List<Claim> found = new ArrayList<>();
        for (int shard = 0; shard < shards.count(); shard++) {
            sql.query(CLAIMED_BEFORE, Candidate::claimed, shard, Micros.floor(request.now()), request.token())
                    .forEach(row -> found.add(row.claim(request.token(), row.fence(), now(request))));
        }
        return found;
    }

    private static List<Claim> claim(Sql sql, ClaimRequest request, int shard, int limit) throws SQLException {
        List<Candidate> candidates =
                new ArrayList<>(sql.query(CANDIDATES, Candidate::free, shard, Micros.floor(request.now()), limit));
        candidates.sort(BY_KEY);
        int[] counts = sql.counted(
                CLAIM,
                candidates.stream()
                        .map(candidate -> update(candidate, request, shard))
                        .toList());
        List<Claim> won = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                Candidate candidate = candidates.get(i);
                won.add(candidate.claim(request.token(), candidate.fence() + 1, now(request)));
            }
        }
        return won;
    }

    private static Object[] update(Candidate candidate, ClaimRequest request, int shard) {
        long now = Micros.floor(request.now());
        return new Object[] {
            TimeUnit.MICROSECONDS.convert(request.lease()),
            request.token(),
            request.node(),
            candidate.unsettled() ? candidate.firstClaimedAt() : now,
            candidate.unsettled() ? 1 : 0,
            candidate.marked() ? 2 : 0,
            candidate.organization(),
            candidate.id(),
            shard,
            candidate.fence()
        };
    }

    private static Instant now(ClaimRequest request) {
        return Micros.instant(Micros.floor(request.now()));
    }
}
