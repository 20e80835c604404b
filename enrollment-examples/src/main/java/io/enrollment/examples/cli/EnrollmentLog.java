package io.enrollment.examples.cli;

import io.enrollment.calendar.DueTime;
import io.enrollment.engine.Enrollments;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Shows the log of one enrollment. */
final class EnrollmentLog {

    private static final int ROWS = 100;

    private final Ui ui;
    private final Enrollments enrollments;

    EnrollmentLog(Ui ui, Enrollments enrollments) {
        this.ui = ui;
        this.enrollments = enrollments;
    }

    void print(Enrollment enrollment) {
        ui.heading("Log of " + enrollment.subject() + " ("
                + enrollment.subjectName().orElse("") + ")");
        TextTable table = new TextTable("AT", "WHAT", "STEP", "REASON", "LOCAL TIME", "DERIVATION");
        PageRequest request = PageRequest.first(ROWS);
        Optional<String> next;
        do {
            Page<LogEntry> page = enrollments.log(enrollment.id(), request);
            page.items().forEach(entry -> add(table, entry));
            next = page.next();
            request = next.map(request::after).orElse(request);
        } while (next.isPresent());
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
