package io.enrollment.examples.cli;

import io.enrollment.calendar.DueTime;
import io.enrollment.enrollment.Counters;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.report.EnrollmentRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Shows everything about one enrollment but its log. */
final class EnrollmentCard {

    private final Ui ui;

    EnrollmentCard(Ui ui) {
        this.ui = ui;
    }

    void print(EnrollmentRow row) {
        Enrollment state = row.enrollment();
        ui.print(ui.paint(Ui.Color.STRONG, state.id().toString()));
        line(
                "subject",
                state.subject()
                        + state.subjectName().map(name -> " (" + name + ")").orElse(""));
        line("plan", state.plan() + ", version " + state.version() + ", cycle " + state.cycle());
        line("enrolled", second(state.enrolledAt()) + " as " + state.purpose() + ", event " + state.eventKey());
        line(
                "status",
                state.status() + row.because().map(why -> " because " + why).orElse(""));
        state.failure().ifPresent(failure -> line("failure", failure.message()));
        line("progress", row.progress() + " steps (" + row.progress().percent() + " %)");
        due(state);
        counters(row.counters());
        state.lastHandOff().ifPresent(at -> line("last sent", second(at)));
        state.ending().ifPresent(ending -> line("ended", second(ending.at()) + " " + ending.cause()));
        if (state.removed()) {
            line("removed", "yes");
        }
    }

    private void due(Enrollment state) {
        Optional<DueTime> due = state.due().or(() -> state.pause().flatMap(pause -> pause.heldDue()));
        state.step().ifPresent(step -> line("next", step.toString()));
        due.ifPresent(time -> {
            line(
                    state.due().isPresent() ? "due" : "was due",
                    second(time.at()) + " = " + time.local() + " " + time.zone().zone());
            line("because", String.join(" → ", time.derivation()));
        });
    }

    private void counters(Counters done) {
        line("emails", sentences(done.emailsSent(), done.emailsSkipped(), done.emailsReplied()));
        line("texts", sentences(done.textsSent(), done.textsSkipped(), done.textsReplied()));
        line("calls", String.valueOf(done.calls()));
    }

    private static String sentences(int sent, int skipped, int replied) {
        return sent + " sent, " + skipped + " skipped, " + replied + " replied";
    }

    private void line(String name, String value) {
        ui.print("  " + name + " ".repeat(Math.max(1, 11 - name.length())) + value);
    }

    private static String second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
