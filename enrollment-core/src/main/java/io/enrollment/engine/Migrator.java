package io.enrollment.engine;

import io.enrollment.calendar.DueTime;
import io.enrollment.enrollment.Command.By;
import io.enrollment.enrollment.Decider;
import io.enrollment.enrollment.Effect;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.Facts;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.Transition;
import io.enrollment.internal.PageKey;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.PlanVersion;
import io.enrollment.plan.StepKey;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Change;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.OrganizationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Moves the running enrollments of a plan to another version, page by page, while others work on. For one use. */
final class Migrator {

    private static final int PAGE = 200;
    private static final int SAMPLE = 100;
    private static final int TRIES = 20;

    private static final Set<EnrollmentStatus> RUNNING = Stream.of(EnrollmentStatus.values())
            .filter(Predicate.not(EnrollmentStatus::isTerminal))
            .collect(Collectors.toUnmodifiableSet());

    private final OrganizationId organization;
    private final World world;
    private final Decisions decider;
    private final FactsLoader factsLoader;
    private final By by;
    private final Instant now;
    private final boolean apply;

    private final Map<StepKey, Long> newlySent = new HashMap<>();
    private final Map<StepKey, Long> noLongerSent = new HashMap<>();
    private final Map<String, Long> refused = new HashMap<>();
    private final List<MigrationSummary.Move> sample = new ArrayList<>();
    private long moved;
    private long dueChanged;
    private long ended;

    Migrator(
            OrganizationId organization,
            World world,
            Decisions decider,
            FactsLoader factsLoader,
            By by,
            Instant now,
            boolean apply) {
        this.organization = organization;
        this.world = world;
        this.decider = decider;
        this.factsLoader = factsLoader;
        this.by = by;
        this.now = now;
        this.apply = apply;
    }

    MigrationSummary migrate(MigrationRequest request) {
        PlanVersion to = world.version(organization, request.plan(), request.to());
        forEach(
                request.plan(),
                state -> request.concerns(state.version()),
                (state, facts) -> decider.migrate(version(state), to, state, request.options(), facts, by, now),
                state -> state.version() == request.to());
        return summary();
    }

    /** Takes back what {@code to} was reached from {@code from} by, not earlier than {@code since}. */
    MigrationSummary undo(PlanId plan, int from, int to, Instant since) {
        PlanVersion before = world.version(organization, plan, from);
        PlanVersion after = world.version(organization, plan, to);
        forEach(
                plan,
                state -> state.version() == to,
                (state, facts) -> lastEntry(state)
                        .filter(entry -> !entry.at().isBefore(since))
                        .map(entry -> decider.undoMigration(after, before, state, entry, facts, by, now))
                        .orElseGet(() -> new Transition(
                                state,
                                List.of(),
                                new Effect.None(),
                                Optional.of("the window for taking it back is over"))),
                state -> state.version() == from);
        return summary();
    }

    private PlanVersion version(Enrollment state) {
        return world.version(organization, state.plan(), state.version());
    }

    private Optional<LogEntry> lastEntry(Enrollment state) {
        PageRequest last = PageRequest.first(1).after(new PageKey(state.nextSeq() - 2, "").text());
        return world.store().reader().log(organization, state.id(), last).items().stream()
                .findFirst();
    }

    /** All of a plan that have not ended. */
    static EnrollmentQuery running(OrganizationId organization, PlanId plan) {
        EnrollmentQuery.Builder query = EnrollmentQuery.builder();
        return query.organization(organization).plan(plan).statuses(RUNNING).build();
    }

    private void forEach(
            PlanId plan,
            Predicate<Enrollment> concerned,
            BiFunction<Enrollment, Facts, Transition> decision,
            Predicate<Enrollment> there) {
        EnrollmentQuery query = running(organization, plan);
        PageRequest request = PageRequest.first(PAGE);
        Optional<String> next;
        do {
            Page<Enrollment> page = world.store().reader().find(query, request);
            move(page.items().stream().filter(concerned).toList(), decision, there);
            next = page.next();
            request = next.map(request::after).orElse(request);
        } while (next.isPresent());
    }

    private void move(
            List<Enrollment> states, BiFunction<Enrollment, Facts, Transition> decision, Predicate<Enrollment> there) {
        List<Enrollment> left = states;
        for (int i = 0; i < TRIES && !left.isEmpty(); i++) {
            left = tryToMove(left, decision).stream()
                    .filter(Predicate.not(there))
                    .toList();
        }
        left.forEach(state -> refuse("it changes too often"));
    }

    /** Moves them, and gives those that somebody else changed meanwhile as they are now. */
    private List<Enrollment> tryToMove(List<Enrollment> states, BiFunction<Enrollment, Facts, Transition> decision) {
        Map<EnrollmentId, Facts> facts = factsLoader.load(states);
        List<Change> changes = new ArrayList<>();
        for (Enrollment state : states) {
            Transition decided = decision.apply(state, Objects.requireNonNull(facts.get(state.id())));
            decided.refusal().ifPresent(this::refuse);
            if (!decided.log().isEmpty()) {
                changes.add(new Change(state, decided.after(), decided.log()));
            }
        }
        if (!apply) {
            changes.forEach(this::count);
            return List.of();
        }
        return apply(changes);
    }

    private List<Enrollment> apply(List<Change> changes) {
        List<ApplyOutcome> outcomes =
                Retrying.whileEffectUnknown(() -> world.store().writer().apply(changes));
        Set<EnrollmentId> stale = new HashSet<>();
        for (int i = 0; i < changes.size(); i++) {
            if (outcomes.get(i) == ApplyOutcome.STALE) {
                stale.add(changes.get(i).before().id());
            } else if (outcomes.get(i) != ApplyOutcome.GONE) {
                count(changes.get(i));
            }
        }
        return stale.isEmpty()
                ? List.of()
                : List.copyOf(world.store().reader().load(organization, stale).values());
    }

    private void refuse(String reason) {
        refused.merge(reason, 1L, Long::sum);
    }

    private void count(Change change) {
        Enrollment before = change.before();
        Enrollment after = change.after();
        moved++;
        ended += after.status().isTerminal() ? 1 : 0;
        Optional<Instant> dueBefore = due(before);
        Optional<Instant> dueAfter = due(after);
        dueChanged += dueBefore.equals(dueAfter) ? 0 : 1;
        Set<StepKey> aheadBefore = Decider.messagesAhead(version(before).plan(), before);
        Set<StepKey> aheadAfter = Decider.messagesAhead(version(after).plan(), after);
        aheadAfter.stream()
                .filter(key -> !aheadBefore.contains(key))
                .forEach(key -> newlySent.merge(key, 1L, Long::sum));
        aheadBefore.stream()
                .filter(key -> !aheadAfter.contains(key))
                .forEach(key -> noLongerSent.merge(key, 1L, Long::sum));
        if (sample.size() < SAMPLE) {
            sample.add(new MigrationSummary.Move(before.id(), before.step(), after.step(), dueBefore, dueAfter));
        }
    }

    private static Optional<Instant> due(Enrollment state) {
        return state.due()
                .or(() -> state.pause().flatMap(pause -> pause.heldDue()))
                .map(DueTime::at);
    }

    private MigrationSummary summary() {
        return new MigrationSummary(moved, dueChanged, ended, newlySent, noLongerSent, refused, sample);
    }
}
