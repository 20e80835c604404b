package io.enrollment.report;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How far an enrollment is.
 *
 * @param done steps behind it
 * @param total steps on its path: those behind it and those before it, by the default way of each branch and split
 */
public record Progress(int done, int total) {

    /** How far an enrollment is in its plan. One that ended before the end of its path keeps what it had before it. */
    public static Progress of(Enrollment state, Plan plan) {
        int done = state.counters().stepsDone();
        if (state.status() == EnrollmentStatus.COMPLETED) {
            return new Progress(done, done);
        }
        Optional<StepKey> from = state.step()
                .or(() -> plan.steps().stream()
                        .map(Step::key)
                        .filter(key -> !state.done().contains(key))
                        .findFirst());
        return new Progress(done, done + ahead(plan, from, state.done()));
    }

    private static int ahead(Plan plan, Optional<StepKey> from, Set<StepKey> done) {
        Set<StepKey> seen = new HashSet<>(done);
        Optional<Step> next = from.flatMap(plan::step);
        int count = 0;
        while (next.isPresent()) {
            count += seen.add(next.get().key()) ? 1 : 0;
            next = following(plan, next.get())
                    .filter(key -> !seen.contains(key))
                    .flatMap(plan::step);
        }
        return count;
    }

    private static Optional<StepKey> following(Plan plan, Step step) {
        if (step instanceof Step.Branch branch) {
            return branch.otherwise();
        }
        return step instanceof Step.Split split
                ? Optional.of(split.shares().get(0).goTo())
                : plan.following(step);
    }

    /** In whole percent, 100 only when nothing is left. */
    public int percent() {
        return total == 0 ? 100 : (int) (100L * done / total);
    }

    @Override
    public String toString() {
        return done + "/" + total;
    }
}
