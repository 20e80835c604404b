package io.enrollment.spi;

import io.enrollment.eligibility.SubjectHistory;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.PlanId;
import io.enrollment.report.PlanCounts;
import io.enrollment.report.UncertainOutcome;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What people and checks look at. Lists are paged by key, never unbounded. */
public interface EnrollmentReader {

    /** Enrollments by id; unknown ones, and those of another organization, are not in the map. */
    Map<EnrollmentId, Enrollment> load(OrganizationId organization, Collection<EnrollmentId> ids);

    /** Enrollments: newest first (by begin, then id), or by name (then id). */
    Page<Enrollment> find(EnrollmentQuery query, PageRequest page);

    /** The log of one enrollment, oldest first; empty for an unknown one. */
    Page<LogEntry> log(OrganizationId organization, EnrollmentId enrollment, PageRequest page);

    /**
     * What was recorded of the decisions about one enrollment, in the order of its log; empty for an unknown one, and where
     * nothing was recorded. It is stored with the log entries, and goes with them.
     */
    Page<RecordedDecision> decisions(OrganizationId organization, EnrollmentId enrollment, PageRequest page);

    /**
     * The messages that are uncertain, newest first: their log entries say so, and no later one of the same step ends it
     * ({@link UncertainOutcome#begins}, {@link UncertainOutcome#ends}). They go with a purge, not with an erasure.
     */
    Page<UncertainOutcome> uncertain(OrganizationId organization, PageRequest page);

    /**
     * What the checks must know of these subjects, of enrollments that retention has removed too; every one of them is in the
     * map.
     */
    Map<SubjectId, SubjectHistory> history(OrganizationId organization, Collection<SubjectId> subjects);

    /**
     * What is counted for a plan: always what its enrollments and their logs add up to, in races and after crashes too.
     *
     * <p>Counts are kept, not counted: they change in the transaction that stores what they count, and reading them costs
     * the same with a million enrollments as with ten.
     */
    PlanCounts counts(OrganizationId organization, PlanId plan);

    /** How many enrollments of a plan are in each status, removed ones left out; statuses without any are not in the map. */
    default Map<EnrollmentStatus, Long> countByStatus(OrganizationId organization, PlanId plan) {
        return counts(organization, plan).byStatus();
    }

    /** Attempts to enroll, newest first: of a plan, of a subject, or both. */
    Page<EnrollmentResult> attempts(
            OrganizationId organization, Optional<PlanId> plan, Optional<SubjectId> subject, PageRequest page);
}
