package io.enrollment.plan;

import java.time.Duration;
import java.util.Optional;

/** Copies of steps with one part exchanged. */
final class Steps {

    private Steps() {}

    static Step with(Step step, StepSettings settings) {
        return switch (step.kind()) {
            case EMAIL -> new Step.Email(step.key(), settings, ((Step.Email) step).message());
            case TEXT -> new Step.Text(step.key(), settings, ((Step.Text) step).message());
            case CALL -> call((Step.Call) step, settings);
            case TASK -> task((Step.Task) step, settings);
            case ACTION -> action((Step.Action) step, settings);
            case WAIT -> new Step.Wait(step.key(), settings, ((Step.Wait) step).until());
            case BRANCH -> branch((Step.Branch) step, settings);
            case SPLIT -> new Step.Split(step.key(), settings, ((Step.Split) step).shares());
            case GOAL -> new Step.Goal(step.key(), settings, ((Step.Goal) step).when());
            case ENROLL_IN -> new Step.EnrollIn(step.key(), settings, ((Step.EnrollIn) step).plan());
            case EXIT -> new Step.Exit(step.key(), settings, ((Step.Exit) step).when());
        };
    }

    static Step with(Step.Message step, MessageSettings message) {
        return step instanceof Step.Email
                ? new Step.Email(step.key(), step.settings(), message)
                : new Step.Text(step.key(), step.settings(), message);
    }

    static Step skippedAfter(Step.Personal step, Duration limit) {
        Optional<Duration> within = Optional.of(limit);
        return step instanceof Step.Call call
                ? new Step.Call(
                        call.key(),
                        call.settings(),
                        call.assignee(),
                        call.script(),
                        call.maxAttempts(),
                        call.spacing(),
                        within,
                        true)
                : new Step.Task(step.key(), step.settings(), step.assignee(), ((Step.Task) step).title(), within, true);
    }

    private static Step call(Step.Call call, StepSettings settings) {
        return new Step.Call(
                call.key(),
                settings,
                call.assignee(),
                call.script(),
                call.maxAttempts(),
                call.spacing(),
                call.dueWithin(),
                call.skipOverdue());
    }

    private static Step task(Step.Task task, StepSettings settings) {
        return new Step.Task(task.key(), settings, task.assignee(), task.title(), task.dueWithin(), task.skipOverdue());
    }

    private static Step action(Step.Action action, StepSettings settings) {
        return new Step.Action(action.key(), settings, action.action(), action.parameters());
    }

    private static Step branch(Step.Branch branch, StepSettings settings) {
        return new Step.Branch(branch.key(), settings, branch.arms(), branch.otherwise());
    }
}
