package io.enrollment.spi;

import io.enrollment.eligibility.ContactAssessment;
import io.enrollment.subject.Subject;
import java.util.Optional;

/**
 * A subject that an audience source found.
 *
 * @param subject as the host knows it now
 * @param contacts its contact points as they were judged when they came in, under the present rules; empty when the engine
 *     is to judge them
 */
public record AudienceMember(Subject subject, Optional<ContactAssessment> contacts) {

    /** A subject whose contact points the engine judges. */
    public static AudienceMember of(Subject subject) {
        return new AudienceMember(subject, Optional.empty());
    }
}
