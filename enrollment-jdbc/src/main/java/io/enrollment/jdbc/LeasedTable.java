package io.enrollment.jdbc;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import io.enrollment.internal.Micros;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.subject.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * A table of works of which there are few, such as runs: one is claimed by a fenced update on every database, and nobody waits
 * for anybody. Whatever writes to a claimed one locks its row first. Thread-safe.
 */
final class LeasedTable {

    /** A row as it was locked. */
    record Locked(long fence, String token, String state) {
        private static Locked of(ResultSet row) throws SQLException {
            String token = row.getString(2);
            return new Locked(row.getLong(1), token == null ? "" : token, row.getString(3));
        }

        boolean heldBy(Held lease) {
            return fence == lease.fence() && token.equals(lease.token());
        }
    }

    /** A lease on a row. */
    record Held(OrganizationId organization, String id, long fence, String token) {}

    /** A row that may be claimed, or was. */
    record Free(String organization, String id, long fence, String state) {
        private static Free of(ResultSet row) throws SQLException {
            return new Free(row.getString(1), row.getString(2), row.getLong(3), row.getString(4));
        }
    }

    private final String find;
    private final String lock;
    private final String free;
    private final String claimedBefore;
    private final String claim;
    private final String prolong;
    private final String release;
    private final String takeAway;

    /** A table with the columns of leases, of whose key this column is the part beside the organization. */
    LeasedTable(String table, String id) {
        String one = " where organization_id = ? and " + id + " = ?";
        String held = one + " and fence = ? and claim_token = ?";
        String row = "select organization_id, " + id + ", fence, state from " + table;
        String inOrder = " order by due_at, organization_id, " + id;
        find = "select state from " + table + one;
        lock = "select fence, claim_token, state from " + table + one + " for update";
        free = row + " where due_at <= ? and lease_until <= {now}" + inOrder + " limit 8";
        claimedBefore = row + " where due_at <= ? and lease_until > {now} and claim_token = ?" + inOrder + " limit 1";
        claim = "update " + table
                + " set lease_until = {now} + ?, claim_token = ?, claimed_by = ?, fence = fence + 1"
                + one + " and fence = ? and lease_until <= {now}";
        prolong = "update " + table + " set lease_until = {now} + ?" + held;
        release = "update " + table + " set lease_until = 0, claim_token = null, claimed_by = null" + held;
        takeAway = "update " + table + " set lease_until = 0, claim_token = null, claimed_by = null, fence = fence + 1"
                + one;
    }

    /** What is stored of one. */
    Optional<String> find(Sql sql, OrganizationId organization, String id) throws SQLException {
        return sql.first(find, row -> row.getString(1), organization.value(), id);
    }

    /** The same, which nobody else writes to before the transaction ends. */
    Optional<Locked> lock(Sql sql, OrganizationId organization, String id) throws SQLException {
        return sql.first(lock, Locked::of, organization.value(), id);
    }

    /** Claims one that is due; a repeated try finds what an unanswered one may have claimed. */
    Optional<Free> claim(Sql sql, ClaimRequest request, boolean repeated) throws SQLException {
        Optional<Free> before = repeated
                ? sql.first(claimedBefore, Free::of, Micros.floor(request.now()), request.token())
                : Optional.empty();
        return before.isPresent() ? before : claim(sql, request);
    }

    private Optional<Free> claim(Sql sql, ClaimRequest request) throws SQLException {
        for (Free one : sql.query(free, Free::of, Micros.floor(request.now()))) {
            int won = sql.update(
                    claim,
                    MICROSECONDS.convert(request.lease()),
                    request.token(),
                    request.node(),
                    one.organization(),
                    one.id(),
                    one.fence());
            if (won == 1) {
                return Optional.of(new Free(one.organization(), one.id(), one.fence() + 1, one.state()));
            }
        }
        return Optional.empty();
    }

    /** The lease holds for so long from now on, if it holds still. */
    void prolong(Sql sql, Held lease, Duration by) throws SQLException {
        sql.update(
                prolong,
                MICROSECONDS.convert(by),
                lease.organization().value(),
                lease.id(),
                lease.fence(),
                lease.token());
    }

    /** Gives a claim back, if it holds still; how many rows that changed. */
    int release(Sql sql, Held lease) throws SQLException {
        return sql.update(release, lease.organization().value(), lease.id(), lease.fence(), lease.token());
    }

    /** Ends whatever claim there is; its holder finds it lost. */
    void takeAway(Sql sql, OrganizationId organization, String id) throws SQLException {
        sql.update(takeAway, organization.value(), id);
    }
}
