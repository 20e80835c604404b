package io.enrollment.memory;

import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.internal.Micros;
import io.enrollment.internal.PageKey;
import io.enrollment.memory.Tables.Listing;
import io.enrollment.memory.Tables.Slot;
import io.enrollment.plan.PlanId;
import io.enrollment.report.Counter;
import io.enrollment.report.StoredEnrollment;
import io.enrollment.spi.AuditStore;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.OrganizationId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is stored in memory. Nothing is kept twice here but the place of an enrollment and its order in the queue, and counts
 * are added up when they are asked for, so that there is little to put right.
 */
final class MemoryAudit implements AuditStore {

    private final Tables tables;

    MemoryAudit(Tables tables) {
        this.tables = tables;
    }

    @Override
    public Page<StoredEnrollment> records(OrganizationId organization, PageRequest page) {
        String after = page.after().map(PageKey::parse).map(PageKey::id).orElse("");
        synchronized (tables) {
            List<StoredEnrollment> found =
                    tables.listing(new Listing(organization, Optional.empty(), Optional.empty())).stream()
                            .filter(row -> row.state.id().value().compareTo(after) > 0)
                            .sorted(Comparator.comparing((Row row) -> row.state.id()))
                            .limit(page.limit() + 1L)
                            .map(this::record)
                            .toList();
            if (found.size() <= page.limit()) {
                return new Page<>(found, Optional.empty());
            }
            List<StoredEnrollment> items = found.subList(0, page.limit());
            return new Page<>(
                    items,
                    Optional.of(new PageKey(0, items.get(items.size() - 1).id().value()).text()));
        }
    }

    @Override
    public Optional<StoredEnrollment> record(OrganizationId organization, EnrollmentId enrollment) {
        synchronized (tables) {
            return tables.row(organization, enrollment).map(this::record);
        }
    }

    private StoredEnrollment record(Row row) {
        Optional<Instant> queuedFor = tables.isQueued(row) ? Optional.of(Micros.instant(row.due)) : Optional.empty();
        boolean holdsPlace = tables.owner(Slot.active(row.state)).equals(Optional.of(row.state.id()));
        return new StoredEnrollment(
                row.state.id(),
                Optional.of(row.state),
                "",
                row.state.status().name(),
                row.state.removed(),
                queuedFor,
                holdsPlace);
    }

    @Override
    public boolean realign(OrganizationId organization, StoredEnrollment seen) {
        synchronized (tables) {
            Optional<Row> found = tables.row(organization, seen.id())
                    .filter(row -> record(row).equals(seen));
            found.ifPresent(this::realign);
            return found.isPresent();
        }
    }

    private void realign(Row row) {
        tables.change(row, () -> {});
        Slot place = Slot.active(row.state);
        if (row.state.status().isTerminal()) {
            tables.vacate(place, row.state.id());
        } else if (tables.owner(place).isEmpty()) {
            tables.occupy(place, row.state.id());
        }
    }

    /** Does nothing: counts are added up of what is there. */
    @Override
    public void correct(OrganizationId organization, PlanId plan, Map<Counter, Long> by) {}
}
