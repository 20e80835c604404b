package io.enrollment.eligibility;

import io.enrollment.plan.ReEnrollment;
import java.util.Comparator;

/** Refuses subjects with an enrollment of the plan, any version, that is not terminal. The store decides a race. */
final class AlreadyInQueueCheck implements EligibilityCheck {

    private static final CheckResult PASSED =
            CheckResult.passed(CheckName.ALREADY_IN_QUEUE, Reasons.NOT_IN_QUEUE).build();
    private static final CheckResult RESTARTS = CheckResult.notApplicable(
                    CheckName.ALREADY_IN_QUEUE, Reasons.RESTART_ACTIVE)
            .build();

    @Override
    public CheckName name() {
        return CheckName.ALREADY_IN_QUEUE;
    }

    @Override
    public CheckResult check(CheckInput input) {
        if (input.plan().reEnrollment() instanceof ReEnrollment.RestartActive) {
            return RESTARTS;
        }
        return input.history().of(input.plan().id()).stream()
                .filter(past -> !past.status().isTerminal())
                .max(Comparator.comparing(PastEnrollment::enrolledAt).thenComparing(PastEnrollment::status))
                .map(AlreadyInQueueCheck::failed)
                .orElse(PASSED);
    }

    private static CheckResult failed(PastEnrollment running) {
        return CheckResult.failed(CheckName.ALREADY_IN_QUEUE, Reasons.ALREADY_IN_QUEUE)
                .fact("status", running.status())
                .fact("enrolledAt", running.enrolledAt())
                .wouldPassIf("the running enrollment ends")
                .build();
    }
}
