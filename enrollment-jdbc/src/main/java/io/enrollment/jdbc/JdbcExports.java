package io.enrollment.jdbc;

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

/** Exports in the background in a database. */
final class JdbcExports implements ExportStore {

    private static final LeasedTable TABLE = new LeasedTable("enr_export", "export_id");
    private static final String INSERT = """
            insert into enr_export (organization_id, export_id, created_at, lease_until, fence, due_at, state)
            values (?, ?, ?, 0, 0, ?, ?)""";
    private static final String UPDATE =
            "update enr_export set due_at = ?, state = ? where organization_id = ? and export_id = ?";
    private static final String DELETE = "delete from enr_export where organization_id = ? and export_id = ?";

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
        return TABLE.find(sql, organization, export).map(ExportJson::read);
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
        Optional<LeasedTable.Free> claimed = alone.write((sql, repeated) -> TABLE.claim(sql, request, repeated));
        return claimed.map(one -> {
            ExportStatus export = ExportJson.read(one.state());
            return new ExportClaim(
                    export, new ExportLease(export.organization(), export.id(), one.fence(), request.token()));
        });
    }

    private static LeasedTable.Held held(ExportLease lease) {
        return new LeasedTable.Held(lease.organization(), lease.export(), lease.fence(), lease.token());
    }

    @Override
    public ApplyOutcome settle(ExportLease lease, ExportStatus after, Duration prolong) {
        Outcomes outcomes = new Outcomes();
        return alone.write((sql, repeated) -> outcomes.of(settle(sql, lease, after, prolong)));
    }

    private static ApplyOutcome settle(Sql sql, ExportLease lease, ExportStatus after, Duration prolong)
            throws SQLException {
        Optional<LeasedTable.Locked> locked = TABLE.lock(sql, lease.organization(), lease.export());
        Optional<ExportStatus> stored = locked.map(row -> ExportJson.read(row.state()));
        if (stored.filter(after::equals).isPresent()) {
            return ApplyOutcome.ALREADY_APPLIED;
        }
        if (locked.filter(row -> row.heldBy(held(lease))).isEmpty()) {
            return locked.isPresent() ? ApplyOutcome.STALE : ApplyOutcome.GONE;
        }
        if (stored.orElseThrow().revision() >= after.revision()) {
            return ApplyOutcome.ALREADY_APPLIED;
        }
        update(sql, after);
        if (after.isOver()) {
            TABLE.release(sql, held(lease));
        } else {
            TABLE.prolong(sql, held(lease), prolong);
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

    @Override
    public boolean prolong(ExportLease lease, Duration by) {
        LeasedTable.Held held = held(lease);
        return alone.write((sql, repeated) -> {
            boolean holds = TABLE.lock(sql, lease.organization(), lease.export())
                    .filter(row -> row.heldBy(held))
                    .isPresent();
            if (holds) {
                TABLE.prolong(sql, held, by);
            }
            return holds;
        });
    }

    @Override
    public void release(ExportLease lease) {
        alone.write((sql, repeated) -> TABLE.release(sql, held(lease)));
    }

    @Override
    public ApplyOutcome change(ExportStatus before, ExportStatus after) {
        Outcomes outcomes = new Outcomes();
        return tx.write((sql, repeated) -> outcomes.of(change(sql, before, after)));
    }

    private static ApplyOutcome change(Sql sql, ExportStatus before, ExportStatus after) throws SQLException {
        Optional<LeasedTable.Locked> locked = TABLE.lock(sql, before.organization(), before.id());
        if (locked.isEmpty()) {
            return ApplyOutcome.GONE;
        }
        ExportStatus stored = ExportJson.read(locked.get().state());
        if (stored.equals(after)) {
            return ApplyOutcome.ALREADY_APPLIED;
        }
        if (stored.revision() != before.revision()) {
            return ApplyOutcome.STALE;
        }
        update(sql, after);
        TABLE.takeAway(sql, after.organization(), after.id());
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
