package io.enrollment.eligibility;

import io.enrollment.criteria.Criteria;
import io.enrollment.plan.Exclusion;
import io.enrollment.plan.Plan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Optional;

/**
 * Refuses subjects that were enrolled in a visible plan, this one included, a number of local days ago or less, and those
 * for whom a named exclusion holds. Days are those of the organization's zone, and so is the date that the exclusions'
 * conditions call today.
 */
final class MarketingExclusionCheck implements EligibilityCheck {

    private static final CheckResult PASSED = CheckResult.passed(CheckName.MARKETING_EXCLUSION, Reasons.NOT_EXCLUDED)
            .build();
    private static final CheckResult INBOUND = CheckResult.notApplicable(
                    CheckName.MARKETING_EXCLUSION, Reasons.INBOUND_OVERRIDES)
            .build();
    private static final CheckResult NONE = CheckResult.notApplicable(
                    CheckName.MARKETING_EXCLUSION, Reasons.NO_EXCLUSION)
            .build();

    @Override
    public CheckName name() {
        return CheckName.MARKETING_EXCLUSION;
    }

    @Override
    public CheckResult check(CheckInput input) {
        Plan plan = input.plan();
        if (input.purpose().isInbound() && plan.inboundOverridesExclusion()) {
            return INBOUND;
        }
        if (plan.marketingExclusionDays().isEmpty() && plan.exclusions().isEmpty()) {
            return NONE;
        }
        return byDays(input)
                .or(() -> byName(input, input.now()).map(CheckResult.Builder::build))
                .orElse(PASSED);
    }

    private static Optional<CheckResult> byDays(CheckInput input) {
        return input.plan()
                .marketingExclusionDays()
                .flatMap(days -> blocking(input, days, input.now()).map(last -> tooRecent(input, last, days)));
    }

    /** The last visible enrollment, when it keeps the subject out at an instant. */
    private static Optional<PastEnrollment> blocking(CheckInput input, int days, Instant at) {
        LocalDate today = LocalDays.of(at, zone(input));
        return lastVisible(input, at)
                .filter(last -> !today.isAfter(date(input, last).plusDays(days)));
    }

    /** By local date first: where the clock was set back over midnight a later enrollment may have the earlier date. */
    private static Optional<PastEnrollment> lastVisible(CheckInput input, Instant at) {
        return input.history().enrollments().stream()
                .filter(past -> past.visible() && !past.enrolledAt().isAfter(at))
                .max(Comparator.comparing((PastEnrollment past) -> date(input, past))
                        .thenComparing(PastEnrollment::enrolledAt)
                        .thenComparing(PastEnrollment::plan));
    }

    /** When the days are over; history that is dated in the future, as after a clock was set back, is awaited as well. */
    private static Instant daysOver(CheckInput input, PastEnrollment last, int days, Instant now) {
        Instant over = LocalDays.startAfter(date(input, last).plusDays(days + 1L), zone(input), now);
        return blocking(input, days, over)
                .map(next -> daysOver(input, next, days, over))
                .orElse(over);
    }

    private static CheckResult tooRecent(CheckInput input, PastEnrollment last, int days) {
        LocalDate date = date(input, last);
        Instant over = daysOver(input, last, days, input.now());
        CheckResult.Builder result = CheckResult.failed(CheckName.MARKETING_EXCLUSION, Reasons.MARKETING_EXCLUSION)
                .fact("plan", last.plan())
                .fact("date", date)
                .fact("days", days)
                .fact("zone", zone(input));
        if (byName(input, over).isEmpty()) {
            return result.earliestPassAt(over).build();
        }
        return result.fact("daysOverAt", over)
                .wouldPassIf("the days are over and no named exclusion holds")
                .build();
    }

    private static Optional<CheckResult.Builder> byName(CheckInput input, Instant at) {
        return input.plan().exclusions().stream()
                .flatMap(exclusion -> excluded(input, exclusion, at).stream())
                .findFirst();
    }

    private static Optional<CheckResult.Builder> excluded(CheckInput input, Exclusion exclusion, Instant at) {
        try {
            return Criteria.holds(exclusion.when(), input.subject(), at, zone(input))
                    ? Optional.of(held(input, exclusion, at))
                    : Optional.empty();
        } catch (RuntimeException cannotBeEvaluated) {
            return Optional.of(unknown(exclusion, cannotBeEvaluated));
        }
    }

    private static CheckResult.Builder held(CheckInput input, Exclusion exclusion, Instant at) {
        return CheckResult.failed(CheckName.MARKETING_EXCLUSION, Reasons.EXCLUDED + exclusion.name())
                .fact("exclusion", exclusion.name())
                .fact(
                        "because",
                        Criteria.evaluate(exclusion.when(), input.subject(), at, zone(input))
                                .explanation())
                .wouldPassIf("the exclusion no longer holds");
    }

    private static CheckResult.Builder unknown(Exclusion exclusion, RuntimeException cause) {
        return CheckResult.failed(CheckName.MARKETING_EXCLUSION, Reasons.EXCLUSION_UNKNOWN)
                .fact("exclusion", exclusion.name())
                .fact("error", Failures.describe(cause))
                .wouldPassIf("the exclusion can be evaluated");
    }

    private static LocalDate date(CheckInput input, PastEnrollment past) {
        return LocalDays.of(past.enrolledAt(), zone(input));
    }

    private static ZoneId zone(CheckInput input) {
        return input.organization().zoneOrUtc();
    }
}
