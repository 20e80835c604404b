package io.enrollment.jdbc;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.partitioningBy;

import io.enrollment.internal.Micros;
import io.enrollment.spi.Claim;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.spi.StoreUnavailableException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims due rows, shard by shard, beginning with another shard each time, so that none is neglected and claimers seldom meet.
 * A row is won by the fenced update and by nothing else: what was read before may be taken by somebody in between. Thread-safe.
 */
final class Claims {

    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
    private static final String CLAIMED_BEFORE = """
            select d.organization_id, d.enrollment_id, d.fence, d.first_claimed_at, d.unsettled, d.marked, e.state
              from enr_due d join enr_enrollment e
                on e.organization_id = d.organization_id and e.enrollment_id = d.enrollment_id and e.shard_key = d.shard_key
             where d.shard_key = ? and d.due_at <= ? and d.lease_until > {now} and d.claim_token = ?
             order by d.shard_key, d.due_at""";
    private static final String CLAIM = """
            update enr_due
               set lease_until = {now} + ?, claim_token = ?, claimed_by = ?, fence = fence + 1, first_claimed_at = ?,
                   unsettled = ?, marked = ?
             where organization_id = ? and enrollment_id = ? and shard_key = ? and fence = ? and lease_until <= {now}""";

    /** Of rows that are locked, and were not claimed since they were settled last. */
    private static final String CLAIM_LISTED = "update enr_due"
            + LeasedRows.LISTED.replace(
                    " where",
                    " set lease_until = {now} + ?, claim_token = ?, claimed_by = ?, fence = fence + 1, first_claimed_at = ?,"
                            + " unsettled = 0, marked = 0 where");

    /** One look into the index of each shard: which of them have something to claim. */
    private static final String OCCUPIED = """
            select shard_key from enr_due
             where shard_key = {shard} and due_at <= ? and lease_until <= {now} order by shard_key, due_at limit 1""";

    private static final Comparator<Candidate> BY_KEY =
            Comparator.comparing(Candidate::organization).thenComparing(Candidate::id);

    private final Shards shards;
    private final AtomicInteger turn = new AtomicInteger();

    Claims(Shards shards) {
        this.shards = shards;
    }

    List<Claim> claim(Sql sql, ClaimRequest request, boolean repeated) throws SQLException {
        sql.searchByKeys();
        List<Claim> claims = repeated ? claimedBefore(sql, request) : new ArrayList<>();
        if (claims.isEmpty()) {
            claims.addAll(claimInTurn(sql, request));
        }
        return longestDueFirst(claims);
    }

    /**
     * The same with a transaction for each shard. Where shards lie on several servers, none of these would see that two claimers wait for
     * one another, each with rows of one of them.
     */
    List<Claim> claimShardByShard(Tx tx, ClaimRequest request) {
        int first = Math.floorMod(turn.getAndIncrement(), shards.count());
        List<Claim> claims = new ArrayList<>();
        try {
            for (int shard : tx.read((sql, repeated) -> occupiedFrom(sql, request, first))) {
                int more = request.limit() - claims.size();
                claims.addAll(
                        more == 0
                                ? List.of()
                                : tx.write((sql, repeated) -> claimOnce(sql, request, shard, more, repeated)));
            }
        } catch (StoreUnavailableException e) {
            if (claims.isEmpty()) {
                throw e;
            }
            LOG.debug("what was claimed of other shards is worked on before the claim is tried again", e);
        }
        return longestDueFirst(claims);
    }

    private static List<Claim> claimOnce(Sql sql, ClaimRequest request, int shard, int limit, boolean repeated)
            throws SQLException {
        List<Claim> before = repeated ? claimedBefore(sql, request, shard) : List.of();
        return before.isEmpty() ? claim(sql, request, shard, limit) : before;
    }

    private static List<Claim> longestDueFirst(List<Claim> claims) {
        claims.sort(Comparator.comparing(
                claim -> claim.enrollment().due().orElseThrow().at()));
        return claims;
    }

    private List<Claim> claimInTurn(Sql sql, ClaimRequest request) throws SQLException {
        int first = Math.floorMod(turn.getAndIncrement(), shards.count());
        List<Claim> claims = new ArrayList<>(claim(sql, request, first, request.limit()));
        if (claims.size() < request.limit()) {
            for (int shard : occupiedFrom(sql, request, first)) {
                if (shard != first && claims.size() < request.limit()) {
                    claims.addAll(claim(sql, request, shard, request.limit() - claims.size()));
                }
            }
        }
        return claims;
    }

    /** The shards that have something to claim, in turn from this one on. */
    private List<Integer> occupiedFrom(Sql sql, ClaimRequest request, int first) throws SQLException {
        return sql.queryShards(shards.count(), OCCUPIED, row -> row.getInt(1), Micros.floor(request.now())).stream()
                .sorted(Comparator.comparing(shard -> Math.floorMod(shard - first, shards.count())))
                .toList();
    }

    /** What an earlier try of this very call has claimed, when the answer to its commit was lost. */
    private List<Claim> claimedBefore(Sql sql, ClaimRequest request) throws SQLException {
        List<Claim> found = new ArrayList<>();
        for (int shard = 0; shard < shards.count(); shard++) {
            found.addAll(claimedBefore(sql, request, shard));
        }
        return found;
    }

    private static List<Claim> claimedBefore(Sql sql, ClaimRequest request, int shard) throws SQLException {
        return sql
                .query(CLAIMED_BEFORE, Candidate::claimed, shard, Micros.floor(request.now()), request.token())
                .stream()
                .map(row -> row.claim(request, row.fence()))
                .toList();
    }

    private static List<Claim> claim(Sql sql, ClaimRequest request, int shard, int limit) throws SQLException {
        List<Candidate> candidates = new ArrayList<>(
                sql.database().dialect().candidates().read(sql, shard, Micros.floor(request.now()), limit));
        candidates.sort(BY_KEY);
        return LeasedRows.isListed(sql, candidates)
                ? claimLocked(sql, candidates, request, shard)
                : claimEach(sql, candidates, request, shard);
    }

    private static List<Claim> claimEach(Sql sql, List<Candidate> candidates, ClaimRequest request, int shard)
            throws SQLException {
        int[] counts = sql.counted(
                CLAIM,
                candidates.stream()
                        .map(candidate -> update(candidate, request, shard))
                        .toList());
        List<Claim> won = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                won.add(candidates.get(i).claim(request, candidates.get(i).fence() + 1));
            }
        }
        return won;
    }

    /** Those that were claimed before have something of their own to remember, and are few. */
    private static List<Claim> claimLocked(Sql sql, List<Candidate> candidates, ClaimRequest request, int shard)
            throws SQLException {
        Map<Boolean, List<Candidate>> byHistory =
                candidates.stream().collect(partitioningBy(one -> one.unsettled() || one.marked()));
        List<Claim> won = claimEach(sql, byHistory.getOrDefault(true, List.of()), request, shard);
        Map<String, List<Candidate>> byOrganization =
                byHistory.getOrDefault(false, List.of()).stream().collect(groupingBy(Candidate::organization));
        for (Map.Entry<String, List<Candidate>> own : byOrganization.entrySet()) {
            sql.listed(
                    CLAIM_LISTED,
                    new Object[] {
                        TimeUnit.MICROSECONDS.convert(request.lease()),
                        request.token(),
                        request.node(),
                        Micros.floor(request.now()),
                        own.getKey(),
                        own.getKey()
                    },
                    own.getValue().stream().map(Candidate::id).toList(),
                    shard);
            own.getValue().forEach(one -> won.add(one.claim(request, one.fence() + 1)));
        }
        return won;
    }

    private static Object[] update(Candidate candidate, ClaimRequest request, int shard) {
        return new Object[] {
            TimeUnit.MICROSECONDS.convert(request.lease()),
            request.token(),
            request.node(),
            candidate.unsettled() ? candidate.firstClaimedAt() : Micros.floor(request.now()),
            candidate.unsettled() ? 1 : 0,
            candidate.marked() ? 2 : 0,
            candidate.organization(),
            candidate.id(),
            shard,
            candidate.fence()
        };
    }
}
