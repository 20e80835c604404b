package io.enrollment.report;

import io.enrollment.calendar.DueTime;
import io.enrollment.enrollment.Counters;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.plan.EventKey;
import java.util.List;

/** The rows of a list of enrollments as CSV. Pure, thread-safe. */
public final class EnrollmentCsv {

    private static final List<String> COLUMNS = List.of(
            "enrollment",
            "subject",
            "name",
            "plan",
            "version",
            "cycle",
            "event_key",
            "purpose",
            "status",
            "because",
            "step",
            "steps_done",
            "steps_total",
            "emails_sent",
            "emails_skipped",
            "emails_replied",
            "texts_sent",
            "texts_skipped",
            "texts_replied",
            "calls",
            "enrolled_at",
            "next_due_at",
            "next_due_local",
            "next_due_because",
            "ended_at",
            "removed");

    private EnrollmentCsv() {}

    /** The names of the columns. */
    public static List<String> columns() {
        return COLUMNS;
    }

    /** Appends the line with the names of the columns. */
    public static void header(StringBuilder out) {
        CsvLine line = new CsvLine(out);
        COLUMNS.forEach(line::text);
        line.end();
    }

    /** Appends the line of a row. */
    public static void append(StringBuilder out, EnrollmentRow row) {
        CsvLine line = new CsvLine(out);
        identity(line, row);
        progress(line, row);
        times(line, row.enrollment());
        line.end();
    }

    private static void identity(CsvLine line, EnrollmentRow row) {
        Enrollment state = row.enrollment();
        line.text(state.id().value())
                .text(state.subject().value())
                .text(state.subjectName().orElse(""))
                .text(state.plan().value())
                .number(state.version())
                .number(state.cycle())
                .text(
                        state.eventKey().equals(EventKey.DEFAULT)
                                ? ""
                                : state.eventKey().value())
                .text(state.purpose().name())
                .text(state.status().name())
                .text(row.because().orElse(""));
    }

    private static void progress(CsvLine line, EnrollmentRow row) {
        Counters done = row.counters();
        line.text(row.step().map(step -> step.value()).orElse(""))
                .number(row.progress().done())
                .number(row.progress().total())
                .number(done.emailsSent())
                .number(done.emailsSkipped())
                .number(done.emailsReplied())
                .number(done.textsSent())
                .number(done.textsSkipped())
                .number(done.textsReplied())
                .number(done.calls());
    }

    private static void times(CsvLine line, Enrollment state) {
        line.text(state.enrolledAt().toString())
                .text(state.due().map(due -> due.at().toString()).orElse(""))
                .text(state.due().map(EnrollmentCsv::local).orElse(""))
                .text(state.due()
                        .map(due -> String.join(" → ", due.derivation()))
                        .orElse(""))
                .text(state.ending().map(ending -> ending.at().toString()).orElse(""))
                .text(String.valueOf(state.removed()));
    }

    private static String local(DueTime due) {
        return due.local() + " " + due.zone().zone();
    }
}
