package io.enrollment.spi;

import io.enrollment.eligibility.SubjectHistory;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.util.Map;
import java.util.Set;

/** What the host knows of enrollments that were made elsewhere, or before the engine was there. */
@FunctionalInterface
public interface HistorySource {

    /** Knows nothing. */
    HistorySource NONE = (organization, subjects) -> Map.of();

    /** The history of these subjects; those without any may be left out. Added to what the store knows. */
    Map<SubjectId, SubjectHistory> history(OrganizationId organization, Set<SubjectId> subjects);
}
