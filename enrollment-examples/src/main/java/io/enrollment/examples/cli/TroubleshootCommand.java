package io.enrollment.examples.cli;

import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.MessageForecast;
import io.enrollment.engine.Enrollments;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.examples.quickstart.PlanLibrary;
import io.enrollment.imports.SubjectList;
import io.enrollment.imports.SubjectListReader;
import io.enrollment.json.PlanJson;
import io.enrollment.json.TroubleshootingJson;
import io.enrollment.plan.Organization;
import io.enrollment.plan.PlanId;
import io.enrollment.report.Troubleshooting;
import io.enrollment.spi.AudienceSource;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.NotFoundException;
import io.enrollment.subject.SubjectId;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Why somebody is enrolled, or not. */
@Command(
        name = "troubleshoot",
        description =
                "Tells why a subject is enrolled in a plan of the quickstart's database, or is not: the rules, every"
                        + " attempt, newest first, what the checks say now, what would have to change, and the messages ahead with"
                        + " what becomes of their consent.",
        mixinStandardHelpOptions = true,
        footer = {HelpTexts.ENDING})
final class TroubleshootCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SUBJECT", description = "The id of the subject, such as lead-0042.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String subject;

    @Option(names = "--plan", required = true, paramLabel = "ID", description = "A plan that is published there.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String plan;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "enrollment-quickstart",
            description = "The folder of the quickstart (default: ./enrollment-quickstart).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Option(
            names = "--subjects",
            paramLabel = "FILE",
            description = "The subjects as they are now (default: the thousand leads in the jar).")
    private Optional<Path> subjects = Optional.empty();

    @Option(names = "--consents", paramLabel = "FILE", description = "The consents of --subjects.")
    private Optional<Path> consents = Optional.empty();

    @Option(names = "--history", paramLabel = "FILE", description = "The earlier enrollments of --subjects.")
    private Optional<Path> history = Optional.empty();

    @Option(names = "--at", paramLabel = "INSTANT", description = "What the clock shows (default: now).")
    private Optional<Instant> at = Optional.empty();

    @Option(
            names = "--format",
            defaultValue = "TABLE",
            paramLabel = "FORMAT",
            description = "table (default) or jsonl.")
    private Format format = Format.TABLE;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Ui ui = Ui.of(spec.commandLine());
        if (subjects.isEmpty() && (consents.isPresent() || history.isPresent())) {
            throw new RefusedException("--consents and --history need --subjects");
        }
        Organization organization = QuickstartCommand.organization();
        SubjectListReader reader = new SubjectListReader(organization.zoneOrUtc(), false);
        SubjectList list = subjects.map(file -> reader.read(file, consents, history))
                .orElseGet(() -> reader.readResources(
                        PlanLibrary.class, "/data/leads.csv", "/data/consents.csv", "/data/history.csv"));
        InstantSource clock = at.<InstantSource>map(InstantSource::fixed).orElseGet(InstantSource::system);
        try (RunDesk desk = new RunDesk(data, organization, list, AudienceSource.none(), clock, EngineListener.NONE)) {
            Troubleshooting found = desk.enrollments().troubleshoot(SubjectId.of(subject), PlanId.of(plan));
            if (format == Format.JSONL) {
                ui.print(TroubleshootingJson.write(found));
            } else {
                show(ui, found);
                forecast(ui, desk.enrollments());
                rules(ui, found);
            }
        } catch (NotFoundException | IllegalArgumentException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
        return 0;
    }

    private static void show(Ui ui, Troubleshooting found) {
        ui.print(ui.paint(
                Ui.Color.STRONG,
                found.subject() + " in " + found.version().id() + ", version "
                        + found.version().version()));
        ui.print(found.eligibleNow() ? "eligible now" : "not eligible now");
        found.remedies().forEach(remedy -> ui.print("  " + remedy));
        found.passesFrom().ifPresent(from -> ui.print("passes by itself from " + from));
        ui.heading("Checks now" + (found.neverTried() ? " (nobody ever tried)" : ""));
        TextTable checks = new TextTable("CHECK", "RESULT", "REASON", "FACTS");
        for (CheckResult check : found.now().checks()) {
            String facts = check.evidence().toString().replaceAll("[{}]", "");
            checks.add(check.check(), check.outcome(), check.reason(), facts);
        }
        checks.print(ui);
        audience(ui, found);
        ui.heading("Attempts, newest first");
        TextTable attempts = new TextTable("AT", "BY", "VERSION", "OUTCOME");
        for (EnrollmentResult attempt : found.attempts()) {
            String outcome = attempt.enrolled()
                    ? "enrolled as " + attempt.enrollment().orElseThrow()
                    : attempt.refusal().orElse("");
            attempts.add(attempt.at(), attempt.origin(), attempt.version(), outcome);
        }
        attempts.print(ui);
        errors(ui, found);
    }

    /** Of somebody who is gone there is nothing to foretell. */
    private void forecast(Ui ui, Enrollments enrollments) {
        List<MessageForecast> messages;
        try {
            messages = enrollments.reports().forecast(SubjectId.of(subject), PlanId.of(plan));
        } catch (NotFoundException gone) {
            return;
        }
        ui.heading("Messages ahead, if enrolled now");
        TextTable ahead = new TextTable("DUE", "STEP", "CHANNEL", "CASL THEN", "REASON");
        messages.forEach(one -> ahead.add(
                one.due(),
                one.step(),
                one.channel(),
                one.casl().outcome(),
                one.casl().reason()));
        ahead.print(ui);
    }

    private static void rules(Ui ui, Troubleshooting found) {
        ui.heading("Rules");
        ui.print(PlanJson.write(found.version().plan()));
        ui.out().flush();
    }

    private static void audience(Ui ui, Troubleshooting found) {
        if (!found.audience().isEmpty()) {
            ui.heading("Audience queries now");
            TextTable queries = new TextTable("QUERY", "FINDS IT", "BECAUSE");
            found.audience().forEach(one -> queries.add(one.query(), one.finds() ? "yes" : "no", one.because()));
            queries.print(ui);
        }
    }

    private static void errors(Ui ui, Troubleshooting found) {
        ui.heading("Errors");
        ui.print(found.errors().isEmpty() ? "none" : found.errors().size() + " attempts failed with an error");
        if (!found.failures().isEmpty()) {
            TextTable failures = new TextTable("AT", "ENROLLMENT", "STEP", "WHAT", "REASON", "DETAILS");
            for (LogEntry one : found.failures()) {
                String step = one.step().map(Object::toString).orElse("");
                String details = one.details().toString().replaceAll("[{}]", "");
                failures.add(
                        one.at(),
                        one.enrollment(),
                        step,
                        one.kind(),
                        one.reason().orElse(""),
                        details);
            }
            failures.print(ui);
        }
    }
}
