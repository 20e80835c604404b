package io.enrollment.examples.cli;

import io.enrollment.criteria.Fields;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.Plan;
import io.enrollment.subject.Subject;
import java.util.List;
import java.util.Optional;

/** Event keys out of a field of the subjects, as a plan may ask for. */
final class EventKeyFields {

    private EventKeyFields() {}

    /** Refuses subjects whose field cannot be a key, before anything is done with the others. */
    static void check(Plan plan, List<Subject> subjects) {
        for (Subject subject : subjects) {
            try {
                of(plan, subject);
            } catch (IllegalArgumentException e) {
                String field = plan.eventKeyAttribute().orElse("");
                throw new RefusedException("subject " + subject.id() + ", field " + field + ": " + e.getMessage(), e);
            }
        }
    }

    /** The key of a subject; empty when the plan names no field, or the subject has nothing there. */
    static Optional<EventKey> of(Plan plan, Subject subject) {
        return plan.eventKeyAttribute()
                .flatMap(name -> Fields.of(subject, name))
                .map(Object::toString)
                .filter(text -> !text.isBlank())
                .map(EventKey::of);
    }
}
