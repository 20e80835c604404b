package io.enrollment.memory;

import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.PlanVersion;
import io.enrollment.spi.PlanStore;
import io.enrollment.subject.OrganizationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans and their versions, in memory. */
final class MemoryPlans implements PlanStore {

    private record Key(OrganizationId organization, PlanId plan) {}

    private final Map<Key, Instant> archived = new HashMap<>();
    private final Map<Key, List<PlanVersion>> versions = new HashMap<>();

    @Override
    public synchronized PlanVersion publish(OrganizationId organization, Plan plan, String contentHash, Instant at) {
        List<PlanVersion> known = versions.computeIfAbsent(new Key(organization, plan.id()), any -> new ArrayList<>());
        Optional<PlanVersion> same =
                last(known).filter(newest -> newest.contentHash().equals(contentHash));
        if (same.isPresent()) {
            return same.get();
        }
        PlanVersion published = new PlanVersion(plan, known.size() + 1, contentHash, at);
        known.add(published);
        return published;
    }

    @Override
    public synchronized void archive(OrganizationId organization, PlanId plan, Optional<Instant> at) {
        Key key = new Key(organization, plan);
        at.ifPresentOrElse(when -> archived.put(key, when), () -> archived.remove(key));
    }

    @Override
    public synchronized Optional<Instant> archivedAt(OrganizationId organization, PlanId plan) {
        return Optional.ofNullable(archived.get(new Key(organization, plan)));
    }

    @Override
    public synchronized Optional<PlanVersion> find(OrganizationId organization, PlanId plan, int version) {
        return of(organization, plan).stream()
                .filter(one -> one.version() == version)
                .findFirst();
    }

    @Override
    public synchronized Optional<PlanVersion> newest(OrganizationId organization, PlanId plan) {
        return last(of(organization, plan));
    }

    @Override
    public synchronized List<PlanVersion> all(OrganizationId organization) {
        return versions.entrySet().stream()
                .filter(entry -> entry.getKey().organization().equals(organization))
                .flatMap(entry -> last(entry.getValue()).stream())
                .sorted(Comparator.comparing(PlanVersion::id))
                .toList();
    }

    private List<PlanVersion> of(OrganizationId organization, PlanId plan) {
        return versions.getOrDefault(new Key(organization, plan), List.of());
    }

    private static Optional<PlanVersion> last(List<PlanVersion> known) {
        return known.isEmpty() ? Optional.empty() : Optional.of(known.get(known.size() - 1));
    }
}
