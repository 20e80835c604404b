package io.enrollment.report;

import io.enrollment.enrollment.LogKind;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.StepKey;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is counted for one plan, over all its versions.
 *
 * @param counters the counters that are not zero
 */
public record PlanCounts(Map<Counter, Long> counters) {
    /** Copies the map, without the zeros. */
    public PlanCounts {
        counters = counters.entrySet().stream()
                .filter(counter -> counter.getValue() != 0)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** One counter. */
    public long of(Counter counter) {
        return counters.getOrDefault(counter, 0L);
    }

    /** How many enrollments are in each status, removed ones left out; statuses without any are not in the map. */
    public Map<EnrollmentStatus, Long> byStatus() {
        Map<EnrollmentStatus, Long> counts = new EnumMap<>(EnrollmentStatus.class);
        counters.forEach((counter, count) -> {
            if (counter instanceof Counter.InStatus in) {
                counts.put(in.status(), count);
            }
        });
        return counts;
    }

    /** How many enrollments are not removed. */
    public long total() {
        return byStatus().values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many can still be carried out without anybody's help. */
    public long active() {
        return byStatus().entrySet().stream()
                .filter(count -> count.getKey().isActive())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** How many are paused. */
    public long paused() {
        return of(new Counter.InStatus(EnrollmentStatus.PAUSED));
    }

    /** What happened at one step. */
    public StepStatistics step(StepKey key) {
        Map<LogKind, Long> logged = new EnumMap<>(LogKind.class);
        counters.forEach((counter, count) -> {
            if (counter instanceof Counter.Logged one && one.step().equals(key)) {
                logged.put(one.kind(), count);
            }
        });
        return new StepStatistics(key, of(new Counter.At(key)), logged);
    }
}
