package io.enrollment.engine;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.PlanVersion;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import io.enrollment.report.AuditRules;
import io.enrollment.report.Counter;
import io.enrollment.report.Finding;
import io.enrollment.report.PlanCounts;
import io.enrollment.report.StoredEnrollment;
import io.enrollment.report.Tally;
import io.enrollment.spi.AuditStore;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.OrganizationId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks at everything that is stored of one organization, in pages, while others go on working: what seems wrong is looked at
 * again before it is said. For one use.
 */
final class Auditor {

    private static final int PAGE = 500;
    private static final int SHOWN = 1000;

    private final OrganizationId organization;
    private final World world;
    private final AuditStore store;
    private final boolean repair;

    private final List<Finding> findings = new ArrayList<>();
    private final Map<PlanId, Tally> tallies = new TreeMap<>();
    private final Map<PlanId, Map<StepKey, Step>> steps = new HashMap<>();
    private long found;
    private long enrollments;
    private long entries;
    private long repaired;

    Auditor(OrganizationId organization, World world, boolean repair) {
        this.organization = organization;
        this.world = world;
        this.store = world.store().audit();
        this.repair = repair;
    }

    AuditReport run() {
        Map<PlanId, PlanCounts> before = counts();
        PageRequest request = PageRequest.first(PAGE);
        Optional<String> next;
        do {
            Page<StoredEnrollment> page = store.records(organization, request);
            page.items().forEach(this::look);
            next = page.next();
            request = next.map(request::after).orElse(request);
        } while (next.isPresent());
        boolean quiet = before.equals(counts());
        if (quiet) {
            before.forEach(this::compareCounts);
        }
        return new AuditReport(enrollments, entries, found, findings, repaired, quiet);
    }

    private Map<PlanId, PlanCounts> counts() {
        Map<PlanId, PlanCounts> counts = new TreeMap<>();
        for (PlanVersion version : world.store().plans().all(organization)) {
            counts.put(version.id(), world.store().reader().counts(organization, version.id()));
        }
        return counts;
    }

    private void look(StoredEnrollment stored) {
        enrollments++;
        List<Finding> suspected = new ArrayList<>(AuditRules.surroundings(stored));
        stored.state().ifPresent(state -> {
            List<LogEntry> log = log(state);
            entries += log.size();
            tallies.computeIfAbsent(state.plan(), any -> new Tally()).came(state, log);
            suspected.addAll(AuditRules.log(state, log, key -> step(state, key)));
        });
        if (!suspected.isEmpty() && store.record(organization, stored.id()).equals(Optional.of(stored))) {
            suspected.forEach(this::add);
            repair(stored, suspected);
        }
    }

    private List<LogEntry> log(Enrollment state) {
        List<LogEntry> log = new ArrayList<>();
        PageRequest request = PageRequest.first(PAGE);
        Optional<String> next;
        do {
            Page<LogEntry> page = world.store().reader().log(organization, state.id(), request);
            log.addAll(page.items());
            next = page.next();
            request = next.map(request::after).orElse(request);
        } while (next.isPresent());
        return log;
    }

    /** The step in the enrollment's own version; else in the newest of the others, for what was done before a migration. */
    private Optional<Step> step(Enrollment state, StepKey key) {
        return world.step(state, key)
                .or(() -> Optional.ofNullable(
                        steps.computeIfAbsent(state.plan(), this::stepsOf).get(key)));
    }

    private Map<StepKey, Step> stepsOf(PlanId plan) {
        Map<StepKey, Step> all = new HashMap<>();
        int newest = world.newest(organization, plan).version();
        for (int version = 1; version <= newest; version++) {
            world.version(organization, plan, version).plan().steps().forEach(step -> all.put(step.key(), step));
        }
        return all;
    }

    private void add(Finding finding) {
        found++;
        if (findings.size() < SHOWN) {
            findings.add(finding);
        }
    }

    private void repair(StoredEnrollment stored, List<Finding> suspected) {
        long repairable =
                suspected.stream().filter(one -> one.kind().isRepairable()).count();
        if (repair && repairable > 0 && store.realign(organization, stored)) {
            long left = store.record(organization, stored.id()).stream()
                    .flatMap(now -> AuditRules.surroundings(now).stream())
                    .filter(one -> one.kind().isRepairable())
                    .count();
            repaired += repairable - left;
        }
    }

    /** What was done for enrollments that a purge removed stays counted, so that more is kept than there are entries. */
    private static boolean isOfRemoved(Counter counter, long missing) {
        return counter instanceof Counter.Logged && missing < 0;
    }

    private void compareCounts(PlanId plan, PlanCounts kept) {
        Map<Counter, Long> missing =
                new HashMap<>(tallies.getOrDefault(plan, new Tally()).changes());
        kept.counters().forEach((counter, count) -> missing.merge(counter, -count, Long::sum));
        missing.entrySet().removeIf(one -> one.getValue() == 0 || isOfRemoved(one.getKey(), one.getValue()));
        missing.forEach((counter, difference) -> add(Finding.of(
                Finding.Kind.COUNT_DIFFERS,
                plan,
                counter.text() + " is kept as " + kept.of(counter) + ", adds up to "
                        + (kept.of(counter) + difference))));
        if (repair && !missing.isEmpty()) {
            store.correct(organization, plan, missing);
            repaired += missing.size();
        }
    }
}
