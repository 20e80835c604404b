package io.enrollment.engine;

import io.enrollment.criteria.Condition;
import io.enrollment.internal.Require;
import io.enrollment.plan.AudienceQuery;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanVersion;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.QueryProgress;
import io.enrollment.run.RunId;
import io.enrollment.run.RunPurpose;
import io.enrollment.run.RunStatus;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes runs out of what is wanted, and knows whom their queries ask for. */
final class RunPlanner {

    /** The key of the query that stands for the whole source. */
    static final String EVERYBODY = "everybody";

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private RunPlanner() {}

    /** A run of one plan. */
    static EnrollerRun ofPlan(
            RunId id, OrganizationId organization, RunRequest request, PlanVersion version, Instant now) {
        Require.that(request.purpose().isOfOnePlan(), "run purpose", request.purpose(), "be about one plan");
        Require.that(
                request.at()
                        .filter(at -> at.isBefore(FIRST) || at.isAfter(LAST))
                        .isEmpty(),
                "run at",
                request.at(),
                "be in the years 1 to 9999");
        EnrollerRun.Builder run = EnrollerRun.builder();
        return run.id(id)
                .organization(organization)
                .plan(version.id())
                .version(version.version())
                .purpose(request.purpose())
                .status(RunStatus.SCHEDULED)
                .actor(request.by().actor())
                .reason(request.by().reason())
                .createdAt(now)
                .dueAt(request.at().orElse(now))
                .queries(queries(version.plan(), request.everybody()))
                .limit(request.limit().filter(any -> request.purpose().enrolls()))
                .build();
    }

    /** The simulation of a run that has not begun; always under the same id, so that there is one of it. */
    static EnrollerRun preview(EnrollerRun run, Instant now) {
        return run.toBuilder()
                .id(RunId.of(run.id() + "-preview"))
                .purpose(RunPurpose.CAMPAIGN_SIMULATION)
                .reason("preview of " + run.id())
                .createdAt(now)
                .dueAt(now)
                .limit(Optional.empty())
                .revision(1)
                .build();
    }

    private static List<QueryProgress> queries(Plan plan, boolean everybody) {
        if (plan.audience().isEmpty() && everybody) {
            return List.of(query(EVERYBODY, 0));
        }
        return plan.audience().stream()
                .sorted(Comparator.comparing(AudienceQuery::order).thenComparing(AudienceQuery::key))
                .map(query -> query(query.key(), query.order()))
                .toList();
    }

    /** An evaluation of one subject against plans; each plan stands in the place of a query. */
    static EnrollerRun ofSubject(
            RunId id,
            OrganizationId organization,
            Subject subject,
            List<PlanVersion> plans,
            String actor,
            Instant now) {
        EnrollerRun.Builder run = EnrollerRun.builder();
        return run.id(id)
                .organization(organization)
                .subject(subject.id())
                .purpose(RunPurpose.CUSTOMER_EVALUATION)
                .status(RunStatus.SCHEDULED)
                .actor(actor)
                .createdAt(now)
                .dueAt(now)
                .queries(IntStream.range(0, plans.size())
                        .mapToObj(i -> query(plans.get(i).id().value(), i))
                        .toList())
                .build();
    }

    private static QueryProgress query(String key, int order) {
        QueryProgress.Builder query = QueryProgress.builder();
        return query.key(key).order(order).build();
    }

    /** Who qualifies by a query of a plan. */
    static Condition condition(Plan plan, String key) {
        return plan.audience().stream()
                .filter(query -> query.key().equals(key))
                .map(AudienceQuery::when)
                .findFirst()
                .orElseGet(Condition.Everybody::new);
    }

    /** The subject of an evaluation of one. */
    static SubjectId subject(EnrollerRun run) {
        return run.subject().orElseThrow();
    }
}
