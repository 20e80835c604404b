package io.enrollment.engine;

import io.enrollment.criteria.Fields;
import io.enrollment.eligibility.CheckName;
import io.enrollment.eligibility.CheckOverride;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.Plan;
import io.enrollment.plan.ReEnrollment;
import io.enrollment.subject.Subject;
import java.util.Optional;

/** Which event an enrollment is for, and what the store remembers of it. */
final class EventKeys {

    private EventKeys() {}

    /** The caller's key, else the subject's by the plan's attribute, else the constant one. */
    static EventKey of(Plan plan, Subject subject, Optional<EventKey> given) {
        return given.or(() -> plan.eventKeyAttribute()
                        .flatMap(name -> Fields.of(subject, name))
                        .map(Object::toString)
                        .filter(text -> !text.isBlank())
                        .map(EventKeys::key))
                .orElse(EventKey.DEFAULT);
    }

    private static EventKey key(String text) {
        try {
            return EventKey.of(text);
        } catch (IllegalArgumentException e) {
            throw new UnusableEventKeyException(e);
        }
    }

    /** What must not be in the store's memory yet; empty when the plan, or an override, lets events repeat. */
    static Optional<String> memory(Plan plan, EventKey eventKey, Optional<CheckOverride> override) {
        boolean overridden = override.filter(o -> o.checks().contains(CheckName.UNIQUE_EVENT))
                .isPresent();
        if (overridden || !plan.uniqueEvent()) {
            return Optional.empty();
        }
        if (plan.reEnrollment() instanceof ReEnrollment.Once) {
            return Optional.of("once");
        }
        return plan.reEnrollment() instanceof ReEnrollment.OncePerEventKey
                ? Optional.of("event:" + eventKey.value())
                : Optional.empty();
    }
}
