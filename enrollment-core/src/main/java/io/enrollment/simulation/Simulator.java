package io.enrollment.simulation;

import io.enrollment.engine.EnrollRequest;
import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.EnrollmentEngineBuilder;
import io.enrollment.engine.Enrollments;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.enrollment.Outcome;
import io.enrollment.memory.InMemoryEnrollmentStore;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import io.enrollment.plan.StepSettings;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.MessageRenderer;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.RenderedMessage;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the engine itself, in memory and on a virtual clock, with channels and actions that accept everything: a real run on
 * the same data makes the same decisions. Leaves no trace.
 */
public final class Simulator {

    private static final int PAGE = 1000;

    private static final Set<LogKind> STEPS = EnumSet.of(
            LogKind.SENT,
            LogKind.ACTED,
            LogKind.ENROLLED_IN,
            LogKind.ASSIGNED,
            LogKind.WAITED,
            LogKind.BRANCHED,
            LogKind.PASSED_BY,
            LogKind.SKIPPED,
            LogKind.STEP_FAILED);

    private Simulator() {}

    /**
     * Simulates a plan.
     *
     * @throws io.enrollment.plan.PlanInvalidException if the plan could not be published
     */
    public static Simulation run(SimulationRequest request) {
        return run(request, EngineListener.NONE);
    }

    /**
     * Simulates a plan, while a listener hears of every simulated attempt and transition: for the progress of long ones.
     *
     * @throws io.enrollment.plan.PlanInvalidException if the plan could not be published
     */
    public static Simulation run(SimulationRequest request, EngineListener listener) {
        VirtualClock clock = VirtualClock.at(request.startAt());
        try (InMemoryEnrollmentStore store = InMemoryEnrollmentStore.create();
                EnrollmentEngine engine = engine(request, clock, store, listener)) {
            Enrollments enrollments = engine.enrollments(request.organization().id());
            publish(enrollments, request.plan());
            List<EnrollmentResult> attempts = enrollments.enrollAll(
                    enrollRequest(request),
                    request.subjects().stream().map(Subject::id).toList());
            clock.run(engine, request.endAt());
            List<SimulatedStep> steps = new ArrayList<>();
            attempts.stream()
                    .filter(EnrollmentResult::enrolled)
                    .forEach(attempt -> addSteps(enrollments, request.plan(), attempt, steps));
            return new Simulation(attempts, steps);
        }
    }

    /** The plan, and in the place of those that it enrolls in empty ones, so that their checks are made. */
    private static void publish(Enrollments enrollments, Plan plan) {
        plan.steps().stream()
                .filter(Step.EnrollIn.class::isInstance)
                .map(step -> ((Step.EnrollIn) step).plan())
                .filter(other -> !other.equals(plan.id()))
                .distinct()
                .forEach(other -> enrollments.publish(empty(other, plan)));
        enrollments.publish(
                Plan.builder().from(plan).runSchedule(Optional.empty()).build());
    }

    private static Plan empty(PlanId id, Plan like) {
        return Plan.builder()
                .id(id)
                .subjectType(like.subjectType())
                .addStep(new Step.Exit(StepKey.of("end"), StepSettings.none(), Optional.empty()))
                .build();
    }

    private static EnrollRequest enrollRequest(SimulationRequest request) {
        EnrollRequest.Builder builder = EnrollRequest.builder();
        return builder.plan(request.plan().id())
                .eventKey(request.eventKey())
                .purpose(request.purpose())
                .build();
    }

    private static EnrollmentEngine engine(
            SimulationRequest request, VirtualClock clock, InMemoryEnrollmentStore store, EngineListener listener) {
        Map<SubjectId, Subject> subjects = new LinkedHashMap<>();
        request.subjects().forEach(subject -> subjects.put(subject.id(), subject));
        EnrollmentEngineBuilder builder = EnrollmentEngine.builder()
                .organization(request.organization())
                .store(store)
                .listener(listener)
                .clock(clock)
                .subjects(ids -> ids.stream()
                        .filter(subjects::containsKey)
                        .map(id -> Objects.requireNonNull(subjects.get(id)))
                        .toList())
                .history((organization, ids) -> request.history())
                .renderer(new NoWords())
                .settings(settings -> settings.batchSize(1000).enrollBatchSize(1000));
        request.checks().forEach(builder::check);
        Accepting.channels().forEach(builder::channel);
        request.plan().steps().stream()
                .filter(Step.Action.class::isInstance)
                .map(step -> ((Step.Action) step).action())
                .forEach(name -> builder.action(name, call -> new Outcome.Accepted("simulated")));
        return builder.build();
    }

    private static void addSteps(
            Enrollments enrollments, Plan plan, EnrollmentResult attempt, List<SimulatedStep> steps) {
        EnrollmentId id = attempt.enrollment().orElseThrow();
        PageRequest page = PageRequest.first(PAGE);
        Optional<String> next;
        do {
            Page<LogEntry> entries = enrollments.log(id, page);
            entries.items().stream()
                    .filter(entry ->
                            STEPS.contains(entry.kind()) && entry.step().isPresent())
                    .map(entry -> step(plan, attempt.subject(), entry))
                    .forEach(steps::add);
            next = entries.next();
            page = next.map(page::after).orElse(page);
        } while (next.isPresent());
    }

    private static SimulatedStep step(Plan plan, SubjectId subject, LogEntry entry) {
        Optional<ChannelKind> channel = entry.step()
                .flatMap(plan::step)
                .filter(Step.Message.class::isInstance)
                .map(step -> ((Step.Message) step).channel());
        SimulatedStep.Builder builder = SimulatedStep.builder();
        return builder.subject(subject)
                .step(entry.step().orElseThrow())
                .channel(channel)
                .due(entry.due())
                .at(entry.at())
                .outcome(entry.kind().name())
                .reason(entry.reason())
                .build();
    }

    /** Knows every template, and says nothing. */
    private static final class NoWords implements MessageRenderer {
        @Override
        public boolean exists(Step.Message step) {
            return true;
        }

        @Override
        public RenderedMessage render(Step.Message step, Subject subject, Plan plan, Organization organization) {
            return new RenderedMessage(Optional.empty(), "", Map.of());
        }
    }
}
