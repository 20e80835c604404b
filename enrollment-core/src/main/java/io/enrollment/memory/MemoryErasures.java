package io.enrollment.memory;

import io.enrollment.enrollment.Erased;
import io.enrollment.memory.Tables.Listing;
import io.enrollment.spi.Erasure;
import io.enrollment.spi.ErasureStore;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Erasing subjects, in memory. */
final class MemoryErasures implements ErasureStore {

    private record Tombstone(OrganizationId organization, String hash) {}

    private final Tables tables;
    private final MemoryRuns runs;
    private final MemoryCaps caps;
    private final Set<Tombstone> tombstones = new HashSet<>();

    MemoryErasures(Tables tables, MemoryRuns runs, MemoryCaps caps) {
        this.tables = tables;
        this.runs = runs;
        this.caps = caps;
    }

    @Override
    public boolean erase(Erasure erasure) {
        synchronized (tables) {
            Listing own = new Listing(erasure.organization(), Optional.empty(), Optional.of(erasure.subject()));
            List<Row> rows = List.copyOf(tables.listing(own));
            if (rows.stream().anyMatch(row -> !row.state.status().isTerminal())) {
                return false;
            }
            erasure.hashes().forEach(hash -> tombstones.add(new Tombstone(erasure.organization(), hash)));
            Erased erased = new Erased(SubjectId.of(erasure.tombstone()), erasure.hash());
            rows.forEach(row -> {
                row.log.replaceAll(erased::of);
                tables.rename(row, erased.of(row.state));
            });
            List.copyOf(tables.attemptListing(own)).forEach(attempt -> tables.replace(attempt, erased.of(attempt)));
            runs.erase(erasure.organization(), erasure.subject(), erased);
            caps.forget(erasure.organization(), erasure.subject());
            tables.forget(erasure.organization(), erasure.subject());
            return true;
        }
    }

    @Override
    public Set<String> erased(OrganizationId organization, Collection<String> hashes) {
        synchronized (tables) {
            return hashes.stream()
                    .filter(hash -> tombstones.contains(new Tombstone(organization, hash)))
                    .collect(Collectors.toSet());
        }
    }
}
