package io.enrollment.memory;

import io.enrollment.eligibility.PastEnrollment;
import io.enrollment.enrollment.Counters;
import io.enrollment.enrollment.Ending;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.internal.Micros;
import io.enrollment.internal.PageKey;

/**
 * What the checks know of an enrollment, whether it is stored or was removed.
 *
 * @param key its place among the enrollments of its subject
 * @param past what it was
 * @param handedOff how many of its messages were handed off
 */
record Remembered(PageKey key, PastEnrollment past, long handedOff) {

    static Remembered of(Row row) {
        Enrollment state = row.state;
        PastEnrollment.Builder past = PastEnrollment.builder();
        past.plan(state.plan())
                .eventKey(state.eventKey())
                .status(state.status())
                .enrolledAt(Micros.instant(row.enrolledAt()))
                .endedAt(state.ending().map(Ending::at).map(at -> Micros.instant(Micros.floor(at))))
                .endCause(state.ending().map(Ending::cause))
                .visible(row.visible);
        Counters counters = state.counters();
        return new Remembered(
                new PageKey(row.enrolledAt(), state.id().value()),
                past.build(),
                (long) counters.emailsSent() + counters.textsSent());
    }
}
