package io.enrollment.examples.cli;

import io.enrollment.calendar.DueTime;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.simulation.SimulatedStep;
import io.enrollment.simulation.Simulation;
import io.enrollment.subject.SubjectId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A simulation as a table or as JSON Lines. */
final class SimulationOutput {

    private static final String NOT_ENROLLED = "NOT_ENROLLED";

    private final Ui ui;
    private final TextTable table =
            new TextTable("SUBJECT", "STEP", "CHANNEL", "LOCAL TIME", "ZONE", "OUTCOME", "REASON", "DERIVATION");

    SimulationOutput(Ui ui) {
        this.ui = ui;
    }

    void print(Simulation simulation, Format format) {
        Map<SubjectId, List<SimulatedStep>> bySubject =
                simulation.steps().stream().collect(Collectors.groupingBy(SimulatedStep::subject));
        Map<String, Long> refusals = new TreeMap<>();
        for (EnrollmentResult attempt : simulation.attempts()) {
            if (attempt.enrolled()) {
                bySubject.getOrDefault(attempt.subject(), List.of()).forEach(step -> step(step, format));
            } else {
                refusals.merge(attempt.refusal().orElse(""), 1L, Long::sum);
                refused(attempt, format);
            }
        }
        if (format == Format.TABLE) {
            table.print(ui);
        }
        ui.out().flush();
        sums(simulation, refusals);
    }

    private void sums(Simulation simulation, Map<String, Long> refusals) {
        long refused = refusals.values().stream().mapToLong(Long::longValue).sum();
        ui.note("note: " + simulation.attempts().size() + " subjects = "
                + (simulation.attempts().size() - refused) + " enrolled + " + refused + " not enrolled"
                + (refusals.isEmpty() ? "" : " " + refusals));
    }

    private void step(SimulatedStep step, Format format) {
        Optional<String> local = step.due().map(SimulationOutput::local);
        Optional<String> zone = step.due().map(due -> due.zone().zone().getId());
        List<String> derivation = step.due().map(DueTime::derivation).orElse(List.of());
        if (format == Format.TABLE) {
            row(step, local.orElse(""), zone.orElse(""), String.join(" → ", derivation));
            return;
        }
        ui.print(JsonLines.line(json -> {
            json.writeStringField("subject", step.subject().value());
            json.writeStringField("step", step.step().value());
            JsonLines.optional(json, "channel", step.channel());
            JsonLines.optional(json, "dueAt", step.due().map(DueTime::at));
            JsonLines.optional(json, "localTime", local);
            JsonLines.optional(json, "zone", zone);
            json.writeStringField("outcome", step.outcome());
            JsonLines.optional(json, "reason", step.reason());
            JsonLines.texts(json, "derivation", derivation);
        }));
    }

    private void row(SimulatedStep step, String local, String zone, String path) {
        String channel = step.channel().map(Enum::name).orElse("");
        String reason = step.reason().orElse("");
        table.add(step.subject(), step.step(), channel, local, zone, step.outcome(), reason, path);
    }

    private void refused(EnrollmentResult attempt, Format format) {
        String reason = attempt.refusal().orElse("");
        if (format == Format.TABLE) {
            table.add(attempt.subject(), "", "", "", "", NOT_ENROLLED, reason, "");
            return;
        }
        ui.print(JsonLines.line(json -> {
            json.writeStringField("subject", attempt.subject().value());
            json.writeNullField("step");
            json.writeNullField("channel");
            json.writeNullField("dueAt");
            json.writeNullField("localTime");
            json.writeNullField("zone");
            json.writeStringField("outcome", NOT_ENROLLED);
            json.writeStringField("reason", reason);
            JsonLines.texts(json, "derivation", List.of());
        }));
    }

    private static String local(DueTime due) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(due.local());
    }
}
