package io.enrollment.engine;

import io.enrollment.criteria.Condition;
import io.enrollment.criteria.Criteria;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.plan.AudienceQuery;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanVersion;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunPurpose;
import io.enrollment.run.RunStatus;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.RunExpiries;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Expires those enrolled in the plan of a run, in any version, who no longer match its audience; page by page. Who came by itself
 * was never looked for, and stays.
 */
final class RunExpiry {

    private static final Set<EnrollmentStatus> RUNNING = Arrays.stream(EnrollmentStatus.values())
            .filter(status -> !status.isTerminal())
            .collect(Collectors.toUnmodifiableSet());

    /** How many are looked at in one transaction, which locks those that it ends. */
    private static final int AT_ONCE = 200;

    private final RunWorker worker;
    private final EnrollerRun run;

    RunExpiry(RunWorker worker, EnrollerRun run) {
        this.worker = worker;
        this.run = run;
    }

    /** Not after a query that failed: who it would have found would seem to match no more. */
    boolean isWanted() {
        return run.purpose() == RunPurpose.CAMPAIGN_EVALUATION_AND_EXPIRE
                && run.queries().stream().noneMatch(query -> query.status() == RunStatus.ERROR)
                && version().plan().expireNoLongerMatching();
    }

    private PlanVersion version() {
        return worker.world()
                .version(
                        run.organization(),
                        run.plan().orElseThrow(),
                        run.version().orElseThrow());
    }

    /** The next page: who on it is to be ended, and where to go on. */
    RunExpiries next(Instant now) {
        EnrollmentQuery.Builder query = EnrollmentQuery.builder();
        query.organization(run.organization()).plan(run.plan().orElseThrow()).statuses(RUNNING);
        PageRequest request =
                new PageRequest(Math.min(AT_ONCE, worker.settings().runChunkSize()), run.expiryCursor());
        Page<Enrollment> page = worker.world().store().reader().find(query.build(), request);
        List<SubjectId> ids = page.items().stream().map(Enrollment::subject).toList();
        Map<SubjectId, Subject> subjects = worker.world().subjects(run.organization(), ids);
        Organization organization = worker.world().organization(run.organization());
        Plan plan = version().plan();
        List<Enrollment> ending = page.items().stream()
                .filter(one -> !one.purpose().isInbound())
                .filter(one -> Optional.ofNullable(subjects.get(one.subject()))
                        .filter(subject -> matches(plan, subject, organization.zoneOrUtc()))
                        .isEmpty())
                .toList();
        return new RunExpiries(run, worker.commands().expiring(ending, now), page.next());
    }

    private boolean matches(Plan plan, Subject subject, ZoneId zone) {
        Instant at = run.startedAt().orElse(run.createdAt());
        Condition criteria = plan.criteria().orElseGet(Condition.Everybody::new);
        boolean found = plan.audience().isEmpty()
                || plan.audience().stream()
                        .map(AudienceQuery::when)
                        .anyMatch(when -> Criteria.holds(when, subject, at, zone));
        return found && Criteria.holds(criteria, subject, at, zone);
    }
}
