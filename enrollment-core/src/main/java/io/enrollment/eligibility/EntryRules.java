package io.enrollment.eligibility;

import io.enrollment.criteria.Criteria;
import io.enrollment.criteria.Evaluation;
import io.enrollment.plan.Plan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What is asked before the checks: whether the plan is for this type of subject, whether it runs today, and whether the
 * subject meets its criteria. Days are local days of the organization's zone. Pure and thread-safe.
 */
public final class EntryRules {

    private EntryRules() {}

    /** Why the subject cannot enter, as a result of {@link CheckName#ENTRY}; the first reason in the order above. */
    public static Optional<CheckResult> refusal(CheckInput input) {
        return typeMismatch(input)
                .or(() -> ended(input))
                .or(() -> notStarted(input))
                .or(() -> enforcesCriteria(input) ? criteriaNotMet(input) : Optional.empty());
    }

    /**
     * What speaks against the entry without keeping the subject out: criteria that are not met, in a direct enrollment into
     * a plan that does not enforce them.
     */
    public static Optional<CheckResult> warning(CheckInput input) {
        return enforcesCriteria(input) ? Optional.empty() : criteriaNotMet(input);
    }

    /** A rule obeys the criteria; a person, or a subject that came by itself, only where the plan insists. */
    private static boolean enforcesCriteria(CheckInput input) {
        boolean byRule = input.origin() == EntryOrigin.RULE && !input.purpose().isInbound();
        return input.plan().enforceCriteria() || byRule;
    }

    private static Optional<CheckResult> typeMismatch(CheckInput input) {
        if (input.subject().type() == input.plan().subjectType()) {
            return Optional.empty();
        }
        return Optional.of(CheckResult.failed(CheckName.ENTRY, Reasons.SUBJECT_TYPE_MISMATCH)
                .fact("subject", input.subject().type())
                .fact("plan", input.plan().subjectType())
                .wouldPassIf("the plan is for a " + input.subject().type())
                .build());
    }

    private static Optional<CheckResult> ended(CheckInput input) {
        return input.plan()
                .endDate()
                .filter(end -> !today(input).isBefore(end))
                .map(end -> CheckResult.failed(CheckName.ENTRY, Reasons.PLAN_ENDED)
                        .fact("endDate", end)
                        .fact("zone", zone(input))
                        .wouldPassIf("the plan's end date is moved")
                        .build());
    }

    private static Optional<CheckResult> notStarted(CheckInput input) {
        return input.plan()
                .startDate()
                .filter(start -> today(input).isBefore(start))
                .map(start -> beforeStart(input, start));
    }

    private static CheckResult beforeStart(CheckInput input, LocalDate start) {
        CheckResult.Builder result = CheckResult.failed(CheckName.ENTRY, Reasons.PLAN_NOT_STARTED)
                .fact("startDate", start)
                .fact("zone", zone(input));
        Instant opening = LocalDays.startAfter(start, zone(input), input.now());
        boolean open = input.plan()
                .endDate()
                .filter(end -> !LocalDays.of(opening, zone(input)).isBefore(end))
                .isEmpty();
        return open
                ? result.earliestPassAt(opening).build()
                : result.wouldPassIf("the plan's end date is after its start").build();
    }

    private static Optional<CheckResult> criteriaNotMet(CheckInput input) {
        return input.plan().criteria().flatMap(criteria -> {
            try {
                Evaluation evaluation = Criteria.evaluate(criteria, input.subject(), input.now(), zone(input));
                return evaluation.holds() ? Optional.empty() : Optional.of(notMet(input.plan(), evaluation));
            } catch (RuntimeException cannotBeEvaluated) {
                return Optional.of(unknown(cannotBeEvaluated));
            }
        });
    }

    private static CheckResult notMet(Plan plan, Evaluation evaluation) {
        return CheckResult.failed(CheckName.ENTRY, Reasons.CRITERIA_NOT_MET)
                .fact("plan", plan.id())
                .fact("because", evaluation.explanation())
                .wouldPassIf("the subject meets the criteria")
                .build();
    }

    private static CheckResult unknown(RuntimeException cause) {
        return CheckResult.failed(CheckName.ENTRY, Reasons.ERROR)
                .fact("error", Failures.describe(cause))
                .wouldPassIf("the criteria can be evaluated")
                .build();
    }

    private static LocalDate today(CheckInput input) {
        return LocalDays.of(input.now(), zone(input));
    }

    private static ZoneId zone(CheckInput input) {
        return input.organization().zoneOrUtc();
    }
}
