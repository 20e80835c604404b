package io.enrollment.imports;

import io.enrollment.eligibility.PastEnrollment;
import io.enrollment.eligibility.SubjectHistory;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A list of subjects with what happened to them before, as read from files. Immutable.
 *
 * @param subjects in the order of the file, with their consents
 * @param past earlier enrollments by subject; subjects without any are not in the map
 * @param strangers how many rows of the consent and history files name a subject that is not in the list
 * @param notes what was noticed without being a reason to refuse
 * @param skipped the bad rows that were passed over
 */
public record SubjectList(
        List<Subject> subjects,
        Map<SubjectId, List<PastEnrollment>> past,
        long strangers,
        List<String> notes,
        Skipped skipped) {

    /** Copies the collections. */
    public SubjectList {
        subjects = List.copyOf(subjects);
        past = Map.copyOf(past);
        notes = List.copyOf(notes);
    }

    /** What the checks must know of a subject. */
    public SubjectHistory history(SubjectId subject) {
        return new SubjectHistory(past.getOrDefault(subject, List.of()), 0);
    }

    /** The subjects by id, in the order of the file. */
    public Map<SubjectId, Subject> byId() {
        Map<SubjectId, Subject> byId = new LinkedHashMap<>();
        subjects.forEach(subject -> byId.put(subject.id(), subject));
        return byId;
    }
}
