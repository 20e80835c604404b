package io.enrollment.engine;

import io.enrollment.criteria.Criteria;
import io.enrollment.criteria.Evaluation;
import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.EntryOrigin;
import io.enrollment.eligibility.MessageForecast;
import io.enrollment.eligibility.SubjectHistory;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.plan.AudienceQuery;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.PlanVersion;
import io.enrollment.report.AudienceMatch;
import io.enrollment.report.Troubleshooting;
import io.enrollment.run.Candidate;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunId;
import io.enrollment.spi.AudienceMember;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.RunStore;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Gathers what is known of one subject and plan. */
final class Troubleshooter {

    /** More attempts than this are not shown. */
    private static final int SHOWN = 200;

    private static final int PAGE = 1_000;

    /** So many times the checks are asked for a later instant. */
    private static final int MOST_ROUNDS = 50;

    /** Failures of so many enrollments of a subject in a plan are shown. */
    private static final int ENROLLMENTS = 20;

    private static final Set<LogKind> FAILURES = Set.of(LogKind.STEP_FAILED, LogKind.RETRYING, LogKind.UNCERTAIN);

    private final OrganizationId organization;
    private final World world;
    private final Enroller enroller;

    Troubleshooter(OrganizationId organization, World world, Enroller enroller) {
        this.organization = organization;
        this.world = world;
        this.enroller = enroller;
    }

    Troubleshooting look(SubjectId id, PlanId plan, Instant now) {
        PlanVersion version = world.newest(organization, plan);
        Optional<Subject> subject =
                Optional.ofNullable(world.subjects(organization, List.of(id)).get(id));
        List<EnrollmentResult> attempts = attempts(id, plan);
        if (subject.isEmpty() && attempts.isEmpty()) {
            throw new NotFoundException("there is no subject " + id);
        }
        EnrollmentResult judged = subject.map(one -> judged(one, version, now)).orElseGet(() -> gone(id, version, now));
        Optional<Instant> passesFrom = subject.flatMap(one -> passesFrom(judged, at -> judged(one, version, at)));
        List<AudienceMatch> audience =
                subject.map(one -> audience(one, version.plan(), now)).orElse(List.of());
        return new Troubleshooting(id, version, attempts, judged, audience, passesFrom, failures(id, plan));
    }

    /**
     * The first instant at which nothing fails: when the last check would pass another one may have begun to fail, such as that of
     * a consent that has run out meanwhile, so that all are asked again for that instant.
     */
    private static Optional<Instant> passesFrom(EnrollmentResult now, Function<Instant, EnrollmentResult> judge) {
        EnrollmentResult judged = now;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<CheckResult> failed =
                    judged.checks().stream().filter(CheckResult::failed).toList();
            if (failed.isEmpty()) {
                return round == 0 ? Optional.empty() : Optional.of(judged.at());
            }
            if (failed.stream().anyMatch(check -> check.earliestPassAt().isEmpty())) {
                return Optional.empty();
            }
            judged = judge.apply(failed.stream()
                    .flatMap(check -> check.earliestPassAt().stream())
                    .max(Comparator.naturalOrder())
                    .orElseThrow());
        }
        return Optional.empty();
    }

    /** Whoever was tried, and is not in the directory any more, has a past to be looked at. */
    private EnrollmentResult gone(SubjectId id, PlanVersion version, Instant now) {
        return entry(version, now).unknown(id).attempt();
    }

    private List<AudienceMatch> audience(Subject subject, Plan plan, Instant now) {
        ZoneId zone = world.organization(organization).zoneOrUtc();
        return plan.audience().stream()
                .sorted(Comparator.comparing(AudienceQuery::order).thenComparing(AudienceQuery::key))
                .map(query -> match(query, subject, now, zone))
                .toList();
    }

    private static AudienceMatch match(AudienceQuery query, Subject subject, Instant now, ZoneId zone) {
        try {
            Evaluation evaluation = Criteria.evaluate(query.when(), subject, now, zone);
            return new AudienceMatch(query.key(), evaluation.holds(), evaluation.explanation());
        } catch (RuntimeException cannotBeEvaluated) {
            return new AudienceMatch(query.key(), false, "it cannot be evaluated: " + cannotBeEvaluated);
        }
    }

    /** Of the newest enrollments of the subject in the plan. */
    private List<LogEntry> failures(SubjectId subject, PlanId plan) {
        EnrollmentQuery.Builder query = EnrollmentQuery.builder();
        query.organization(organization).plan(plan).subject(subject).includeRemoved(true);
        return world.store().reader().find(query.build(), PageRequest.first(ENROLLMENTS)).items().stream()
                .flatMap(one -> failures(one.id()).stream())
                .sorted(Comparator.comparing(LogEntry::at)
                        .thenComparing(LogEntry::enrollment)
                        .thenComparing(LogEntry::seq)
                        .reversed())
                .limit(SHOWN)
                .toList();
    }

    private List<LogEntry> failures(EnrollmentId enrollment) {
        List<LogEntry> failures = new ArrayList<>();
        Optional<PageRequest> next = Optional.of(PageRequest.first(SHOWN));
        while (next.isPresent()) {
            PageRequest request = next.get();
            Page<LogEntry> page = world.store().reader().log(organization, enrollment, request);
            page.items().stream()
                    .filter(entry -> FAILURES.contains(entry.kind()))
                    .forEach(failures::add);
            next = page.next().map(request::after);
        }
        return failures;
    }

    private Enroller.Entry entry(PlanVersion version, Instant now) {
        EnrollRequest.Builder request = EnrollRequest.builder();
        request.plan(version.id()).origin(EntryOrigin.RULE);
        return enroller.entry(world.organization(organization), version, request.build(), false, now);
    }

    private EnrollmentResult judged(Subject subject, PlanVersion version, Instant now) {
        SubjectHistory history =
                world.history(organization, Set.of(subject.id())).getOrDefault(subject.id(), SubjectHistory.none());
        return entry(version, now)
                .judgeSafely(AudienceMember.of(subject), history)
                .attempt();
    }

    /** What Canada's Anti-Spam Legislation will say of the messages that the subject would come to if it entered now. */
    List<MessageForecast> forecast(SubjectId id, PlanId plan, Instant now) {
        Subject subject = Optional.ofNullable(
                        world.subjects(organization, List.of(id)).get(id))
                .orElseThrow(() -> new NotFoundException("there is no subject " + id));
        SubjectHistory history = world.history(organization, Set.of(id)).getOrDefault(id, SubjectHistory.none());
        return entry(world.newest(organization, plan), now).forecast(subject, history);
    }

    private List<EnrollmentResult> attempts(SubjectId subject, PlanId plan) {
        List<EnrollmentResult> all = new ArrayList<>(world.store()
                .reader()
                .attempts(organization, Optional.of(plan), Optional.of(subject), PageRequest.first(SHOWN))
                .items());
        all.addAll(ofRuns(subject, plan));
        return all;
    }

    /** However many simulations, and runs of other plans, came in between. */
    private List<EnrollmentResult> ofRuns(SubjectId subject, PlanId plan) {
        List<EnrollmentResult> found = new ArrayList<>();
        Map<RunId, Boolean> enrolls = new HashMap<>();
        Optional<PageRequest> next = Optional.of(PageRequest.first(PAGE));
        while (next.isPresent() && found.size() < SHOWN) {
            PageRequest request = next.get();
            Page<Candidate> page = runs().candidates(organization, subject, request);
            page.items().stream()
                    .filter(one -> one.result().plan().equals(plan))
                    .filter(one -> enrolls.computeIfAbsent(one.run(), this::enrolls))
                    .forEach(one -> found.add(one.result()));
            next = page.next().map(request::after);
        }
        return found;
    }

    /** What a simulation found is no attempt. */
    private boolean enrolls(RunId run) {
        return runs().find(organization, run)
                .map(EnrollerRun::purpose)
                .filter(purpose -> purpose.enrolls())
                .isPresent();
    }

    private RunStore runs() {
        return world.store().runs();
    }
}
