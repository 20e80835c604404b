package io.enrollment.spi;

import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.util.Collection;
import java.util.Set;

/** Where the host keeps its people and companies. */
@FunctionalInterface
public interface SubjectDirectory {

    /** The subjects with these ids, in any order; those that do not exist are left out. Called with at most 1,000 ids. */
    Collection<Subject> findAll(OrganizationId organization, Set<SubjectId> ids);
}
