package io.enrollment.report;

import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.ReasonCategory;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.plan.PlanVersion;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Why a subject is enrolled in a plan, or is not, and what would have to change.
 *
 * @param subject who
 * @param version the plan with its rules, as it is now
 * @param attempts every attempt to enroll it that is known, by people, by rules and by runs that enroll, newest first
 * @param now what the checks say now; nobody was enrolled for this
 */
public record Troubleshooting(
        SubjectId subject, PlanVersion version, List<EnrollmentResult> attempts, EnrollmentResult now) {

    /** Sorts the attempts. */
    public Troubleshooting {
        attempts = attempts.stream()
                .sorted(Comparator.comparing(EnrollmentResult::at)
                        .thenComparing(EnrollmentResult::id)
                        .reversed())
                .toList();
    }

    /** Whether nobody ever tried to enroll the subject. */
    public boolean neverTried() {
        return attempts.isEmpty();
    }

    /** Whether every check lets it pass now. */
    public boolean eligibleNow() {
        return now.verdict().eligible();
    }

    /** The attempts that failed because something did not work, as opposed to a rule; newest first. */
    public List<EnrollmentResult> errors() {
        return attempts.stream()
                .filter(attempt -> attempt.refusal()
                        .filter(reason -> ReasonCategory.of(reason) == ReasonCategory.ERROR)
                        .isPresent())
                .toList();
    }

    /** What would have to change, or when it passes by itself: one line for each check that fails now, in headline order. */
    public List<String> remedies() {
        List<String> remedies = new ArrayList<>();
        for (CheckResult check : now.checks()) {
            if (check.failed()) {
                String how = check.earliestPassAt()
                        .map(at -> "passes by itself from " + at)
                        .or(() -> check.wouldPassIf().map(fact -> "passes if " + fact))
                        .orElse("does not say when it would pass");
                remedies.add(check.check() + " (" + check.reason() + "): " + how);
            }
        }
        return remedies;
    }

    /** When all checks pass if nothing but time changes; empty when something else has to, or they pass now. */
    public Optional<Instant> passesFrom() {
        List<CheckResult> failed =
                now.checks().stream().filter(CheckResult::failed).toList();
        boolean byTime = !failed.isEmpty()
                && failed.stream().allMatch(check -> check.earliestPassAt().isPresent());
        return byTime
                ? failed.stream()
                        .flatMap(check -> check.earliestPassAt().stream())
                        .max(Comparator.naturalOrder())
                : Optional.empty();
    }
}
