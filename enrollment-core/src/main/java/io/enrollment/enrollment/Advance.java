package io.enrollment.enrollment;

import io.enrollment.calendar.DueTime;
import io.enrollment.criteria.Condition;
import io.enrollment.criteria.Criteria;
import io.enrollment.eligibility.CheckInput;
import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.Eligibility;
import io.enrollment.eligibility.Mode;
import io.enrollment.eligibility.Phase;
import io.enrollment.eligibility.Reach;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import io.enrollment.plan.WhenBlocked;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What happens when the time of an enrollment has come. */
final class Advance {

    private final Rules rules;
    private final Plan plan;
    private final Facts facts;
    private final Schedule schedule;
    private final Walk walk;

    Advance(Rules rules, Plan plan, Facts facts, Schedule schedule, Walk walk) {
        this.rules = rules;
        this.plan = plan;
        this.facts = facts;
        this.schedule = schedule;
        this.walk = walk;
    }

    Transition onDue(Recovery recovery) {
        if (walk.state().due().filter(due -> !due.at().isAfter(walk.now())).isEmpty()) {
            return walk.settled();
        }
        if (recovery instanceof Recovery.Confirmed confirmed) {
            return attempts().settle(new Command.Attempted(confirmed.outcome(), confirmed.firstHandOff(), true));
        }
        if (recovery instanceof Recovery.Lost lost) {
            return attempts().lost(lost.firstHandOff());
        }
        return expired() ? walk.settled() : step(recovery);
    }

    private boolean expired() {
        Optional<Instant> expiry = schedule.expiry(walk.state());
        if (expiry.filter(at -> !at.isAfter(walk.now())).isEmpty()) {
            return false;
        }
        EndCause cause = plan.endDate()
                .map(date -> date.atStartOfDay(facts.organization().zoneOrUtc()).toInstant())
                .filter(expiry.get()::equals)
                .map(end -> EndCause.PLAN_ENDED)
                .orElse(EndCause.MAXIMUM_AGE);
        walk.end(EnrollmentStatus.EXPIRED, cause, LogKind.EXPIRED, Command.By.ENGINE);
        return true;
    }

    /**
     * Carries out what needs nobody outside, as far as it is due; stops at the first step that does. That step is left for a
     * claim of its own, so that what was decided on the way is stored before anything is handed off.
     */
    private Transition step(Recovery recovery) {
        long before = walk.state().nextSeq();
        while (isReady()) {
            Step step = walk.current();
            if (step instanceof Step.Message message) {
                return walk.state().nextSeq() == before ? message(message, recovery) : walk.settled();
            }
            if (step instanceof Step.Action action) {
                return walk.state().nextSeq() == before ? action(action) : walk.settled();
            }
            pass(step);
        }
        return walk.settled();
    }

    private boolean isReady() {
        return walk.state().due().filter(due -> !due.at().isAfter(walk.now())).isPresent();
    }

    private void pass(Step step) {
        if (step instanceof Step.Wait) {
            walk.log(walk.stepEntry(LogKind.WAITED));
            walk.advance(reachedAt());
        } else if (step instanceof Step.Branch branch) {
            take(branch);
        } else if (step instanceof Step.Split split) {
            Step.Share share = Splits.choose(split, walk.state());
            branched(share.goTo(), share.name());
        } else if (step instanceof Step.Goal goal) {
            endOrPassBy(holds(goal, goal.when()), EndCause.GOAL_MET);
        } else if (step instanceof Step.Exit exit) {
            endOrPassBy(exit.when().map(when -> holds(exit, when)).orElse(true), EndCause.EXIT);
        } else {
            walk.failStep(Schedule.NOT_RUNNABLE, "steps of kind " + step.kind() + " cannot run yet");
        }
    }

    private void take(Step.Branch branch) {
        for (int i = 0; i < branch.arms().size(); i++) {
            Step.Arm arm = branch.arms().get(i);
            if (holds(branch, arm.when())) {
                branched(arm.goTo(), "arm " + (i + 1));
                return;
            }
        }
        branch.otherwise()
                .ifPresentOrElse(
                        target -> branched(target, "otherwise"),
                        () -> walk.failStep("BRANCH_WITHOUT_DEFAULT", "no arm of " + branch.key() + " holds"));
    }

    private void branched(StepKey target, String way) {
        walk.log(walk.stepEntry(LogKind.BRANCHED).putDetail("way", way).putDetail("to", target.value()));
        walk.advance(Optional.of(target), reachedAt());
    }

    private void endOrPassBy(boolean holds, EndCause cause) {
        if (holds) {
            walk.end(EnrollmentStatus.COMPLETED, cause, LogKind.COMPLETED, Command.By.ENGINE);
        } else {
            walk.log(walk.stepEntry(LogKind.PASSED_BY));
            walk.advance(reachedAt());
        }
    }

    /** What happens by itself happens when it is due, however late the scheduler is; never before what it follows. */
    private Instant reachedAt() {
        Instant due = walk.state().due().orElseThrow().at();
        return due.isBefore(walk.state().anchor()) ? walk.state().anchor() : due;
    }

    private Transition message(Step.Message step, Recovery recovery) {
        boolean mayHaveLeft = recovery instanceof Recovery.Repeatable repeatable && !repeatable.asked();
        Optional<Runnable> obstacle = ended(step).or(() -> obstacle(step));
        if (obstacle.isEmpty()) {
            return Transition.effect(walk.state(), handOff(step));
        }
        if (mayHaveLeft) {
            return attempts().lost(((Recovery.Repeatable) recovery).firstHandOff());
        }
        obstacle.get().run();
        return walk.settled();
    }

    private Transition action(Step.Action step) {
        Optional<Runnable> obstacle = ended(step).or(() -> stale(step)).or(() -> closed(step));
        if (obstacle.isPresent()) {
            obstacle.get().run();
            return walk.settled();
        }
        return Transition.effect(walk.state(), new Effect.RunAction(step, walk.key(step)));
    }

    private Effect handOff(Step.Message step) {
        String address = facts.contacts().on(step.channel()).address().orElseThrow();
        return new Effect.HandOff(step, address, walk.key(step));
    }

    /** Goals and exits are watched right before every hand-off, wherever they stand in the plan. */
    private Optional<Runnable> ended(Step at) {
        for (Step step : plan.steps()) {
            if (step instanceof Step.Goal goal && holds(at, goal.when())) {
                return Optional.of(() -> endOrPassBy(true, EndCause.GOAL_MET));
            }
            if (step instanceof Step.Exit exit
                    && exit.when().filter(when -> holds(at, when)).isPresent()) {
                return Optional.of(() -> endOrPassBy(true, EndCause.EXIT));
            }
        }
        return Optional.empty();
    }

    private Optional<Runnable> obstacle(Step.Message step) {
        return stale(step).or(() -> closed(step)).or(() -> blocked(step));
    }

    private Optional<Runnable> stale(Step step) {
        Duration late = Duration.between(walk.state().due().orElseThrow().at(), walk.now());
        return step.settings()
                .staleAfter()
                .filter(limit -> late.compareTo(limit) > 0)
                .map(limit -> () -> walk.skip("STALE", Map.of("late", late.toString())));
    }

    private Optional<Runnable> closed(Step step) {
        if (schedule.isOpen(step, walk.state(), walk.now())) {
            return Optional.empty();
        }
        Optional<DueTime> opening = schedule.gate(step, walk.state(), walk.now());
        return Optional.of(opening.<Runnable>map(at -> () -> walk.hold(at, "WINDOW_CLOSED"))
                .orElseGet(() -> () -> walk.failStep(Schedule.NEVER_OPENS, "window of " + step.key())));
    }

    private Optional<Runnable> blocked(Step.Message step) {
        return Eligibility.evaluate(checkInput(step), Mode.FIRST_FAILURE, rules.checks())
                .headline()
                .<Runnable>map(failure -> () -> block(step, failure))
                .or(() -> unreachable(step));
    }

    /** Without an address there is nothing to hand off, even where a host left the checks of addresses out. */
    private Optional<Runnable> unreachable(Step.Message step) {
        Reach reach = facts.contacts().on(step.channel());
        return reach.usable() ? Optional.empty() : Optional.of(() -> walk.skip(reach.reason(), Map.of()));
    }

    private void block(Step.Message step, CheckResult failure) {
        Optional<DueTime> later = step.message().whenBlocked() == WhenBlocked.WAIT
                ? failure.earliestPassAt().flatMap(at -> schedule.gate(step, walk.state(), at))
                : Optional.empty();
        later.ifPresentOrElse(
                at -> walk.hold(at, failure.reason()), () -> walk.skip(failure.reason(), failure.evidence()));
    }

    private CheckInput checkInput(Step.Message step) {
        CheckInput.Builder input = CheckInput.builder();
        return input.phase(Phase.SEND)
                .subject(facts.subject())
                .contacts(facts.contacts())
                .plan(plan)
                .step(step)
                .organization(facts.organization())
                .history(facts.history())
                .eventKey(walk.state().eventKey())
                .purpose(walk.state().purpose())
                .casl(rules.casl())
                .now(walk.now())
                .build();
    }

    private boolean holds(Step step, Condition condition) {
        return Criteria.holds(
                condition, facts.subject(), walk.now(), schedule.zone(step).zone());
    }

    private Attempts attempts() {
        return new Attempts(rules, plan, schedule, walk);
    }
}
