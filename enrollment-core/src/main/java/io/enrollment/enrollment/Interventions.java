package io.enrollment.enrollment;

import io.enrollment.calendar.BusinessCalendar;
import io.enrollment.calendar.Delay;
import io.enrollment.calendar.DueTime;
import io.enrollment.calendar.Resumption;
import io.enrollment.plan.Disposition;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.OnResume;
import io.enrollment.plan.Plan;
import io.enrollment.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What people and hosts do to an enrollment: pause, resume, stop, remove, retry. Each is idempotent. */
final class Interventions {

    private final Plan plan;
    private final Facts facts;
    private final Schedule schedule;
    private final Walk walk;
    private final Passing passing;

    Interventions(Plan plan, Facts facts, Schedule schedule, Walk walk) {
        this.plan = plan;
        this.facts = facts;
        this.schedule = schedule;
        this.walk = walk;
        this.passing = new Passing(plan, facts, schedule, walk);
    }

    Transition carryOut(Command command) {
        if (command instanceof Command.PauseIt pause) {
            return pause(pause);
        }
        if (command instanceof Command.ResumeIt resume) {
            return resume(resume);
        }
        if (command instanceof Command.StopIt stop) {
            return stop(stop.cause(), stop.by());
        }
        if (command instanceof Command.RemoveIt remove) {
            return remove(remove.by());
        }
        return retry(((Command.RetryIt) command).by());
    }

    private Transition pause(Command.PauseIt command) {
        Enrollment state = walk.state();
        if (state.status().isTerminal() || state.status() == EnrollmentStatus.FAILED) {
            return Transition.refused(state, "cannot pause an enrollment that is " + state.status());
        }
        Optional<Pause> open = state.pause();
        if (open.filter(pause -> pause.causes().contains(command.cause())).isPresent()) {
            return walk.settled();
        }
        Set<PauseCause> causes = new HashSet<>(open.map(Pause::causes).orElse(Set.of()));
        causes.add(command.cause());
        Instant since = Stream.concat(open.map(Pause::since).stream(), command.since().stream())
                .min(Instant::compareTo)
                .orElse(walk.now());
        Optional<DueTime> held = open.map(Pause::heldDue).orElse(state.due());
        log(LogKind.PAUSED, command.cause().name(), command.by());
        walk.pause(new Pause(since, causes, held));
        return walk.settled();
    }

    private Transition resume(Command.ResumeIt command) {
        Optional<Pause> open = walk.state().pause();
        if (open.isEmpty()) {
            return walk.state().status().isActive()
                    ? walk.settled()
                    : Transition.refused(
                            walk.state(),
                            "cannot resume an enrollment that is "
                                    + walk.state().status());
        }
        Set<PauseCause> left = new HashSet<>(open.get().causes());
        boolean lifted = command.cause().map(left::remove).orElseGet(() -> {
            left.clear();
            return true;
        });
        if (!lifted) {
            return walk.settled();
        }
        log(LogKind.RESUMED, command.cause().map(Enum::name).orElse("ALL"), command.by());
        if (left.isEmpty()) {
            goOn(open.get());
        } else {
            Pause rest = new Pause(open.get().since(), left, open.get().heldDue());
            walk.update(walk.state().toBuilder().pause(rest));
        }
        return walk.settled();
    }

    private void goOn(Pause pause) {
        DueTime held = pause.heldDue().orElse(Dues.provisional(walk.now()));
        DueTime wait = schedule.wait(walk.current(), walk.state(), held);
        moveStart(pause);
        if (walk.state().work().open().isPresent()) {
            new Works(plan, schedule, walk).reopen(pause);
            return;
        }
        walk.update(walk.state().toBuilder()
                .status(walk.underWay())
                .pause(Optional.empty())
                .due(held));
        if (isExpired()) {
            return;
        }
        Optional<Instant> came = came(held);
        if (came.isPresent()) {
            walk.dueAt(Dues.heard(came.get(), held));
            return;
        }
        boolean missed = missed(pause, held);
        if (plan.onResume() == OnResume.SKIP_MISSED) {
            skipMissed(missed);
        } else if (Schedule.isAbsolute(walk.current())) {
            absolute(missed);
        } else {
            reschedule(pause, held, wait);
        }
    }

    /** Whether the present step fell due in the pause; what is only to be tried again fell due before. */
    private boolean missed(Pause pause, DueTime held) {
        Instant fell = walk.state().waitOver().orElse(held.at());
        return walk.state().failures() == 0
                && !fell.isBefore(pause.since())
                && held.at().isBefore(walk.now());
    }

    /** When the event that is waited for came: in a pause too late only where the clock has gone on. */
    private Optional<Instant> came(DueTime held) {
        boolean stopped = plan.onResume() == OnResume.FREEZE || plan.onResume() == OnResume.RESTART_DELAY;
        return Waits.heard(walk.current(), walk.state(), walk.now()).filter(at -> stopped || !at.isAfter(held.at()));
    }

    /** What counts from the start waits as much longer as what counts from the previous step. */
    private void moveStart(Pause pause) {
        Enrollment state = walk.state();
        Instant since = later(pause.since(), state.startShift().restarted().orElse(state.enrolledAt()));
        if (plan.onResume() == OnResume.RESTART_DELAY) {
            walk.update(state.toBuilder().startShift(StartShift.restartedAt(walk.now())));
        } else if (plan.onResume() == OnResume.FREEZE && since.isBefore(walk.now())) {
            ZoneId zone = schedule.zone(walk.current()).zone();
            LocalDate from = LocalDate.ofInstant(since, zone);
            LocalDate until = LocalDate.ofInstant(walk.now(), zone);
            BusinessCalendar calendar = facts.organization().businessCalendar();
            StartShift moved = state.startShift()
                    .plus(
                            Duration.between(since, walk.now()),
                            (int) Math.max(0, ChronoUnit.DAYS.between(from, until)),
                            calendar.businessDaysBetween(from, until));
            walk.update(state.toBuilder().startShift(moved));
        }
    }

    /** Whether it expired in the pause; the scheduler, which finds it due, says so. */
    private boolean isExpired() {
        return schedule.expiry(walk.state())
                .filter(at -> !at.isAfter(walk.now()))
                .isPresent();
    }

    /** Absolute dates never shift; the wait that was missed is skipped unless it is within its grace. */
    private void absolute(boolean missed) {
        if (missed && isBeyondGrace()) {
            walk.skip(Walk.MISSED, Map.of());
        }
    }

    private boolean isBeyondGrace() {
        Instant due = walk.state().due().orElseThrow().at();
        return walk.current()
                .settings()
                .staleAfter()
                .filter(grace -> !due.plus(grace).isBefore(walk.now()))
                .isEmpty();
    }

    /**
     * Skips what fell due in the pause and keeps the clock of what comes later. The way through branches, splits, goals and
     * exits is taken as ever; what was overdue before the pause was not missed because of it.
     */
    private void skipMissed(boolean missed) {
        boolean overdue = missed;
        while (overdue) {
            Step step = walk.current();
            if (isWay(step) || (Schedule.isAbsolute(step) && !isBeyondGrace())) {
                passing.pass(step);
            } else {
                walk.skip(Walk.MISSED, Map.of(), walk.reachedAt());
            }
            overdue = walk.state()
                    .due()
                    .filter(due -> due.at().isBefore(walk.now()))
                    .isPresent();
        }
    }

    private static boolean isWay(Step step) {
        return step instanceof Step.Branch
                || step instanceof Step.Split
                || step instanceof Step.Goal
                || step instanceof Step.Exit;
    }

    private void reschedule(Pause pause, DueTime held, DueTime wait) {
        Step step = walk.current();
        if (plan.onResume() == OnResume.RESTART_DELAY) {
            walk.update(walk.state().toBuilder().anchor(walk.now()).waitOver(Optional.empty()));
            walk.schedule(walk.now());
            return;
        }
        boolean frozen = plan.onResume() == OnResume.FREEZE;
        if (!frozen && Waits.event(step).isPresent()) {
            walk.dueAt(held);
            return;
        }
        Instant since = later(pause.since(), walk.state().anchor());
        Instant wanted = frozen ? frozen(step, since, wait) : later(held.at(), walk.now());
        if (frozen) {
            walk.update(walk.state().toBuilder().waitOver(over(step, wait, since, wanted)));
        }
        schedule.gate(step, walk.state(), wanted)
                .ifPresentOrElse(
                        due -> walk.dueAt(Dues.because("resumed " + walk.now() + ", " + plan.onResume(), due)),
                        () -> walk.failStep(Schedule.NEVER_OPENS, "window of " + step.key()));
    }

    /** What was left of the wait; the windows and gaps that came after it are no part of it and apply anew. */
    private Instant frozen(Step step, Instant since, DueTime held) {
        ZoneId zone = held.zone().zone();
        Delay delay = measure(step);
        if (delay instanceof Delay.BusinessDays) {
            return Resumption.freezeBusinessDays(
                    held.local(), since, walk.now(), zone, facts.organization().businessCalendar());
        }
        return delay instanceof Delay.CalendarDays
                ? Resumption.freezeCalendar(held.local(), since, walk.now(), zone)
                : Resumption.freezeElapsed(held.at(), since, walk.now());
    }

    /** A wait in the unit in which it counts: between attempts time elapses, an agreed call has a date and a time of day. */
    private Delay measure(Step step) {
        Enrollment state = walk.state();
        boolean again = state.failures() > 0 || state.work().attempts() > 0;
        if (!again) {
            return Schedule.timing(step).delay();
        }
        boolean agreed = state.failures() == 0
                && state.work()
                        .last()
                        .flatMap(last -> plan.disposition(last.disposition()))
                        .filter(Disposition::callBack)
                        .isPresent();
        return agreed ? Delay.days(0) : Delay.none();
    }

    /**
     * When the wait is or was over, as much later as the pause was long: another version may have it wait for longer. A wait of
     * days that is over keeps its time of day, in case that another pause follows: then that may be still to come.
     */
    private Instant over(Step step, DueTime held, Instant since, Instant wanted) {
        if (measure(step) instanceof Delay.Elapsed) {
            return held.at().plus(Duration.between(since, walk.now()));
        }
        if (wanted.isAfter(walk.now())) {
            return wanted;
        }
        ZoneId zone = held.zone().zone();
        long days = ChronoUnit.DAYS.between(LocalDate.ofInstant(since, zone), LocalDate.ofInstant(walk.now(), zone));
        Instant due = held.local().plusDays(days).atZone(zone).toInstant();
        return due.isBefore(wanted) ? due : wanted;
    }

    private Transition stop(EndCause cause, Command.By by) {
        if (!walk.state().status().isTerminal()) {
            boolean expires = cause == EndCause.NO_LONGER_MATCHES;
            walk.end(
                    expires ? EnrollmentStatus.EXPIRED : EnrollmentStatus.STOPPED,
                    cause,
                    expires ? LogKind.EXPIRED : LogKind.STOPPED,
                    by);
        }
        return walk.settled();
    }

    private Transition remove(Command.By by) {
        if (walk.state().removed()) {
            return walk.settled();
        }
        stop(EndCause.MANUAL, by);
        LogEntry.Builder entry = walk.entry(LogKind.REMOVED);
        Walk.named(entry, by);
        walk.log(entry);
        walk.update(walk.state().toBuilder().removed(true));
        return walk.settled();
    }

    private Transition retry(Command.By by) {
        Enrollment state = walk.state();
        if (state.failure().isEmpty()) {
            return Transition.refused(state, "cannot retry an enrollment that is " + state.status());
        }
        Step step = walk.current();
        Optional<DueTime> due = schedule.gate(step, state, walk.now());
        if (due.isEmpty()) {
            return Transition.refused(state, "cannot retry: the window of step " + step.key() + " never opens");
        }
        log(LogKind.RETRIED, state.failure().get().reason(), by);
        walk.update(walk.state().toBuilder()
                .status(walk.underWay())
                .failure(Optional.empty())
                .failures(0)
                .waitOver(overBefore(step, state))
                .due(due.get()));
        walk.dueAt(due.get());
        if (step instanceof Step.Wait) {
            walk.schedule(state.anchor());
        }
        return walk.settled();
    }

    /** A step that has failed has waited already, but for one that is a wait itself. */
    private Optional<Instant> overBefore(Step step, Enrollment state) {
        if (step instanceof Step.Wait) {
            return Optional.empty();
        }
        Optional<Instant> over =
                state.waitOver().or(() -> schedule.planned(step, state).map(DueTime::at));
        return over.map(at -> at.isBefore(walk.now()) ? at : walk.now());
    }

    private void log(LogKind kind, String reason, Command.By by) {
        LogEntry.Builder entry = walk.entry(kind).reason(reason);
        walk.state().step().ifPresent(entry::step);
        Walk.named(entry, by);
        walk.log(entry);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
