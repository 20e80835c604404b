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
import io.enrollment.spi.PageRequest;
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

/** Expires those enrolled in the plan of a run, in any version, who no longer match its audience; page by page. */
final class RunExpiry {

    private static final Set<EnrollmentStatus> RUNNING = Arrays.stream(EnrollmentStatus.values())
            .filter(status -> !status.isTerminal())
            .collect(Collectors.toUnmodifiableSet());

    /** How many of a page were expired, and where to go on. */
    record Page(long expired, Optional<String> next) {}

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

    Page next(Instant now) {
        EnrollmentQuery.Builder query = EnrollmentQuery.builder();
        query.organization(run.organization()).plan(run.plan().orElseThrow()).statuses(RUNNING);
        PageRequest request = new PageRequest(worker.settings().runChunkSize(), run.expiryCursor());
        io.enrollment.spi.Page<Enrollment> page =
                worker.world().store().reader().find(query.build(), request);
        List<SubjectId> ids = page.items().stream().map(Enrollment::subject).toList();
        Map<SubjectId, Subject> subjects = worker.world().subjects(run.organization(), ids);
        Organization organization = worker.world().organization(run.organization());
        Plan plan = version().plan();
        long expired = page.items().stream()
                .filter(one -> Optional.ofNullable(subjects.get(one.subject()))
                        .filter(subject -> matches(plan, subject, organization.zoneOrUtc()))
                        .isEmpty())
                .filter(one -> worker.commands().expire(one, now))
                .count();
        return new Page(expired, page.next());
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
