package io.enrollment.examples.cli;

import io.enrollment.json.EnrollmentRowJson;
import io.enrollment.report.EnrollmentRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Shows rows of lists of enrollments. */
final class RowsTable {

    private RowsTable() {}

    static void print(Ui ui, Format format, List<EnrollmentRow> rows) {
        if (format == Format.JSONL) {
            rows.forEach(row -> ui.print(EnrollmentRowJson.write(row)));
            return;
        }
        TextTable table = new TextTable(
                "ENROLLMENT", "SUBJECT", "NAME", "STATUS", "STEPS", "EMAILS", "TEXTS", "CALLS", "NEXT DUE", "WHY");
        rows.forEach(row -> table.add(
                row.enrollment().id(),
                row.enrollment().subject(),
                row.name(),
                row.status(),
                row.progress(),
                counts(
                        row.counters().emailsSent(),
                        row.counters().emailsSkipped(),
                        row.counters().emailsReplied()),
                counts(
                        row.counters().textsSent(),
                        row.counters().textsSkipped(),
                        row.counters().textsReplied()),
                row.counters().calls(),
                row.due().map(due -> minute(due.at())).orElse(""),
                row.because().orElse("")));
        table.print(ui);
    }

    /** Sent, skipped, replied. */
    private static String counts(int sent, int skipped, int replied) {
        return sent + "/" + skipped + "/" + replied;
    }

    static String minute(Instant at) {
        return at.truncatedTo(ChronoUnit.MINUTES).toString();
    }
}
