package io.enrollment.engine;

import io.enrollment.report.ExportRequest;
import io.enrollment.report.ExportStatus;
import io.enrollment.subject.OrganizationId;
import java.time.Instant;
import java.util.Optional;

/** How an export goes on: from what is stored to what is stored next. */
final class ExportCourse {

    private ExportCourse() {}

    static ExportStatus asked(
            String id, OrganizationId organization, ExportRequest request, long expected, Instant now) {
        ExportStatus.Builder export = ExportStatus.builder();
        return export.id(id)
                .organization(organization)
                .request(request)
                .state(ExportStatus.State.WRITING)
                .expected(expected)
                .createdAt(now)
                .dueAt(now)
                .build();
    }

    private static ExportStatus.Builder after(ExportStatus before) {
        ExportStatus.Builder export = ExportStatus.builder();
        export.from(before).revision(before.revision() + 1);
        return export;
    }

    /** Somebody begins to write it, from the first row on. */
    static ExportStatus begun(ExportStatus before) {
        return after(before)
                .state(ExportStatus.State.WRITING)
                .rows(0)
                .writings(before.writings() + 1)
                .build();
    }

    /** Whoever wrote it stopped, for a reason that is none of the export's: as if it had not been begun. */
    static ExportStatus laidDown(ExportStatus before) {
        return after(before).rows(0).writings(before.writings() - 1).build();
    }

    static ExportStatus written(ExportStatus before, long rows) {
        return after(before).rows(rows).build();
    }

    /** A delivery is tried; stored before it is, so that one that kills its node counts too. */
    static ExportStatus delivering(ExportStatus before) {
        return after(before)
                .state(ExportStatus.State.DELIVERING)
                .attempts(before.attempts() + 1)
                .build();
    }

    /** The sink has it. */
    static ExportStatus placed(ExportStatus before, String reference) {
        return after(before).reference(reference).build();
    }

    static ExportStatus delivered(ExportStatus before, Instant now) {
        return over(before, ExportStatus.State.DELIVERED, Optional.empty(), now);
    }

    static ExportStatus canceled(ExportStatus before, Instant now) {
        return over(before, ExportStatus.State.CANCELED, before.problem(), now);
    }

    static ExportStatus failed(ExportStatus before, String problem, Instant now) {
        return over(before, ExportStatus.State.FAILED, Optional.of(problem), now);
    }

    private static ExportStatus over(
            ExportStatus before, ExportStatus.State how, Optional<String> problem, Instant now) {
        return after(before).state(how).problem(problem).endedAt(now).build();
    }

    /** What failed is tried again at this time. */
    static ExportStatus later(ExportStatus before, String problem, Instant due) {
        return after(before).problem(problem).dueAt(due).build();
    }

    /** Somebody wants a failed one tried again: what the sink has already stays there. */
    static ExportStatus reopened(ExportStatus before, Instant now) {
        return after(before)
                .state(before.reference().isPresent() ? ExportStatus.State.DELIVERING : ExportStatus.State.WRITING)
                .writings(0)
                .attempts(0)
                .problem(Optional.empty())
                .dueAt(now)
                .endedAt(Optional.empty())
                .build();
    }
}
