package io.enrollment.engine;

import io.enrollment.eligibility.MessageForecast;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.PlanVersion;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import io.enrollment.report.CampaignCustomer;
import io.enrollment.report.Counter;
import io.enrollment.report.EnrollmentRow;
import io.enrollment.report.PlanCounts;
import io.enrollment.report.StepStatistics;
import io.enrollment.run.Candidate;
import io.enrollment.run.CandidateStatus;
import io.enrollment.run.RunId;
import io.enrollment.spi.CandidateQuery;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What people look at, of one organization. Lists are paged by key, summaries are kept as counted. Thread-safe. */
public final class Reports {

    private final OrganizationId organization;
    private final World world;
    private final Enroller enroller;
    private final InstantSource clock;

    Reports(OrganizationId organization, World world, Enroller enroller, InstantSource clock) {
        this.organization = organization;
        this.world = world;
        this.enroller = enroller;
        this.clock = clock;
    }

    /**
     * The messages that the subject would come to if it entered the plan now and nothing happened but what the plan says, and what
     * Canada's Anti-Spam Legislation will say of each when it is due: which will have lost its consent by then.
     *
     * @return the earliest first
     * @throws NotFoundException if there is no such plan or subject
     */
    public List<MessageForecast> forecast(SubjectId subject, PlanId plan) {
        return new Troubleshooter(organization, world, enroller).forecast(subject, plan, clock.instant());
    }

    /**
     * A page of enrollments: {@code reports.list(of -> of.plan(welcome).order(NAME), PageRequest.first(50))}.
     *
     * @param which sets what is listed, and in which order; the organization is this one
     */
    public Page<EnrollmentRow> list(UnaryOperator<EnrollmentQuery.Builder> which, PageRequest page) {
        EnrollmentQuery query = which.apply(EnrollmentQuery.builder().organization(organization))
                .organization(organization)
                .build();
        return world.store().reader().find(query, page).map(this::row);
    }

    /**
     * The row of one enrollment.
     *
     * @throws NotFoundException if there is none with this id
     */
    public EnrollmentRow row(EnrollmentId id) {
        return Optional.ofNullable(
                        world.store().reader().load(organization, List.of(id)).get(id))
                .map(this::row)
                .orElseThrow(() -> new NotFoundException("there is no enrollment " + id));
    }

    private EnrollmentRow row(Enrollment state) {
        return EnrollmentRow.of(
                state,
                world.version(organization, state.plan(), state.version()).plan());
    }

    /**
     * A page of campaign customers: enrollments with their present state and attributes of their subjects.
     *
     * @param which sets what is listed, and in which order; the organization is this one
     * @param columns the names of the attributes to show, such as year, make and model
     */
    public Page<CampaignCustomer> customers(
            UnaryOperator<EnrollmentQuery.Builder> which, List<String> columns, PageRequest page) {
        EnrollmentQuery query = which.apply(EnrollmentQuery.builder().organization(organization))
                .organization(organization)
                .build();
        Page<Enrollment> found = world.store().reader().find(query, page);
        return new Page<>(customers(found.items(), columns), found.next());
    }

    /**
     * A page of those whom a run enrolled, in the order in which it found them, with their present state; those whose
     * enrollments were purged meanwhile are left out.
     *
     * @param columns the names of the attributes to show
     */
    public Page<CampaignCustomer> customersOf(RunId run, List<String> columns, PageRequest page) {
        CandidateQuery.Builder query = CandidateQuery.builder();
        query.organization(organization).run(run).addStatuses(CandidateStatus.SUCCESS);
        Page<Candidate> found = world.store().runs().candidates(query.build(), page);
        List<EnrollmentId> ids = found.items().stream()
                .flatMap(candidate -> candidate.result().enrollment().stream())
                .toList();
        Map<EnrollmentId, Enrollment> states = world.store().reader().load(organization, ids);
        List<Enrollment> enrolled = ids.stream()
                .flatMap(id -> Optional.ofNullable(states.get(id)).stream())
                .toList();
        return new Page<>(customers(enrolled, columns), found.next());
    }

    private List<CampaignCustomer> customers(List<Enrollment> states, List<String> columns) {
        Map<SubjectId, Subject> subjects = columns.isEmpty()
                ? Map.of()
                : world.subjects(
                        organization, states.stream().map(Enrollment::subject).toList());
        return states.stream()
                .map(state -> CampaignCustomer.of(state, Optional.ofNullable(subjects.get(state.subject())), columns))
                .toList();
    }

    /** What is counted for a plan, over all its versions; nothing for an unknown one. */
    public PlanCounts counts(PlanId plan) {
        return world.store().reader().counts(organization, plan);
    }

    /**
     * What happened at each step of a plan, over all versions: the steps of the newest version in their order, then those
     * that only earlier versions had.
     *
     * @throws NotFoundException if there is no such plan
     */
    public List<StepStatistics> steps(PlanId plan) {
        PlanVersion newest = world.newest(organization, plan);
        PlanCounts counts = counts(plan);
        Set<StepKey> keys = new LinkedHashSet<>();
        newest.plan().steps().stream().map(Step::key).forEach(keys::add);
        counts.counters().keySet().stream()
                .flatMap(counter -> stepOf(counter).stream())
                .sorted()
                .forEach(keys::add);
        return keys.stream().map(counts::step).toList();
    }

    private static Optional<StepKey> stepOf(Counter counter) {
        if (counter instanceof Counter.At at) {
            return Optional.of(at.step());
        }
        return counter instanceof Counter.Logged logged ? Optional.of(logged.step()) : Optional.empty();
    }

    /**
     * The newest version of each plan that a subject of this type can be enrolled in; archived ones are left out.
     *
     * @throws NotFoundException if there is no such subject
     */
    public List<PlanVersion> plansFor(SubjectId id) {
        Subject subject = Optional.ofNullable(
                        world.subjects(organization, List.of(id)).get(id))
                .orElseThrow(() -> new NotFoundException("there is no subject " + id));
        return world.plansFor(organization, subject.type());
    }
}
