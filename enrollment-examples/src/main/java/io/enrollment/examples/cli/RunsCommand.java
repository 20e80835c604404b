package io.enrollment.examples.cli;

import io.enrollment.eligibility.CheckName;
import io.enrollment.engine.Enrollments;
import io.enrollment.engine.Runs;
import io.enrollment.enrollment.Command.By;
import io.enrollment.imports.Moments;
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
import io.enrollment.run.RunPurpose;
import io.enrollment.run.RunStatus;
import io.enrollment.spi.AudienceSource;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
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
            names = "--purpose",
            paramLabel = "PURPOSE",
            description = "For this purpose only: ${COMPLETION-CANDIDATES}.")
    private Optional<RunPurpose> purpose = Optional.empty();

    @Option(names = "--from", paramLabel = "WHEN", description = "Asked for then or later: a date or an instant.")
    private Optional<String> from = Optional.empty();

    @Option(names = "--until", paramLabel = "WHEN", description = "Asked for before.")
    private Optional<String> until = Optional.empty();

    @Option(
            names = "--candidates",
            paramLabel = "STATUS",
            description = "Candidates in this status only: ${COMPLETION-CANDIDATES}.")
    private Optional<CandidateStatus> candidates = Optional.empty();

    @Option(names = "--check", paramLabel = "CHECK", description = "Candidates that this check rejected.")
    private Optional<String> check = Optional.empty();

    @Option(names = "--reason", paramLabel = "REASON", description = "Candidates rejected for this reason.")
    private Optional<String> reason = Optional.empty();

    @Option(
            names = "--valid",
            arity = "1",
            paramLabel = "true|false",
            description = "Candidates that every check let pass, or not.")
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

    @Option(names = "--cancel", description = "Ends a run that has not ended; whom it enrolled stays enrolled.")
    private boolean cancel;

    @Option(names = "--by", defaultValue = "command line", paramLabel = "NAME", description = "Who decides that.")
    private String by = "command line";

    @Option(names = "--limit", defaultValue = "20", paramLabel = "N", description = "The most rows (default: 20).")
    private int limit = 20;

    @Option(
            names = "--after",
            paramLabel = "KEY",
            description = "The page after the one that ended with this key: of runs; of candidates with an id, or of"
                    + " --customers.")
    private Optional<String> after = Optional.empty();

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
        refuseWhatDoesNotGoTogether();
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
                all(ui, runs, organization.zoneOrUtc());
            }
        } catch (NotFoundException | IllegalArgumentException e) {
            throw new RefusedException(e.getMessage() == null ? "refused" : e.getMessage(), e);
        }
        return 0;
    }

    private void refuseWhatDoesNotGoTogether() {
        Map<String, Boolean> ofOne = new LinkedHashMap<>();
        ofOne.put("--cancel", cancel);
        ofOne.put("--decline", decline);
        ofOne.put("--customers", customers);
        ofOne.put("--candidates", candidates.isPresent());
        ofOne.put("--check", check.isPresent());
        ofOne.put("--reason", reason.isPresent());
        ofOne.put("--valid", valid.isPresent());
        Map<String, Boolean> ofAll = new LinkedHashMap<>();
        ofAll.put("--plan", plan.isPresent());
        ofAll.put("--status", status.isPresent());
        ofAll.put("--purpose", purpose.isPresent());
        ofAll.put("--from", from.isPresent());
        ofAll.put("--until", until.isPresent());
        (id.isPresent() ? ofAll : ofOne).forEach((option, given) -> {
            if (given) {
                throw new RefusedException(
                        option + ": " + (id.isPresent() ? "goes without" : "needs") + " the id of a run");
            }
        });
        if (decline && cancel) {
            throw new RefusedException("--cancel: goes without --decline");
        }
    }

    private void all(Ui ui, Runs runs, ZoneId zone) {
        Page<EnrollerRun> found = runs.list(
                query -> {
                    plan.map(PlanId::of).ifPresent(query::plan);
                    status.ifPresent(query::addStatuses);
                    purpose.ifPresent(query::addPurposes);
                    return query.from(moment("--from", from, zone)).until(moment("--until", until, zone));
                },
                new PageRequest(limit, after));
        if (format == Format.JSONL) {
            found.items().forEach(run -> ui.print(RunJson.write(run)));
        } else {
            new RunReport(ui).index(found.items());
        }
        more(ui, found);
    }

    private static Optional<Instant> moment(String option, Optional<String> text, ZoneId zone) {
        return text.map(when -> Moments.parse(when, zone)
                .orElseThrow(
                        () -> new RefusedException(option + ": \"" + when + "\" is refused: must " + Moments.RULE)));
    }

    private static void more(Ui ui, Page<?> page) {
        page.next().ifPresent(key -> ui.note("more: --after '" + key + "'"));
    }

    private SubjectList known(Organization organization) {
        return subjects.map(file -> new SubjectListReader(organization.zoneOrUtc(), false)
                        .read(file, Optional.empty(), Optional.empty()))
                .orElseGet(() -> new SubjectList(List.of(), Map.of(), 0, List.of(), new Skipped()));
    }

    private void one(Ui ui, Enrollments enrollments, RunId run) {
        Runs runs = enrollments.runs();
        command(ui, runs, run);
        RunDetail detail = runs.detail(run);
        PageRequest page = new PageRequest(limit, after);
        Page<Candidate> shown = shown(runs, run, customers ? PageRequest.first(limit) : page);
        Page<CampaignCustomer> enrolled = customers
                ? enrollments.reports().customersOf(run, columns, page)
                : new Page<>(List.of(), Optional.empty());
        if (format == Format.JSONL) {
            ui.print(RunDetailJson.write(detail));
            shown.items().forEach(candidate -> ui.print(RunDetailJson.write(candidate)));
            enrolled.items().forEach(customer -> ui.print(CampaignCustomerJson.write(customer)));
        } else {
            RunReport report = new RunReport(ui);
            report.detail(detail);
            report.sample(detail.run(), runs.sample(run, limit));
            report.candidates(shown.items());
            report.customers(enrolled.items(), columns);
        }
        more(ui, customers ? enrolled : shown);
    }

    private void command(Ui ui, Runs runs, RunId run) {
        By person = new By(by, "");
        EnrollerRun before = runs.find(run);
        if (decline && before.awaits().isEmpty()) {
            throw new RefusedException("--decline: " + run + " does not wait for a confirmation");
        }
        if (cancel && before.status().isTerminal()) {
            ui.note("note: it had ended before: " + before.status());
        }
        if (decline) {
            runs.decline(run, person);
        } else if (cancel) {
            runs.cancel(run, person);
        }
    }

    private Page<Candidate> shown(Runs runs, RunId run, PageRequest page) {
        return runs.candidates(
                run,
                query -> {
                    candidates.ifPresent(query::addStatuses);
                    check.map(CheckName::of).ifPresent(query::check);
                    reason.ifPresent(query::reason);
                    valid.ifPresent(query::valid);
                    return query;
                },
                page);
    }
}
