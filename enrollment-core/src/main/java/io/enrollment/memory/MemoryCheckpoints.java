package io.enrollment.memory;

import io.enrollment.plan.PlanId;
import io.enrollment.spi.Checkpoint;
import io.enrollment.spi.CheckpointStore;
import io.enrollment.subject.OrganizationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Earlier counts of plans, in memory. */
final class MemoryCheckpoints implements CheckpointStore {

    private record Key(OrganizationId organization, PlanId plan) {}

    private final Map<Key, List<Checkpoint>> kept = new HashMap<>();

    @Override
    public synchronized List<Checkpoint> of(OrganizationId organization, PlanId plan) {
        return List.copyOf(kept.getOrDefault(new Key(organization, plan), List.of()));
    }

    @Override
    public synchronized void put(
            OrganizationId organization, PlanId plan, Checkpoint checkpoint, Instant forgetBefore) {
        List<Checkpoint> all = kept.computeIfAbsent(new Key(organization, plan), any -> new ArrayList<>());
        all.removeIf(old -> old.at().isBefore(forgetBefore) || old.at().equals(checkpoint.at()));
        all.add(checkpoint);
        all.sort(Comparator.comparing(Checkpoint::at));
    }
}
