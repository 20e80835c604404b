package io.enrollment.report;

import io.enrollment.calendar.DueTime;
import io.enrollment.enrollment.Counters;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.StepKey;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One row of a list of enrollments.
 *
 * @param enrollment the state that the row is of
 * @param progress how far it is
 */
public record EnrollmentRow(Enrollment enrollment, Progress progress) {

    /** The row of an enrollment that is pinned to a version with this plan. */
    public static EnrollmentRow of(Enrollment state, Plan plan) {
        return new EnrollmentRow(state, Progress.of(state, plan));
    }

    /** What people call the subject: its display name when it was enrolled; the id for one without, or after an erasure. */
    public String name() {
        return enrollment.subjectName().orElseGet(() -> enrollment.subject().value());
    }

    /** Where it is in its life. */
    public EnrollmentStatus status() {
        return enrollment.status();
    }

    /** What was done. */
    public Counters counters() {
        return enrollment.counters();
    }

    /** The step that comes next. */
    public Optional<StepKey> step() {
        return enrollment.step();
    }

    /** When that is due, with its derivation; only while the scheduler carries it. */
    public Optional<DueTime> due() {
        return enrollment.due();
    }

    /** Why it stands where it is: the reason of a hold, the causes of a pause, the failure, how it ended. */
    public Optional<String> because() {
        return enrollment
                .heldBecause()
                .or(() -> enrollment.pause().map(pause -> names(pause.causes())))
                .or(() -> enrollment.failure().map(failure -> failure.reason()))
                .or(() -> enrollment.ending().map(ending -> ending.cause().name()));
    }

    private static String names(Collection<? extends Enum<?>> causes) {
        return causes.stream().map(Enum::name).sorted().collect(Collectors.joining("+"));
    }
}
