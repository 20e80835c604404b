package io.enrollment.examples.cli;

import io.enrollment.eligibility.CheckName;
import io.enrollment.engine.Enrollments;
import io.enrollment.engine.Runs;
import io.enrollment.enrollment.Command.By;
import io.enrollment.imports.Skipped;
import io.enrollment.imports.SubjectList;
import io.enrollment.imports.SubjectListReader;
import io.enrollment.json.CampaignCustomerJson;
import io.enrollment.json.RunDetailJson;
import io.enrollment.json.RunJson;
import io.enrollment.plan.Organization;
import io.enrollment.plan.PlanId;
import io.enrollment.report.CampaignCustomer;
import io.enrollment.report.RunDetail;
import io.enrollment.run.Candidate;
import io.enrollment.run.CandidateStatus;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunId;
import io.enrollment.run.RunStatus;
import io.enrollment.spi.AudienceSource;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.PageRequest;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is kept of enroller runs. */
@Command(
        name = "runs",
        description =
                "Lists the enroller runs of the quickstart's database, newest first; with an id, shows that one with its"
                        + " queries, its funnel, its events and its candidates.",
        mixinStandardHelpOptions = true,
        footer = {HelpTexts.ENDING})
final class RunsCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "The id of a run.")
    private Optional<String> id = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "enrollment-quickstart",
            description = "The folder of the quickstart (default: ./enrollment-quickstart).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Option(names = "--plan", paramLabel = "ID", description = "Of this plan only.")
    private Optional<String> plan = Optional.empty();

    @Option(names = "--status", paramLabel = "STATUS", description = "In this status only: ${COMPLETION-CANDIDATES}.")
    private Optional<RunStatus> status = Optional.empty();

    @Option(
            names = "--candidates",
            paramLabel = "STATUS",
            description = "Candidates in this status only: ${COMPLETION-CANDIDATES}.")
    private Optional<CandidateStatus> candidates = Optional.empty();

    @Option(names = "--check", paramLabel = "CHECK", description = "Candidates that this check rejected.")
    private Optional<String> check = Optional.empty();

    @Option(names = "--reason", paramLabel = "REASON", description = "Candidates rejected for this reason.")
    private Optional<String> reason = Optional.empty();

    @Option(names = "--valid", paramLabel = "true|false", description = "Candidates that every check let pass, or not.")
    private Optional<Boolean> valid = Optional.empty();

    @Option(names = "--customers", description = "Shows those whom the run enrolled, in their present state.")
    private boolean customers;

    @Option(
            names = "--columns",
            split = ",",
            paramLabel = "NAME",
            description = "Attributes to show of customers, such as year,make,model; by --subjects.")
    private List<String> columns = List.of();

    @Option(names = "--subjects", paramLabel = "FILE", description = "The subjects, for --columns.")
    private Optional<Path> subjects = Optional.empty();

    @Option(names = "--decline", description = "Ends a run that waits for a confirmation; it enrolls nobody.")
    private boolean decline;

    @Option(names = "--by", defaultValue = "command line", paramLabel = "NAME", description = "Who decides that.")
    private String by = "command line";

    @Option(names = "--limit", defaultValue = "20", paramLabel = "N", description = "The most rows (default: 20).")
    private int limit = 20;

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
        Organization organization = QuickstartCommand.organization();
        try (RunDesk desk = new RunDesk(
                data,
                organization,
                known(organization),
                AudienceSource.none(),
                InstantSource.system(),
                EngineListener.NONE)) {
            Runs runs = desk.enrollments().runs();
            if (id.isPresent()) {
                one(ui, desk.enrollments(), RunId.of(id.get()));
            } else {
                all(ui, runs);
            }
        } catch (NotFoundException | IllegalArgumentException e) {
            throw new RefusedException(e.getMessage() == null ? "refused" : e.getMessage(), e);
        }
        return 0;
    }

    private void all(Ui ui, Runs runs) {
        List<EnrollerRun> found = runs.list(
                        query -> {
                            plan.map(PlanId::of).ifPresent(query::plan);
                            status.ifPresent(query::addStatuses);
                            return query;
                        },
                        PageRequest.first(limit))
                .items();
        if (format == Format.JSONL) {
            found.forEach(run -> ui.print(RunJson.write(run)));
        } else {
            new RunReport(ui).index(found);
        }
    }

    private SubjectList known(Organization organization) {
        return subjects.map(file -> new SubjectListReader(organization.zoneOrUtc(), false)
                        .read(file, Optional.empty(), Optional.empty()))
                .orElseGet(() -> new SubjectList(List.of(), Map.of(), 0, List.of(), new Skipped()));
    }

    private void one(Ui ui, Enrollments enrollments, RunId run) {
        Runs runs = enrollments.runs();
        if (decline) {
            runs.decline(run, new By(by, ""));
        }
        RunDetail detail = runs.detail(run);
        List<Candidate> shown = shown(runs, run);
        List<CampaignCustomer> enrolled = customers
                ? enrollments
                        .reports()
                        .customersOf(run, columns, PageRequest.first(limit))
                        .items()
                : List.of();
        if (format == Format.JSONL) {
            ui.print(RunDetailJson.write(detail));
            shown.forEach(candidate -> ui.print(RunDetailJson.write(candidate)));
            enrolled.forEach(customer -> ui.print(CampaignCustomerJson.write(customer)));
        } else {
            RunReport report = new RunReport(ui);
            report.detail(detail);
            report.sample(detail.run(), runs.sample(run, limit));
            report.candidates(shown);
            report.customers(enrolled, columns);
        }
    }

    private List<Candidate> shown(Runs runs, RunId run) {
        return runs.candidates(
                        run,
                        query -> {
                            candidates.ifPresent(query::addStatuses);
                            check.map(CheckName::of).ifPresent(query::check);
                            reason.ifPresent(query::reason);
                            valid.ifPresent(query::valid);
                            return query;
                        },
                        PageRequest.first(limit))
                .items();
    }
}
