package io.enrollment.enrollment;

import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.Verdict;
import io.enrollment.plan.EventKey;
import io.enrollment.subject.SubjectId;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is left of what was stored of a subject once it is erased: what happened and when, under a name that leads back to
 * nobody. Pure.
 *
 * @param tombstone the id in the place of the subject's
 * @param hash makes keyed hashes, of what has to be recognized but must not be read
 */
public record Erased(SubjectId tombstone, UnaryOperator<String> hash) {

    /** What is left of an enrollment, which must have ended. */
    public Enrollment of(Enrollment state) {
        return state.toBuilder()
                .subject(tombstone)
                .subjectName(Optional.empty())
                .eventKey(of(state.eventKey()))
                .build();
    }

    /** What is left of a log entry: without its details, which quote providers and facts, and without what was recorded. */
    public LogEntry of(LogEntry entry) {
        LogEntry.Builder left = LogEntry.builder();
        return left.from(entry).details(Map.of()).decidedOn(Optional.empty()).build();
    }

    /** What is left of an attempt: what the checks said, without the facts that they used. */
    public EnrollmentResult of(EnrollmentResult attempt) {
        EnrollmentResult.Builder left = EnrollmentResult.builder();
        return left.from(attempt)
                .subject(tombstone)
                .eventKey(of(attempt.eventKey()))
                .verdict(new Verdict(attempt.checks().stream().map(Erased::of).toList()))
                .build();
    }

    private static CheckResult of(CheckResult result) {
        CheckResult.Builder left = CheckResult.builder();
        return left.from(result)
                .evidence(Map.of())
                .wouldPassIf(result.wouldPassIf().map(any -> "it were not erased"))
                .build();
    }

    private EventKey of(EventKey key) {
        return key.equals(EventKey.DEFAULT) ? key : EventKey.of(hash.apply("event:" + key.value()));
    }
}
