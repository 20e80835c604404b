package io.enrollment.memory;

import io.enrollment.internal.Micros;
import io.enrollment.internal.PageKey;
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
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Exports in the background, in memory. */
final class MemoryExports implements ExportStore {

    private record Key(OrganizationId organization, String export) {}

    /** One export with who works on it; an empty token stands for nobody. */
    private record Row(ExportStatus export, long fence, String token, long leaseUntil) {

        Key key() {
            return new Key(export.organization(), export.id());
        }

        PageKey place() {
            return new PageKey(Micros.floor(export.createdAt()), export.id());
        }

        boolean isFree(long leaseNow) {
            return token.isEmpty() || leaseUntil <= leaseNow;
        }

        boolean holds(ExportLease lease) {
            return !token.isEmpty() && fence == lease.fence() && token.equals(lease.token());
        }
    }

    private static final Comparator<Row> BY_DUE = Comparator.<Row>comparingLong(
                    row -> Micros.ceil(row.export().dueAt()))
            .thenComparing(row -> row.export().organization())
            .thenComparing(row -> row.export().id());
    private static final Comparator<Row> NEWEST =
            Comparator.comparing(Row::place).reversed();

    private final LongSupplier leaseClock;
    private final Map<Key, Row> rows = new HashMap<>();

    MemoryExports(LongSupplier leaseClock) {
        this.leaseClock = leaseClock;
    }

    @Override
    public synchronized ExportStatus create(ExportStatus export) {
        Row fresh = new Row(export, 0, "", 0);
        return rows.computeIfAbsent(fresh.key(), any -> fresh).export();
    }

    @Override
    public synchronized Optional<ExportStatus> find(OrganizationId organization, String export) {
        return row(organization, export).map(Row::export);
    }

    private Optional<Row> row(OrganizationId organization, String export) {
        return Optional.ofNullable(rows.get(new Key(organization, export)));
    }

    @Override
    public synchronized Page<ExportStatus> list(OrganizationId organization, PageRequest page) {
        return MemoryReader.page(newest(organization, page.after()), page.limit(), Row::place)
                .map(Row::export);
    }

    private Stream<Row> newest(OrganizationId organization, Optional<String> after) {
        Optional<PageKey> key = after.map(PageKey::parse);
        return rows.values().stream()
                .filter(row -> row.export().organization().equals(organization))
                .filter(row -> key.map(last -> last.isNewerThan(row.place())).orElse(true))
                .sorted(NEWEST);
    }

    @Override
    public synchronized Optional<ExportClaim> claim(ClaimRequest request) {
        long now = Micros.floor(request.now());
        Optional<Row> next = rows.values().stream()
                .filter(row ->
                        !row.export().isOver() && Micros.ceil(row.export().dueAt()) <= now)
                .filter(row -> row.isFree(leaseClock.getAsLong()))
                .min(BY_DUE);
        return next.map(row -> {
            Row claimed = put(row.export(), row.fence() + 1, request.token(), request.lease());
            ExportLease lease =
                    new ExportLease(row.export().organization(), row.export().id(), claimed.fence(), claimed.token());
            return new ExportClaim(row.export(), lease);
        });
    }

    private Row put(ExportStatus export, long fence, String token, Duration lease) {
        String holder = export.isOver() ? "" : token;
        long until = leaseClock.getAsLong() + TimeUnit.MICROSECONDS.convert(lease);
        Row row = new Row(export, fence, holder, until);
        rows.put(row.key(), row);
        return row;
    }

    @Override
    public synchronized ApplyOutcome settle(ExportLease lease, ExportStatus after, Duration prolong) {
        Optional<Row> stored = row(lease.organization(), lease.export());
        if (stored.filter(row -> row.export().equals(after)).isPresent()) {
            return ApplyOutcome.ALREADY_APPLIED;
        }
        if (stored.filter(row -> row.holds(lease)).isEmpty()) {
            return stored.isPresent() ? ApplyOutcome.STALE : ApplyOutcome.GONE;
        }
        if (stored.get().export().revision() >= after.revision()) {
            return ApplyOutcome.ALREADY_APPLIED;
        }
        put(after, lease.fence(), lease.token(), prolong);
        return ApplyOutcome.APPLIED;
    }

    @Override
    public synchronized boolean prolong(ExportLease lease, Duration by) {
        Optional<Row> held = held(lease);
        held.ifPresent(row -> put(row.export(), row.fence(), row.token(), by));
        return held.isPresent();
    }

    private Optional<Row> held(ExportLease lease) {
        return row(lease.organization(), lease.export()).filter(row -> row.holds(lease));
    }

    @Override
    public synchronized void release(ExportLease lease) {
        held(lease).ifPresent(row -> put(row.export(), row.fence(), "", Duration.ZERO));
    }

    @Override
    public synchronized ApplyOutcome change(ExportStatus before, ExportStatus after) {
        Optional<Row> stored = row(before.organization(), before.id());
        if (stored.isEmpty()) {
            return ApplyOutcome.GONE;
        }
        Row row = stored.get();
        if (row.export().equals(after)) {
            return ApplyOutcome.ALREADY_APPLIED;
        }
        if (row.export().revision() != before.revision()) {
            return ApplyOutcome.STALE;
        }
        put(after, row.fence() + 1, "", Duration.ZERO);
        return ApplyOutcome.APPLIED;
    }

    @Override
    public synchronized Optional<String> purge(PurgeRequest request) {
        List<Row> looked = newest(request.organization(), request.after())
                .filter(row -> row.export().createdAt().isBefore(request.before()))
                .limit(request.limit())
                .toList();
        looked.stream().filter(row -> row.export().isOver()).forEach(row -> rows.remove(row.key()));
        return looked.size() < request.limit()
                ? Optional.empty()
                : Optional.of(looked.get(looked.size() - 1).place().text());
    }
}
