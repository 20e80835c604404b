package io.enrollment.examples.cli;

import io.enrollment.calendar.DueTime;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.examples.quickstart.Quickstart;
import io.enrollment.spi.PageRequest;
import java.time.temporal.ChronoUnit;

/** Shows the log of one enrollment. */
final class EnrollmentLog {

    private static final int ROWS = 100;

    private final Ui ui;
    private final Quickstart quickstart;

    EnrollmentLog(Ui ui, Quickstart quickstart) {
        this.ui = ui;
        this.quickstart = quickstart;
    }

    void print(Enrollment enrollment) {
        ui.heading("Log of " + enrollment.subject() + " ("
                + enrollment.subjectName().orElse("") + ")");
        TextTable table = new TextTable("AT", "WHAT", "STEP", "REASON", "LOCAL TIME", "DERIVATION");
        quickstart
                .enrollments()
                .log(enrollment.id(), PageRequest.first(ROWS))
                .items()
                .forEach(entry -> add(table, entry));
        table.print(ui);
    }

    private static void add(TextTable table, LogEntry entry) {
        table.add(
                entry.at().truncatedTo(ChronoUnit.SECONDS),
                entry.kind(),
                entry.step().map(Object::toString).orElse(""),
                entry.reason().orElse(""),
                entry.due()
                        .map(due -> due.local().truncatedTo(ChronoUnit.MINUTES) + " "
                                + due.zone().zone())
                        .orElse(""),
                entry.due()
                        .map(DueTime::derivation)
                        .map(steps -> String.join(" → ", steps))
                        .orElse(""));
    }
}
