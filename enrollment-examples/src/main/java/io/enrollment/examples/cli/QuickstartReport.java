package io.enrollment.examples.cli;

import io.enrollment.eligibility.Funnel;
import io.enrollment.eligibility.FunnelEntry;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.LogKind;
import io.enrollment.examples.delivery.Drop;
import io.enrollment.examples.quickstart.Quickstart;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanVersion;
import io.enrollment.spi.PageRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the quickstart shows. */
final class QuickstartReport {

    private static final int ROWS = 10;

    private final Ui ui;
    private final Quickstart quickstart;

    QuickstartReport(Ui ui, Quickstart quickstart) {
        this.ui = ui;
        this.quickstart = quickstart;
    }

    void places(Path data) {
        ui.print(ui.paint(Ui.Color.STRONG, "Acme Motors, Toronto"));
        ui.print("database  " + data.toAbsolutePath().normalize().resolve("enrollment.mv.db") + " (H2)");
        String host = quickstart.mailServer().host();
        ui.print("mail      SMTP " + host + ":" + quickstart.mailServer().smtpPort() + ", IMAP " + host + ":"
                + quickstart.mailServer().imapPort());
        ui.print("texts     " + quickstart.textEndpoint().uri());
    }

    void published(PlanVersion version) {
        ui.print("plan      " + version.id() + ", version " + version.version());
        ui.out().flush();
    }

    void funnel(Plan plan, List<EnrollmentResult> attempts) {
        Funnel funnel = Funnel.of(attempts.stream().map(QuickstartReport::entry).toList());
        ui.heading("Funnel of " + plan.name() + " (this run)");
        TextTable table = new TextTable("STAGE", "IN = OUT + REJECTED", "REASONS");
        Map<String, Long> reasons = new TreeMap<>();
        for (Funnel.Stage stage : funnel.stages()) {
            String sum = stage.in() + " = " + stage.out() + " + " + (stage.in() - stage.out());
            table.add(stage.stage(), sum, stage.rejections().toString().replaceAll("[{}]", ""));
            stage.rejections().forEach((reason, n) -> reasons.merge(reason, n, Long::sum));
        }
        table.print(ui);
        ui.heading("Reasons by count");
        ReasonCounts.print(ui, reasons);
        ui.out().flush();
    }

    private static FunnelEntry entry(EnrollmentResult result) {
        boolean lost = !result.enrolled() && result.verdict().eligible();
        return new FunnelEntry(result.verdict(), result.enrolled(), lost ? result.refusal() : Optional.empty());
    }

    void afterRun(List<Plan> plans, RunCounter counter) {
        ui.heading("This run");
        ui.print(counter.count(LogKind.SENT) + " messages sent, " + counter.count(LogKind.SKIPPED) + " steps skipped, "
                + counter.count(LogKind.UNCERTAIN) + " uncertain, " + counter.count(LogKind.STEP_FAILED)
                + " failed");
        plans.forEach(this::summary);
        list(plans.get(0));
        Optional<Enrollment> shown = mostTraveled(plans.get(0));
        shown.ifPresent(enrollment -> new EnrollmentLog(ui, quickstart.enrollments()).print(enrollment));
        ui.heading("Where the mail lies");
        drop("mail ", quickstart.mail());
        drop("texts", quickstart.texts());
        shown.ifPresent(enrollment -> new ReadBack(ui, quickstart).print(enrollment));
        ui.out().flush();
    }

    private void drop(String what, Drop drop) {
        ui.print(what + "  " + drop.size() + " files in " + drop.folder().normalize());
    }

    private void summary(Plan plan) {
        Map<EnrollmentStatus, Long> counts = quickstart.enrollments().summary(plan.id());
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        long active = counts.entrySet().stream()
                .filter(entry -> entry.getKey().isActive())
                .mapToLong(Map.Entry::getValue)
                .sum();
        ui.heading("Summary of " + plan.name());
        StringBuilder sum = new StringBuilder("total " + total + " = active " + active);
        for (EnrollmentStatus status : EnrollmentStatus.values()) {
            if (!status.isActive()) {
                sum.append(" + ").append(label(status)).append(' ').append(counts.getOrDefault(status, 0L));
            }
        }
        ui.print(sum.toString());
    }

    private void list(Plan plan) {
        ui.heading("Enrollments of " + plan.name() + " (newest " + ROWS + ")");
        TextTable table = new TextTable("SUBJECT", "NAME", "STATUS", "STEPS", "EMAILS", "TEXTS", "ENROLLED", "ENDED");
        quickstart
                .enrollments()
                .list(plan.id(), PageRequest.first(ROWS))
                .items()
                .forEach(e -> table.add(
                        e.subject(),
                        e.subjectName().orElse(""),
                        e.status(),
                        e.counters().stepsDone(),
                        e.counters().emailsSent() + " sent, " + e.counters().emailsSkipped() + " skipped",
                        e.counters().textsSent() + " sent, " + e.counters().textsSkipped() + " skipped",
                        minute(e.enrolledAt()),
                        e.ending()
                                .map(ending -> minute(ending.at()) + " " + ending.cause())
                                .orElse("")));
        table.print(ui);
    }

    /** Of the newest enrollments the one with the most steps behind it: the log that shows the most. */
    private Optional<Enrollment> mostTraveled(Plan plan) {
        return quickstart.enrollments().list(plan.id(), PageRequest.first(200)).items().stream()
                .max((a, b) ->
                        Integer.compare(a.counters().stepsDone(), b.counters().stepsDone()));
    }

    private static String label(EnrollmentStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static String minute(Instant at) {
        return at.truncatedTo(ChronoUnit.MINUTES).toString();
    }
}
