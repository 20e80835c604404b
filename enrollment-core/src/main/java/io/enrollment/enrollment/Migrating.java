package io.enrollment.enrollment;

import io.enrollment.calendar.Delay;
import io.enrollment.calendar.DueTime;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanVersion;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Moves one enrollment to another version of its plan. The new position is the step that was waited for, if its key still
 * stands; else the first step after the last one carried out, in the new order, that was not carried out. The time already
 * waited counts; what is due in the past is due now, under windows and the minimum gap.
 */
final class Migrating {

    private static final String UNDONE = "UNDONE";

    private final PlanVersion from;
    private final PlanVersion to;
    private final MigrationOptions options;
    private final Rules rules;
    private final Facts facts;
    private final Instant now;

    Migrating(PlanVersion from, PlanVersion to, MigrationOptions options, Rules rules, Facts facts, Instant now) {
        this.from = from;
        this.to = to;
        this.options = options;
        this.rules = rules;
        this.facts = facts;
        this.now = now;
    }

    Transition move(Enrollment state, Command.By by) {
        Optional<String> refusal = refusal(state);
        if (refusal.isPresent()) {
            return Transition.refused(state, refusal.get());
        }
        Set<StepKey> done = done(state);
        Optional<StepKey> position = position(state, done);
        boolean same = position.equals(state.step().map(options::mapped));
        if (state.status() == EnrollmentStatus.ASSIGNED && !same) {
            return Transition.refused(state, "its open task is not in version " + to.version());
        }
        Enrollment.Builder moved = state.toBuilder().version(to.version()).done(done);
        position.ifPresent(step -> moved.step(step).occurrence(same ? state.occurrence() : 1));
        moved.waitOver(state.waitOver().filter(at -> same));
        Walk walk = new Walk(new Schedule(rules, to.plan(), facts), to.plan(), moved.build(), now);
        LogEntry.Builder entry = walk.entry(LogKind.MIGRATED)
                .putDetail("fromVersion", String.valueOf(from.version()))
                .putDetail("toVersion", String.valueOf(to.version()))
                .putDetail("fromStep", state.step().orElseThrow().value())
                .putDetail("done", joined(state.done()));
        position.ifPresent(step -> entry.putDetail("toStep", step.value()));
        Walk.named(entry, by);
        walk.log(entry);
        place(walk, position, same, state);
        return walk.settled();
    }

    private Optional<String> refusal(Enrollment state) {
        if (state.status().isTerminal()) {
            return Optional.of("cannot migrate an enrollment that is " + state.status());
        }
        if (state.version() != from.version()) {
            return Optional.of("it is on version " + state.version() + ", not on " + from.version());
        }
        return state.unsettledHandOff().map(at -> "a hand-off of " + at + " is in doubt");
    }

    /** Joined by a character that no key has. */
    private static String joined(Set<StepKey> keys) {
        return keys.stream().map(StepKey::value).collect(Collectors.joining("\n"));
    }

    private Set<StepKey> done(Enrollment state) {
        Set<StepKey> done = new LinkedHashSet<>(state.done());
        state.done().forEach(key -> done.add(options.mapped(key)));
        return done;
    }

    private Optional<StepKey> position(Enrollment state, Set<StepKey> done) {
        Optional<StepKey> kept = state.step()
                .map(options::mapped)
                .filter(key -> to.plan().step(key).isPresent() && !done.contains(key));
        List<StepKey> order = to.plan().steps().stream().map(Step::key).toList();
        int at = kept.map(order::indexOf).orElseGet(() -> afterLast(order, done));
        Optional<StepKey> inserted = options.sendInserted() ? inserted(order.subList(0, at), done) : Optional.empty();
        return inserted.or(() -> kept)
                .or(() -> order.stream()
                        .skip(at)
                        .filter(key -> !done.contains(key))
                        .findFirst());
    }

    private static int afterLast(List<StepKey> order, Set<StepKey> done) {
        int last = -1;
        for (int i = 0; i < order.size(); i++) {
            last = done.contains(order.get(i)) ? i : last;
        }
        return last + 1;
    }

    /** The first step before the position that is new in this version. */
    private Optional<StepKey> inserted(List<StepKey> before, Set<StepKey> done) {
        Set<StepKey> known = from.plan().steps().stream()
                .map(step -> options.mapped(step.key()))
                .collect(Collectors.toSet());
        return before.stream()
                .filter(key -> !known.contains(key) && !done.contains(key))
                .findFirst();
    }

    private void place(Walk walk, Optional<StepKey> position, boolean same, Enrollment before) {
        Enrollment state = walk.state();
        if (position.isEmpty()) {
            walk.end(EnrollmentStatus.COMPLETED, EndCause.END_OF_PLAN, LogKind.COMPLETED, Command.By.ENGINE);
        } else if (state.status() == EnrollmentStatus.FAILED && !same) {
            walk.update(state.toBuilder()
                    .status(EnrollmentStatus.IN_PROGRESS)
                    .failure(Optional.empty())
                    .failures(0)
                    .due(Dues.provisional(now)));
            reschedule(walk, Optional.empty());
        } else if (state.pause().isPresent()) {
            repause(walk, state, state.pause().get(), kept(walk, same, before));
        } else if (state.due().isPresent() && state.status() != EnrollmentStatus.ASSIGNED) {
            reschedule(walk, kept(walk, same, before));
        }
    }

    /** A message that was held is judged anew when its time comes. */
    private void reschedule(Walk walk, Optional<Instant> kept) {
        Enrollment state = walk.state();
        if (state.status() == EnrollmentStatus.PENDING_DEPLOYMENT) {
            walk.update(state.toBuilder().status(EnrollmentStatus.IN_PROGRESS).heldBecause(Optional.empty()));
        }
        schedule(walk, kept);
        walk.state().due().filter(due -> due.at().isBefore(now)).ifPresent(past -> hurry(walk, past));
    }

    private void schedule(Walk walk, Optional<Instant> kept) {
        Enrollment state = walk.state();
        Optional<DueTime> due =
                kept.flatMap(at -> new Schedule(rules, to.plan(), facts).gate(walk.current(), state, at));
        due.ifPresentOrElse(walk::dueAt, () -> walk.schedule(state.anchor()));
    }

    /**
     * What no plan makes the due time of a step that stays the present one: when it is tried again, or is to be run at once; or
     * the end of its wait that a pause has moved, moved on by what the wait is longer or shorter in the other version.
     */
    private Optional<Instant> kept(Walk walk, boolean same, Enrollment before) {
        if (!same) {
            return Optional.empty();
        }
        if (before.failures() > 0 || before.work().attempts() > 0) {
            return before.waitOver();
        }
        Step old = from.plan().step(before.step().orElseThrow()).orElseThrow();
        if (Schedule.isAbsolute(old) || Schedule.isAbsolute(walk.current())) {
            return before.waitOver().filter(over -> Schedule.isAbsolute(old) && Schedule.isAbsolute(walk.current()));
        }
        return before.waitOver().map(over -> {
            Schedule there = new Schedule(rules, to.plan(), facts);
            Optional<DueTime> was = new Schedule(rules, from.plan(), facts)
                    .planned(old, before)
                    .filter(planned -> !planned.at().isAfter(over));
            Instant moved = was.flatMap(planned -> there.planned(walk.current(), before)
                            .map(other -> isElapsed(walk.current())
                                    ? over.plus(Duration.between(planned.at(), other.at()))
                                    : moved(over, planned, other)))
                    .orElse(over);
            walk.update(walk.state().toBuilder().waitOver(moved));
            return moved;
        });
    }

    private static boolean isElapsed(Step step) {
        return Schedule.timing(step).delay() instanceof Delay.Elapsed;
    }

    /** As much later by the clocks on the wall. */
    private static Instant moved(Instant over, DueTime was, DueTime other) {
        ZoneId zone = other.zone().zone();
        LocalDateTime local = LocalDateTime.ofInstant(over, zone);
        LocalDateTime old = LocalDateTime.ofInstant(was.at(), zone);
        return local.plus(Duration.between(old, other.local())).atZone(zone).toInstant();
    }

    private void hurry(Walk walk, DueTime past) {
        Schedule schedule = new Schedule(rules, to.plan(), facts);
        Step step = to.plan().step(walk.state().step().orElseThrow()).orElseThrow();
        walk.dueAt(schedule.gate(step, walk.state(), now).orElse(past));
    }

    /** What a pause holds is what would be due without it; an open task stays as open as it is. */
    private void repause(Walk walk, Enrollment state, Pause pause, Optional<Instant> kept) {
        if (state.work().open().isPresent()) {
            return;
        }
        walk.update(walk.state().toBuilder()
                .status(EnrollmentStatus.IN_PROGRESS)
                .pause(Optional.empty())
                .due(Dues.provisional(now)));
        schedule(walk, kept);
        if (walk.state().status().isActive()) {
            walk.pause(new Pause(pause.since(), pause.causes(), walk.state().due()));
        }
    }

    /**
     * Takes a migration back, of which this is the log entry: nothing may have happened since.
     *
     * @param moved what the migration logged last
     */
    Transition undo(Enrollment state, LogEntry moved, Command.By by) {
        if (!isLast(state, moved)) {
            return Transition.refused(state, "the last thing that happened to it is not its migration");
        }
        StepKey step = StepKey.of(Objects.requireNonNull(moved.details().get("fromStep")));
        Set<StepKey> done = Stream.of(
                        Objects.requireNonNull(moved.details().get("done")).split("\n", -1))
                .filter(text -> !text.isEmpty())
                .map(StepKey::of)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        boolean same = state.step().filter(step::equals).isPresent();
        Enrollment before = state.toBuilder()
                .version(to.version())
                .step(step)
                .done(done)
                .waitOver(state.waitOver().filter(at -> same))
                .build();
        Walk walk = new Walk(new Schedule(rules, to.plan(), facts), to.plan(), before, now);
        LogEntry.Builder entry = walk.entry(LogKind.MIGRATED)
                .reason(UNDONE)
                .putDetail("fromVersion", String.valueOf(from.version()))
                .putDetail("toVersion", String.valueOf(to.version()))
                .putDetail("toStep", step.value());
        Walk.named(entry, by);
        walk.log(entry);
        place(walk, Optional.of(step), same, state);
        return walk.settled();
    }

    private boolean isLast(Enrollment state, LogEntry moved) {
        return moved.kind() == LogKind.MIGRATED
                && moved.seq() + 1 == state.nextSeq()
                && !state.status().isTerminal()
                && String.valueOf(from.version()).equals(moved.details().get("toVersion"))
                && String.valueOf(to.version()).equals(moved.details().get("fromVersion"));
    }

    /** The message steps that a version would still carry out from a position on, by the order of the plan. */
    static Set<StepKey> ahead(Plan plan, Enrollment state) {
        boolean reached = false;
        Set<StepKey> ahead = new LinkedHashSet<>();
        for (Step step : plan.steps()) {
            reached |= state.step().filter(step.key()::equals).isPresent();
            if (reached && step instanceof Step.Message && !state.done().contains(step.key())) {
                ahead.add(step.key());
            }
        }
        return ahead;
    }
}
