package io.enrollment.report;

import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.ReasonCategory;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.plan.PlanVersion;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a subject is enrolled in a plan, or is not, and what would have to change.
 *
 * @param subject who
 * @param version the plan with its rules, as it is now
 * @param attempts every attempt to enroll it that is known, by people, by rules and by runs that enroll, newest first
 * @param now what the checks say now; nobody was enrolled for this
 * @param audience which audience queries of the plan would find it now, in process order; empty for a plan without any, and
 *     for a subject that the directory does not know any more
 * @param passesFrom when all checks pass together if nothing but time changes, judged for that instant; empty when something else
 *     has to change, or they pass now
 * @param failures what went wrong with its enrollments in the plan (steps that failed, were tried again, or are uncertain), newest first
 */
public record Troubleshooting(
        SubjectId subject,
        PlanVersion version,
        List<EnrollmentResult> attempts,
        EnrollmentResult now,
        List<AudienceMatch> audience,
        Optional<Instant> passesFrom,
        List<LogEntry> failures) {

    /** Sorts the attempts. */
    public Troubleshooting {
        audience = List.copyOf(audience);
        failures = List.copyOf(failures);
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

    /** Whether a run of the plan would not find it now, whatever the checks say: no audience query asks for it. */
    public boolean isMissedByRuns() {
        return !audience.isEmpty() && audience.stream().noneMatch(AudienceMatch::finds);
    }

    /** The attempts that failed because something did not work, as opposed to a rule; newest first. */
    public List<EnrollmentResult> errors() {
        return attempts.stream()
                .filter(attempt -> attempt.refusal()
                        .filter(reason -> ReasonCategory.of(reason) == ReasonCategory.ERROR)
                        .isPresent())
                .toList();
    }

    /**
     * What would have to change, or when it passes by itself: one line for each check that fails now, in headline order, and
     * one for the audience if runs do not find it.
     */
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
        if (isMissedByRuns()) {
            remedies.add("AUDIENCE (NO_QUERY_MATCHES): is found by a run if one of its queries matches: "
                    + audience.stream()
                            .map(one -> one.query() + " (" + one.because() + ")")
                            .collect(Collectors.joining("; ")));
        }
        return remedies;
    }
}
