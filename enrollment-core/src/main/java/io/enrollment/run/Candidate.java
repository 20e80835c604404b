package io.enrollment.run;

import io.enrollment.eligibility.CheckName;
import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.FunnelEntry;
import io.enrollment.eligibility.Reasons;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.internal.Require;
import io.enrollment.internal.Texts;
import java.util.Optional;

/**
 * A subject found by a run: an attempt to enroll that a run made, with every check.
 *
 * @param run the run
 * @param position its number within the run, from 1, without holes
 * @param query the key of the audience query that found it
 * @param name the name to show, as it was then (the id of a subject without one), with U+FFFD for NUL and for half of a
 *     surrogate pair, which some databases cannot hold; empty after an erasure
 * @param result what the checks said, and what came of it; refused with {@link Reasons#NOT_ENROLLED} when it was eligible
 *     in a run that enrolls nobody
 */
public record Candidate(RunId run, long position, String query, Optional<String> name, EnrollmentResult result) {

    /** Validates the numbers, and makes the name one that can be stored. */
    public Candidate {
        name = name.map(Texts::storable);
        Require.that(position >= 1, "candidate position", position, "be at least 1");
        Require.text("candidate query", query, 200);
    }

    /** The same candidate with what the store decided. */
    public Candidate with(EnrollmentResult decided) {
        return new Candidate(run, position, query, name, decided);
    }

    /** What became of it. */
    public CandidateStatus status() {
        if (result.enrolled()) {
            return CandidateStatus.SUCCESS;
        }
        return isPending(result) ? CandidateStatus.PENDING : CandidateStatus.ERROR;
    }

    /** Whether every check let it pass: a valid potential. */
    public boolean valid() {
        return result.verdict().eligible();
    }

    /** The check that gives the headline reason; empty when none failed. */
    public Optional<CheckName> failedCheck() {
        return result.verdict().headline().map(CheckResult::check);
    }

    /** Its line in the funnel. */
    public FunnelEntry entry() {
        return entryOf(result);
    }

    static FunnelEntry entryOf(EnrollmentResult result) {
        return new FunnelEntry(result.verdict(), result.enrolled(), result.refusal());
    }

    private static boolean isPending(EnrollmentResult result) {
        return result.refusal().filter(Reasons.NOT_ENROLLED::equals).isPresent();
    }
}
