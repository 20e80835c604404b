package io.enrollment.jdbc;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import io.enrollment.internal.Micros;
import io.enrollment.internal.PageKey;
import io.enrollment.json.ExportJson;
import io.enrollment.report.ExportStatus;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.spi.ExportClaim;
import io.enrollment.spi.ExportLease;
import io.enrollment.spi.ExportStore;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.PurgeRequest;
import io.enrollment.subject.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Exports in the background in a database. One is claimed by a fenced update on every database: there are few of them, and
 * nobody waits for anybody. Whatever writes to a claimed one locks its row first.
 */
final class JdbcExports implements ExportStore {

    private static final String FIND = "select state from enr_export where organization_id = ? and export_id = ?";
    private static final String LOCK =
            "select fence, claim_token, state from enr_export where organization_id = ? and export_id = ? for update";
    private static final String INSERT = """
            insert into enr_export (organization_id, export_id, created_at, lease_until, fence, due_at, state)
            values (?, ?, ?, 0, 0, ?, ?)""";
    private static final String UPDATE =
            "update enr_export set due_at = ?, state = ? where organization_id = ? and export_id = ?";
    private static final String FREE = """
            select organization_id, export_id, fence, state from enr_export
             where due_at <= ? and lease_until <= {now}
             order by due_at, organization_id, export_id
             limit 8""";
    private static final String CLAIMED_BEFORE = """
            select organization_id, export_id, fence, state from enr_export
             where due_at <= ? and lease_until > {now} and claim_token = ?
             order by due_at, organization_id, export_id
             limit 1""";
    private static final String CLAIM = """
            update enr_export set lease_until = {now} + ?, claim_token = ?, claimed_by = ?, fence = fence + 1
             where organization_id = ? and export_id = ? and fence = ? and lease_until <= {now}""";
    private static final String PROLONG = """
            update enr_export set lease_until = {now} + ?
             where organization_id = ? and export_id = ? and fence = ? and claim_token = ?""";
    private static final String FREE_IT = """
            update enr_export set lease_until = 0, claim_token = null, claimed_by = null
             where organization_id = ? and export_id = ? and fence = ? and claim_token = ?""";
    private static final String TAKE_AWAY = """
            update enr_export set lease_until = 0, claim_token = null, claimed_by = null, fence = fence + 1
             where organization_id = ? and export_id = ?""";
    private static final String DELETE = "delete from enr_export where organization_id = ? and export_id = ?";

    /** An export as its row was locked. */
    private record Locked(long fence, String token, ExportStatus export) {
        static Locked of(ResultSet row) throws SQLException {
            String token = row.getString(2);
            return new Locked(row.getLong(1), token == null ? "" : token, ExportJson.read(row.getString(3)));
        }

        boolean heldBy(ExportLease lease) {
            return fence == lease.fence() && token.equals(lease.token());
        }
    }

    /** An export that may be claimed. */
    private record Free(String organization, String id, long fence, String state) {
        static Free of(ResultSet row) throws SQLException {
            return new Free(row.getString(1), row.getString(2), row.getLong(3), row.getString(4));
        }

        ExportClaim claim(String token, long wonFence) {
            ExportStatus export = ExportJson.read(state);
            return new ExportClaim(export, new ExportLease(export.organization(), export.id(), wonFence, token));
        }
    }

    private final Tx tx;
    private final Tx alone;

    /** With the transactions of commands, which may be those of the host, and with those of workers, which never are. */
    JdbcExports(Tx tx, Tx alone) {
        this.tx = tx;
        this.alone = alone;
    }

    @Override
    public ExportStatus create(ExportStatus export) {
        return tx.write((sql, repeated) -> {
            Optional<ExportStatus> known = find(sql, export.organization(), export.id());
            if (known.isEmpty()) {
                sql.update(
                        INSERT,
                        export.organization().value(),
                        export.id(),
                        Micros.floor(export.createdAt()),
                        dueAt(export),
                        ExportJson.write(export));
            }
            return known.orElse(export);
        });
    }

    /** What nobody is to work on waits for ever. */
    private static long dueAt(ExportStatus export) {
        return export.isOver() ? Rows.PARKED : Micros.ceil(export.dueAt());
    }

    @Override
    public Optional<ExportStatus> find(OrganizationId organization, String export) {
        return tx.read((sql, repeated) -> find(sql, organization, export));
    }

    private static Optional<ExportStatus> find(Sql sql, OrganizationId organization, String export)
            throws SQLException {
        return sql.first(FIND, JdbcExports::status, organization.value(), export);
    }

    private static ExportStatus status(ResultSet row) throws SQLException {
        return ExportJson.read(row.getString(1));
    }

    @Override
    public Page<ExportStatus> list(OrganizationId organization, PageRequest page) {
        Listing listing = newest(organization, page.after());
        List<ExportStatus> found = tx.read((sql, repeated) -> listing.read(sql, JdbcExports::status, page.limit() + 1));
        return JdbcReader.page(found, page.limit(), JdbcExports::keyOf);
    }

    private static Listing newest(OrganizationId organization, Optional<String> after) {
        Listing listing = Listing.of("state", "enr_export", "created_at", "export_id", organization);
        after.map(PageKey::parse).ifPresent(listing::after);
        return listing;
    }

    private static PageKey keyOf(ExportStatus export) {
        return new PageKey(Micros.floor(export.createdAt()), export.id());
    }

    @Override
    public Optional<ExportClaim> claim(ClaimRequest request) {
        return alone.write((sql, repeated) -> {
            Optional<ExportClaim> before = repeated ? claimedBefore(sql, request) : Optional.empty();
            return before.isPresent() ? before : claim(sql, request);
        });
    }

    private static Optional<ExportClaim> claimedBefore(Sql sql, ClaimRequest request) throws SQLException {
        return sql.first(
                CLAIMED_BEFORE,
                row -> Free.of(row).claim(request.token(), row.getLong(3)),
                Micros.floor(request.now()),
                request.token());
    }

    private static Optional<ExportClaim> claim(Sql sql, ClaimRequest request) throws SQLException {
        for (Free free : sql.query(FREE, Free::of, Micros.floor(request.now()))) {
            int won = sql.update(
                    CLAIM,
                    MICROSECONDS.convert(request.lease()),
                    request.token(),
                    request.node(),
                    free.organization(),
                    free.id(),
                    free.fence());
            if (won == 1) {
                return Optional.of(free.claim(request.token(), free.fence() + 1));
            }
        }
        return Optional.empty();
    }

    @Override
    public ApplyOutcome settle(ExportLease lease, ExportStatus after, Duration prolong) {
        Outcomes outcomes = new Outcomes();
        return alone.write((sql, repeated) -> outcomes.of(settle(sql, lease, after, prolong)));
    }

    private static ApplyOutcome settle(Sql sql, ExportLease lease, ExportStatus after, Duration prolong)
            throws SQLException {
        Optional<Locked> locked = lock(sql, lease.organization(), lease.export());
        if (locked.filter(row -> row.export().equals(after)).isPresent()) {
            return ApplyOutcome.ALREADY_APPLIED;
        }
        if (locked.filter(row -> row.heldBy(lease)).isEmpty()) {
            return locked.isPresent() ? ApplyOutcome.STALE : ApplyOutcome.GONE;
        }
        if (locked.get().export().revision() >= after.revision()) {
            return ApplyOutcome.ALREADY_APPLIED;
        }
        update(sql, after);
        if (after.isOver()) {
            release(sql, lease);
        } else {
            prolong(sql, lease, prolong);
        }
        return ApplyOutcome.APPLIED;
    }

    private static void update(Sql sql, ExportStatus after) throws SQLException {
        sql.update(
                UPDATE,
                dueAt(after),
                ExportJson.write(after),
                after.organization().value(),
                after.id());
    }

    private static Optional<Locked> lock(Sql sql, OrganizationId organization, String export) throws SQLException {
        return sql.first(LOCK, Locked::of, organization.value(), export);
    }

    @Override
    public boolean prolong(ExportLease lease, Duration by) {
        return alone.write((sql, repeated) -> {
            Optional<Locked> held =
                    lock(sql, lease.organization(), lease.export()).filter(row -> row.heldBy(lease));
            if (held.isPresent()) {
                prolong(sql, lease, by);
            }
            return held.isPresent();
        });
    }

    private static void prolong(Sql sql, ExportLease lease, Duration by) throws SQLException {
        sql.update(
                PROLONG,
                MICROSECONDS.convert(by),
                lease.organization().value(),
                lease.export(),
                lease.fence(),
                lease.token());
    }

    @Override
    public void release(ExportLease lease) {
        alone.write((sql, repeated) -> release(sql, lease));
    }

    private static int release(Sql sql, ExportLease lease) throws SQLException {
        return sql.update(FREE_IT, lease.organization().value(), lease.export(), lease.fence(), lease.token());
    }

    @Override
    public ApplyOutcome change(ExportStatus before, ExportStatus after) {
        Outcomes outcomes = new Outcomes();
        return tx.write((sql, repeated) -> outcomes.of(change(sql, before, after)));
    }

    private static ApplyOutcome change(Sql sql, ExportStatus before, ExportStatus after) throws SQLException {
        Optional<Locked> locked = lock(sql, before.organization(), before.id());
        if (locked.isEmpty()) {
            return ApplyOutcome.GONE;
        }
        ExportStatus stored = locked.get().export();
        if (stored.equals(after)) {
            return ApplyOutcome.ALREADY_APPLIED;
        }
        if (stored.revision() != before.revision()) {
            return ApplyOutcome.STALE;
        }
        update(sql, after);
        sql.update(TAKE_AWAY, after.organization().value(), after.id());
        return ApplyOutcome.APPLIED;
    }

    @Override
    public Optional<String> purge(PurgeRequest request) {
        Listing listing = newest(request.organization(), request.after());
        listing.where("created_at < ?", Micros.floor(request.before()));
        return alone.write((sql, repeated) -> {
            List<ExportStatus> looked = listing.read(sql, JdbcExports::status, request.limit());
            List<Object[]> old = looked.stream()
                    .filter(ExportStatus::isOver)
                    .map(export -> new Object[] {export.organization().value(), export.id()})
                    .toList();
            sql.batch(DELETE, old);
            return looked.size() < request.limit()
                    ? Optional.empty()
                    : Optional.of(keyOf(looked.get(looked.size() - 1)).text());
        });
    }
}
