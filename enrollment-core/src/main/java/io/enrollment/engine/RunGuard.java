package io.enrollment.engine;

import io.enrollment.plan.BlastGuard;
import io.enrollment.plan.Plan;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunLimit;
import io.enrollment.run.RunPurpose;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.RunQuery;
import java.util.Optional;
import java.util.stream.Stream;

/** How many a run that has not begun may enroll without being asked for: what it was given, and what its plan says. */
final class RunGuard {

    private static final int PAGE = 50;

    private final World world;
    private final EnrollerRun run;

    RunGuard(World world, EnrollerRun run) {
        this.world = world;
        this.run = run;
    }

    /** The limit of the plan, if it is for this run, and nobody has confirmed it. */
    Optional<RunLimit> limit() {
        if (!run.purpose().enrolls() || run.confirmedBy().isPresent()) {
            return Optional.empty();
        }
        return plan(run)
                .blastGuard()
                .filter(guard -> guard.everyRun() || !hasBegunBefore())
                .map(RunGuard::limit);
    }

    private static RunLimit limit(BlastGuard guard) {
        return new RunLimit(guard.count(), guard.percent());
    }

    /** Why the run has to wait, by either of the two. */
    Optional<String> passedBy(EnrollerRun preview) {
        return Stream.of(run.limit(), limit())
                .flatMap(Optional::stream)
                .flatMap(limit -> limit.passedBy(preview).stream())
                .findFirst();
    }

    /** Whether a run that enrolls was let begin with the same criteria and audience; the last one that began tells. */
    private boolean hasBegunBefore() {
        RunQuery.Builder query = RunQuery.builder();
        query.organization(run.organization()).plan(run.plan());
        query.addPurposes(RunPurpose.DEFAULT, RunPurpose.CAMPAIGN_EVALUATION_AND_EXPIRE);
        PageRequest request = PageRequest.first(PAGE);
        Optional<EnrollerRun> begun;
        Optional<String> next;
        do {
            Page<EnrollerRun> page = world.store().runs().list(query.build(), request);
            begun = page.items().stream().filter(this::hasBegun).findFirst();
            next = page.next();
            request = next.map(request::after).orElse(request);
        } while (begun.isEmpty() && next.isPresent());
        return begun.filter(before -> isAlike(plan(before), plan(run))).isPresent();
    }

    private boolean hasBegun(EnrollerRun other) {
        return !other.id().equals(run.id()) && other.startedAt().isPresent();
    }

    private static boolean isAlike(Plan before, Plan now) {
        return before.criteria().equals(now.criteria())
                && before.audience().equals(now.audience())
                && before.exclusions().equals(now.exclusions());
    }

    private Plan plan(EnrollerRun of) {
        return world.version(
                        of.organization(), of.plan().orElseThrow(), of.version().orElseThrow())
                .plan();
    }
}
