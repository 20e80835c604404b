package io.enrollment.eligibility;

import io.enrollment.plan.EndCause;
import io.enrollment.plan.Plan;
import io.enrollment.plan.ReEnrollment;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Refuses a second enrollment for the same event, or what the plan's re-enrollment policy puts in its place. Every
 * enrollment of the plan counts, a running or a failed one included.
 *
 * <p>An entry made by a rule is refused after a manual stop or an opt-out under every policy, and even where the plan
 * turned the check off: only the last enrollment counts for that, since a person may have enrolled the subject anew.
 */
final class UniqueEventCheck implements EligibilityCheck {

    private static final CheckResult PASSED =
            CheckResult.passed(CheckName.UNIQUE_EVENT, Reasons.EVENT_NEW).build();
    private static final CheckResult RESTARTS = CheckResult.notApplicable(
                    CheckName.UNIQUE_EVENT, Reasons.RESTART_ACTIVE)
            .build();
    private static final CheckResult OFF = CheckResult.notApplicable(CheckName.UNIQUE_EVENT, Reasons.UNIQUE_EVENT_OFF)
            .build();
    private static final Comparator<PastEnrollment> BY_ENTRY = Comparator.comparing(PastEnrollment::enrolledAt)
            .thenComparing(PastEnrollment::eventKey, Comparator.comparing(Object::toString))
            .thenComparing(PastEnrollment::status);

    @Override
    public CheckName name() {
        return CheckName.UNIQUE_EVENT;
    }

    @Override
    public CheckResult check(CheckInput input) {
        List<PastEnrollment> past = input.history().of(input.plan().id());
        return exitedBefore(input, past).orElseGet(() -> byPolicy(input, past));
    }

    private static Optional<CheckResult> exitedBefore(CheckInput input, List<PastEnrollment> past) {
        if (input.origin() != EntryOrigin.RULE) {
            return Optional.empty();
        }
        return past.stream()
                .max(BY_ENTRY)
                .filter(last ->
                        last.endCause().filter(UniqueEventCheck::isFinal).isPresent())
                .map(last -> failed(Reasons.EXITED_BEFORE, last)
                        .fact("endCause", last.endCause().orElseThrow())
                        .wouldPassIf("a person enrolls the subject explicitly")
                        .build());
    }

    private static boolean isFinal(EndCause cause) {
        return cause == EndCause.MANUAL || cause == EndCause.OPTED_OUT;
    }

    private static CheckResult byPolicy(CheckInput input, List<PastEnrollment> past) {
        Plan plan = input.plan();
        if (plan.reEnrollment() instanceof ReEnrollment.RestartActive) {
            return RESTARTS;
        }
        if (!plan.uniqueEvent()) {
            return OFF;
        }
        if (plan.reEnrollment() instanceof ReEnrollment.AfterExit policy) {
            return afterExit(input, past, policy);
        }
        return plan.reEnrollment() instanceof ReEnrollment.Once ? once(past) : oncePerEvent(input, past);
    }

    private static CheckResult once(List<PastEnrollment> past) {
        return past.stream()
                .max(BY_ENTRY)
                .map(last -> failed(Reasons.ENROLLED_BEFORE, last)
                        .wouldPassIf("the plan allows a second enrollment")
                        .build())
                .orElse(PASSED);
    }

    private static CheckResult oncePerEvent(CheckInput input, List<PastEnrollment> past) {
        return past.stream()
                .filter(entry -> entry.eventKey().equals(input.eventKey()))
                .max(BY_ENTRY)
                .map(last -> failed(Reasons.EVENT_ALREADY_USED, last)
                        .wouldPassIf("another event causes the enrollment")
                        .build())
                .orElse(PASSED);
    }

    private static CheckResult afterExit(CheckInput input, List<PastEnrollment> past, ReEnrollment.AfterExit policy) {
        Optional<PastEnrollment> last = past.stream().max(BY_ENTRY);
        if (last.isEmpty()) {
            return PASSED;
        }
        if (policy.maximum().filter(maximum -> past.size() >= maximum).isPresent()) {
            return failed(Reasons.MAX_REACHED, last.get())
                    .fact("enrollments", past.size())
                    .wouldPassIf("the plan allows more enrollments")
                    .build();
        }
        return coolDown(input, past, policy);
    }

    private static CheckResult coolDown(CheckInput input, List<PastEnrollment> past, ReEnrollment.AfterExit policy) {
        Optional<PastEnrollment> running =
                past.stream().filter(entry -> !entry.status().isTerminal()).max(BY_ENTRY);
        if (running.isPresent()) {
            return failed(Reasons.COOL_DOWN, running.get())
                    .fact("coolDown", policy.coolDown())
                    .wouldPassIf("the running enrollment ends and the cool-down passes")
                    .build();
        }
        PastEnrollment last = past.stream()
                .max(Comparator.comparing(UniqueEventCheck::end).thenComparing(BY_ENTRY))
                .orElseThrow();
        ZoneId zone = input.organization().zoneOrUtc();
        Instant over = end(last).atZone(zone).plus(policy.coolDown()).toInstant();
        return over.isAfter(input.now()) ? coolingDown(last, policy, over) : PASSED;
    }

    private static CheckResult coolingDown(PastEnrollment last, ReEnrollment.AfterExit policy, Instant over) {
        return failed(Reasons.COOL_DOWN, last)
                .fact("endedAt", end(last))
                .fact("coolDown", policy.coolDown())
                .earliestPassAt(over)
                .build();
    }

    private static Instant end(PastEnrollment past) {
        return past.endedAt().orElse(past.enrolledAt());
    }

    private static CheckResult.Builder failed(String reason, PastEnrollment past) {
        return CheckResult.failed(CheckName.UNIQUE_EVENT, reason)
                .fact("eventKey", past.eventKey())
                .fact("status", past.status())
                .fact("enrolledAt", past.enrolledAt());
    }
}
