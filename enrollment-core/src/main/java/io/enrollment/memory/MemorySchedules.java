package io.enrollment.memory;

import io.enrollment.plan.PlanId;
import io.enrollment.spi.ScheduleMark;
import io.enrollment.spi.ScheduleStore;
import io.enrollment.subject.OrganizationId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How far run schedules were looked at, in memory. */
final class MemorySchedules implements ScheduleStore {

    private record Key(OrganizationId organization, PlanId plan) {}

    private static final Comparator<ScheduleMark> EARLIEST = Comparator.<ScheduleMark, Instant>comparing(
                    mark -> mark.lookAt().orElse(Instant.MAX))
            .thenComparing(ScheduleMark::organization)
            .thenComparing(ScheduleMark::plan);

    private final Map<Key, ScheduleMark> marks = new HashMap<>();

    @Override
    public synchronized Optional<ScheduleMark> find(OrganizationId organization, PlanId plan) {
        return Optional.ofNullable(marks.get(new Key(organization, plan)));
    }

    @Override
    public synchronized boolean move(Optional<ScheduleMark> before, ScheduleMark after) {
        Optional<ScheduleMark> stored = find(after.organization(), after.plan());
        if (stored.equals(before)) {
            marks.put(new Key(after.organization(), after.plan()), after);
            return true;
        }
        return stored.filter(after::equals).isPresent();
    }

    @Override
    public synchronized List<ScheduleMark> due(Instant now, int limit) {
        return waiting()
                .filter(mark -> mark.lookAt().filter(now::isBefore).isEmpty())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<Instant> earliest() {
        return waiting().findFirst().flatMap(ScheduleMark::lookAt);
    }

    private Stream<ScheduleMark> waiting() {
        return marks.values().stream().filter(mark -> mark.lookAt().isPresent()).sorted(EARLIEST);
    }
}
