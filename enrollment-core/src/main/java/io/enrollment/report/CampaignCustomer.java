package io.enrollment.report;

import io.enrollment.enrollment.Ending;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.LastAttempt;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.subject.AttributeValue;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody enrolled, as a campaign's list of customers shows them, in the state of the moment.
 *
 * @param enrollment which enrollment
 * @param subject who
 * @param name the display name when enrolled; the id for one without, or after an erasure
 * @param purpose why they entered
 * @param status where it is in its life
 * @param expiration how it expired; empty unless it did
 * @param expiredAt when it expired
 * @param lastAttemptAt when a person last did something for it
 * @param disposition what came of that
 * @param appointment the appointment that was made
 * @param columns attributes of the subject that the host asked for, as they are now, in the order asked for; absent ones are
 *     left out
 */
public record CampaignCustomer(
        EnrollmentId enrollment,
        SubjectId subject,
        String name,
        EntryPurpose purpose,
        EnrollmentStatus status,
        Optional<EndCause> expiration,
        Optional<Instant> expiredAt,
        Optional<Instant> lastAttemptAt,
        Optional<String> disposition,
        Optional<Instant> appointment,
        Map<String, String> columns) {

    /** Copies the columns in their order. */
    public CampaignCustomer {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /**
     * The customer of an enrollment.
     *
     * @param subject as the host knows it now; empty when it does not any more
     * @param columns the names of the attributes to show
     */
    public static CampaignCustomer of(Enrollment state, Optional<Subject> subject, List<String> columns) {
        Optional<Ending> expired = state.ending().filter(ending -> state.status() == EnrollmentStatus.EXPIRED);
        Optional<LastAttempt> last = state.work().last();
        return new CampaignCustomer(
                state.id(),
                state.subject(),
                state.subjectName().orElseGet(() -> state.subject().value()),
                state.purpose(),
                state.status(),
                expired.map(Ending::cause),
                expired.map(Ending::at),
                last.map(LastAttempt::at),
                last.map(LastAttempt::disposition),
                state.work().appointmentAt(),
                shown(subject.map(Subject::attributes).orElse(Map.of()), columns));
    }

    private static Map<String, String> shown(Map<String, AttributeValue> attributes, List<String> columns) {
        Map<String, String> shown = new LinkedHashMap<>();
        columns.forEach(column ->
                Optional.ofNullable(attributes.get(column)).ifPresent(value -> shown.put(column, value.toString())));
        return shown;
    }
}
