package io.enrollment.spi;

import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectType;
import java.util.Optional;

/** What a subject directory may offer beside finding by id: finding by words, for people. */
public interface SubjectSearch {

    /**
     * Subjects whose name begins with a text, whatever its case, in the order of the names.
     *
     * @param text what people typed; blank for all
     * @param type of this type only; empty for both
     */
    Page<Subject> search(OrganizationId organization, String text, Optional<SubjectType> type, PageRequest page);
}
