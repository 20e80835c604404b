package io.enrollment.enrollment;

import io.enrollment.criteria.Condition;
import io.enrollment.criteria.Criteria;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import io.enrollment.plan.WaitFor;
import java.util.Optional;

/** What becomes of the steps that need nobody outside: waits, branches, splits, goals, exits. */
final class Passing {

    /** The reason of a wait whose event did not come in time. */
    static final String TIMEOUT = "TIMEOUT";

    private final Plan plan;
    private final Facts facts;
    private final Schedule schedule;
    private final Walk walk;

    Passing(Plan plan, Facts facts, Schedule schedule, Walk walk) {
        this.plan = plan;
        this.facts = facts;
        this.schedule = schedule;
        this.walk = walk;
    }

    /** Carries out the present step, which is due; the next delay counts from when it was due. */
    void pass(Step step) {
        if (step instanceof Step.Wait wait) {
            waited(wait);
        } else if (step instanceof Step.Branch branch) {
            take(branch);
        } else if (step instanceof Step.Split split) {
            Step.Share share = Splits.choose(split, walk.state());
            branched(share.goTo(), share.name());
        } else if (step instanceof Step.Goal goal) {
            endOrPassBy(holds(goal, goal.when()), EndCause.GOAL_MET);
        } else {
            Step.Exit exit = (Step.Exit) step;
            endOrPassBy(exit.when().map(when -> holds(exit, when)).orElse(true), EndCause.EXIT);
        }
    }

    private void waited(Step.Wait wait) {
        Optional<WaitFor.Event> event = Waits.event(wait);
        if (event.isEmpty()) {
            walk.log(walk.stepEntry(LogKind.WAITED));
            walk.advance(walk.reachedAt());
        } else if (Waits.inTime(wait, walk.state(), walk.now()).isPresent()) {
            walk.log(walk.stepEntry(LogKind.WAITED).reason(event.get().event()));
            walk.update(walk.state().toBuilder()
                    .heard(walk.state().heard().used(event.get().event())));
            walk.advance(walk.reachedAt());
        } else {
            walk.log(walk.stepEntry(LogKind.WAITED).reason(TIMEOUT));
            walk.advance(event.get().onTimeout().or(() -> plan.following(wait)), walk.reachedAt());
        }
    }

    /** Why the enrollment ends right before the hand-off of a step, wherever in the plan the goal or exit stands. */
    Optional<EndCause> endBefore(Step handOff) {
        for (Step step : plan.steps()) {
            if (step instanceof Step.Goal goal && holds(handOff, goal.when())) {
                return Optional.of(EndCause.GOAL_MET);
            }
            if (step instanceof Step.Exit exit
                    && exit.when().filter(when -> holds(handOff, when)).isPresent()) {
                return Optional.of(EndCause.EXIT);
            }
        }
        return Optional.empty();
    }

    /** Ends the enrollment early. */
    void complete(EndCause cause) {
        walk.end(EnrollmentStatus.COMPLETED, cause, LogKind.COMPLETED, Command.By.ENGINE);
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
        walk.advance(Optional.of(target), walk.reachedAt());
    }

    private void endOrPassBy(boolean holds, EndCause cause) {
        if (holds) {
            complete(cause);
        } else {
            walk.log(walk.stepEntry(LogKind.PASSED_BY));
            walk.advance(walk.reachedAt());
        }
    }

    private boolean holds(Step step, Condition condition) {
        return Criteria.holds(
                condition, facts.subject(), walk.now(), schedule.zone(step).zone());
    }
}
