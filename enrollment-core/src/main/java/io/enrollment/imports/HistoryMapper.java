package io.enrollment.imports;

import io.enrollment.eligibility.PastEnrollment;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.PlanId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** Makes an earlier enrollment of a row. */
final class HistoryMapper {

    /** The columns that a history file may have. */
    static final Set<String> COLUMNS = Set.of("subject", "plan", "eventKey", "status", "at", "endedAt", "cause");

    /** The columns that it must have. */
    static final Set<String> REQUIRED = Set.of("subject", "plan", "at");

    private HistoryMapper() {}

    static PastEnrollment map(Row row, ZoneId zone) {
        Instant at = Cells.moment(row, "at", zone).orElseThrow(() -> row.refusal("at", "be present"));
        Optional<Instant> endedAt = Cells.moment(row, "endedAt", zone);
        if (endedAt.filter(at::isAfter).isPresent()) {
            throw row.refusal("endedAt", "not be before at");
        }
        return PastEnrollment.builder()
                .plan(plan(row))
                .eventKey(eventKey(row))
                .status(Cells.constant(row, "status", EnrollmentStatus.class).orElse(EnrollmentStatus.COMPLETED))
                .enrolledAt(at)
                .endedAt(endedAt)
                .endCause(Cells.constant(row, "cause", EndCause.class))
                .build();
    }

    private static PlanId plan(Row row) {
        return Cells.id(row, "plan", row.required("plan"), PlanId::of);
    }

    private static EventKey eventKey(Row row) {
        return row.text("eventKey")
                .map(text -> Cells.id(row, "eventKey", text, EventKey::of))
                .orElse(EventKey.DEFAULT);
    }
}
