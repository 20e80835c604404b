package io.enrollment.engine;

import io.enrollment.enrollment.Command;
import io.enrollment.plan.PlanVersion;
import io.enrollment.report.RunDetail;
import io.enrollment.run.Candidate;
import io.enrollment.run.CandidateStatus;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunCourse;
import io.enrollment.run.RunId;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.CandidateQuery;
import io.enrollment.spi.IdSource;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.RunQuery;
import io.enrollment.spi.RunStore;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * The enroller runs of one organization. What belongs to another organization does not exist here; unknown ids throw {@link
 * NotFoundException}. Thread-safe.
 */
public final class Runs {

    private static final int TRIES = 50;

    private final OrganizationId organization;
    private final World world;
    private final IdSource ids;
    private final InstantSource clock;
    private final Runnable wakeUp;

    Runs(OrganizationId organization, World world, IdSource ids, InstantSource clock, Runnable wakeUp) {
        this.organization = organization;
        this.world = world;
        this.ids = ids;
        this.clock = clock;
        this.wakeUp = wakeUp;
    }

    /**
     * Asks for a run of a plan; a worker takes it up when its time has come.
     *
     * @throws NotFoundException if there is no such plan
     */
    public EnrollerRun start(RunRequest request) {
        EnrollerRun run = RunPlanner.ofPlan(
                newId(), organization, request, world.newest(organization, request.plan()), clock.instant());
        return created(run);
    }

    /**
     * Asks for an evaluation of one subject against every active plan for its type: published, not archived, and not past its
     * end date. Nobody is enrolled.
     *
     * @throws NotFoundException if there is no such subject
     */
    public EnrollerRun evaluate(SubjectId id, Command.By by) {
        Subject subject = Optional.ofNullable(
                        world.subjects(organization, List.of(id)).get(id))
                .orElseThrow(() -> new NotFoundException("there is no subject " + id));
        Instant now = clock.instant();
        LocalDate today =
                LocalDate.ofInstant(now, world.organization(organization).zoneOrUtc());
        List<PlanVersion> active = world.plansFor(organization, subject.type()).stream()
                .filter(version -> version.plan().endDate().map(today::isBefore).orElse(true))
                .toList();
        return created(RunPlanner.ofSubject(newId(), organization, subject, active, by.actor(), now));
    }

    private EnrollerRun created(EnrollerRun run) {
        EnrollerRun stored = Retrying.whileEffectUnknown(() -> runs().create(run));
        wakeUp.run();
        return stored;
    }

    private RunId newId() {
        return RunId.of(ids.next());
    }

    /**
     * One run.
     *
     * @throws NotFoundException if there is none with this id
     */
    public EnrollerRun find(RunId id) {
        return runs().find(organization, id).orElseThrow(() -> new NotFoundException("there is no run " + id));
    }

    /**
     * One run as people look at it: its present step, how fast it is, its events, its flow chart.
     *
     * @throws NotFoundException if there is none with this id
     */
    public RunDetail detail(RunId id) {
        return RunDetail.of(find(id), clock.instant());
    }

    /** Runs, newest first: all of them, unless the query is narrowed. */
    public Page<EnrollerRun> list(UnaryOperator<RunQuery.Builder> narrowed, PageRequest page) {
        RunQuery.Builder query = RunQuery.builder();
        query.organization(organization);
        return runs().list(narrowed.apply(query).organization(organization).build(), page);
    }

    /** The candidates of a run by position: all of them, unless the query is narrowed. */
    public Page<Candidate> candidates(RunId id, UnaryOperator<CandidateQuery.Builder> narrowed, PageRequest page) {
        CandidateQuery.Builder query = CandidateQuery.builder();
        query.organization(organization).run(id);
        CandidateQuery.Builder own = narrowed.apply(query);
        return runs().candidates(own.organization(organization).run(id).build(), page);
    }

    /**
     * Ends a run that has not ended; it stops within one chunk, and what it enrolled stands.
     *
     * @return the run as it is then
     * @throws NotFoundException if there is none with this id
     */
    public EnrollerRun cancel(RunId id, Command.By by) {
        return change(
                id,
                (run, now) -> run.status().isTerminal()
                        ? Optional.empty()
                        : Optional.of(RunCourse.canceled(run, by.actor(), now)));
    }

    /**
     * Lets a run begin that awaits it, because somebody looked at what its simulation found. Changes nothing in another.
     *
     * @return the run as it is then
     * @throws NotFoundException if there is none with this id
     */
    public EnrollerRun confirm(RunId id, Command.By by) {
        return change(id, (run, now) -> run.awaits().map(why -> RunCourse.confirmed(run, by.actor(), now)));
    }

    /**
     * Ends a run that awaits a confirmation; it enrolls nobody. Changes nothing in another.
     *
     * @return the run as it is then
     * @throws NotFoundException if there is none with this id
     */
    public EnrollerRun decline(RunId id, Command.By by) {
        return change(id, (run, now) -> run.awaits().map(why -> RunCourse.declined(run, by.actor(), now)));
    }

    /**
     * Some of those whom a run that awaits a confirmation would enroll, as its simulation found them; none of another run.
     *
     * @param most at most so many
     * @throws NotFoundException if there is none with this id
     */
    public List<Candidate> sample(RunId id, int most) {
        return find(id).preview().stream()
                .flatMap(
                        preview -> candidates(
                                preview, query -> query.addStatuses(CandidateStatus.PENDING), PageRequest.first(most))
                                .items()
                                .stream())
                .toList();
    }

    private EnrollerRun change(RunId id, BiFunction<EnrollerRun, Instant, Optional<EnrollerRun>> decision) {
        for (int i = 0; i < TRIES; i++) {
            EnrollerRun before = find(id);
            Optional<EnrollerRun> after = decision.apply(before, clock.instant());
            if (after.isEmpty()) {
                return before;
            }
            ApplyOutcome outcome = Retrying.whileEffectUnknown(() -> runs().change(before, after.get()));
            if (outcome == ApplyOutcome.APPLIED || outcome == ApplyOutcome.ALREADY_APPLIED) {
                wakeUp.run();
                return after.get();
            }
        }
        throw world.changedTooOften("run " + id);
    }

    private RunStore runs() {
        return world.store().runs();
    }
}
