package io.enrollment.enrollment;

import io.enrollment.eligibility.ContactAssessment;
import io.enrollment.eligibility.SubjectHistory;
import io.enrollment.internal.ValueStyle;
import io.enrollment.plan.Organization;
import io.enrollment.subject.Subject;
import org.immutables.value.Value;

/** What a decision may know of the world, loaded beforehand. */
@Value.Immutable
@ValueStyle
public interface Facts {

    /** The subject as the host knows it now. */
    Subject subject();

    /** Its contact points, judged once. */
    @Value.Default
    default ContactAssessment contacts() {
        return ContactAssessment.of(subject());
    }

    /** The organization with its policies. */
    Organization organization();

    /** What happened to the subject before. */
    @Value.Default
    default SubjectHistory history() {
        return SubjectHistory.none();
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link Facts}; not thread-safe. */
    final class Builder extends ImmutableFacts.Builder {
        Builder() {}
    }
}
