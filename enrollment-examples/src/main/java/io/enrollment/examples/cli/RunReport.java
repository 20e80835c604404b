package io.enrollment.examples.cli;

import io.enrollment.eligibility.Funnel;
import io.enrollment.json.RunDetailJson;
import io.enrollment.report.CampaignCustomer;
import io.enrollment.report.RunDetail;
import io.enrollment.report.RunEvent;
import io.enrollment.run.Candidate;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.QueryProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Shows runs to people. */
final class RunReport {

    private final Ui ui;

    RunReport(Ui ui) {
        this.ui = ui;
    }

    void index(List<EnrollerRun> runs) {
        TextTable table =
                new TextTable("RUN", "ASKED FOR AT", "PLAN", "PURPOSE", "STATUS", "FOUND", "ELIGIBLE", "ENROLLED");
        for (EnrollerRun run : runs) {
            table.add(
                    run.id(),
                    run.createdAt(),
                    run.plan().map(Object::toString).orElse("–"),
                    run.purpose(),
                    run.awaits().isPresent() ? "WAITS FOR CONFIRMATION" : run.status(),
                    run.found(),
                    run.funnel()
                            .stage(io.enrollment.eligibility.FunnelStage.ELIGIBLE)
                            .out(),
                    run.funnel().enrolled());
        }
        table.print(ui);
    }

    void detail(RunDetail detail) {
        EnrollerRun run = detail.run();
        ui.print(ui.paint(Ui.Color.STRONG, "Run " + run.id()) + "  " + run.purpose() + "  " + run.status());
        ui.print(detail.step() + ", " + detail.duration() + ", "
                + String.format(Locale.ROOT, "%,.0f subjects a second", detail.perSecond()));
        queries(run);
        funnel(run);
        ui.heading("Events");
        TextTable events = new TextTable("GROUP", "AT", "WHAT");
        for (RunEvent event : detail.events()) {
            events.add(event.group().label(), event.at().map(Object::toString).orElse(""), event.text());
        }
        events.print(ui);
        ui.out().flush();
    }

    private void queries(EnrollerRun run) {
        ui.heading("Audience queries");
        TextTable table = new TextTable("QUERY", "ORDER", "STATUS", "FOUND", "DUPLICATES", "AVERAGE", "TOOK");
        for (QueryProgress query : run.queries()) {
            table.add(
                    query.key(),
                    query.order(),
                    query.status(),
                    query.found(),
                    query.duplicates(),
                    query.averageTime(),
                    query.took());
        }
        table.print(ui);
    }

    private void funnel(EnrollerRun run) {
        ui.heading("Funnel");
        TextTable table = new TextTable("STAGE", "IN = OUT + REJECTED", "REASONS");
        Map<String, Long> reasons = new TreeMap<>();
        for (Funnel.Stage stage : run.funnel().stages()) {
            String sum = stage.in() + " = " + stage.out() + " + " + (stage.in() - stage.out());
            table.add(stage.stage(), sum, stage.rejections().toString().replaceAll("[{}]", ""));
            stage.rejections().forEach((reason, n) -> reasons.merge(reason, n, Long::sum));
        }
        table.print(ui);
        if (!reasons.isEmpty()) {
            ui.heading("Reasons by count");
            ReasonCounts.print(ui, reasons);
        }
    }

    /** Whom a run that waits would enroll, and how to go on. */
    void sample(EnrollerRun run, List<Candidate> sample) {
        run.awaits().ifPresent(why -> {
            ui.heading("Waits for a confirmation");
            ui.print(why + "; some of them:");
            candidates(sample);
            ui.print("run --confirm " + run.id() + " enrolls them, runs " + run.id() + " --decline does not");
        });
        ui.out().flush();
    }

    void candidates(List<Candidate> candidates) {
        ui.heading("Candidates");
        TextTable table = new TextTable("NO", "SUBJECT", "NAME", "QUERY", "STATUS", "CHECK", "REASON");
        for (Candidate candidate : candidates) {
            table.add(
                    candidate.position(),
                    candidate.result().subject(),
                    candidate.name().orElse(""),
                    candidate.query(),
                    candidate.status(),
                    candidate.failedCheck().map(Object::toString).orElse(""),
                    candidate.result().refusal().orElse(""));
        }
        table.print(ui);
        ui.out().flush();
    }

    void customers(List<CampaignCustomer> customers, List<String> columns) {
        if (customers.isEmpty()) {
            return;
        }
        ui.heading("Campaign customers");
        List<String> heads = new ArrayList<>(List.of(
                "SUBJECT", "NAME", "PURPOSE", "STATUS", "EXPIRED", "LAST ATTEMPT", "DISPOSITION", "APPOINTMENT"));
        columns.forEach(column -> heads.add(column.toUpperCase(Locale.ROOT)));
        TextTable table = new TextTable(heads.toArray(String[]::new));
        for (CampaignCustomer one : customers) {
            List<Object> cells = new ArrayList<>(List.of(
                    one.subject(),
                    one.name(),
                    one.purpose(),
                    one.status(),
                    one.expiration()
                            .map(cause -> cause + " " + text(one.expiredAt()))
                            .orElse(""),
                    text(one.lastAttemptAt()),
                    text(one.disposition()),
                    text(one.appointment())));
            columns.forEach(column -> cells.add(one.columns().getOrDefault(column, "")));
            table.add(cells.toArray());
        }
        table.print(ui);
        ui.out().flush();
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }

    /** Writes the flow chart and the detail beside one another, and says where. */
    void write(RunDetail detail, Path folder) throws IOException {
        Files.createDirectories(folder);
        String name = "run-" + detail.run().id();
        Path svg = Files.writeString(folder.resolve(name + ".svg"), detail.svg());
        Path json = Files.writeString(folder.resolve(name + ".json"), RunDetailJson.write(detail) + "\n");
        Path mermaid = Files.writeString(folder.resolve(name + ".mmd"), detail.mermaid());
        ui.heading("Written");
        List.of(svg, json, mermaid).forEach(file -> ui.print(file.normalize().toString()));
        ui.out().flush();
    }
}
