package io.enrollment.examples.cli;

import io.enrollment.engine.ImportAudience;
import io.enrollment.engine.RunRequest;
import io.enrollment.engine.Runs;
import io.enrollment.enrollment.Command.By;
import io.enrollment.imports.Skipped;
import io.enrollment.imports.SubjectList;
import io.enrollment.imports.SubjectListReader;
import io.enrollment.imports.SubjectStream;
import io.enrollment.plan.Organization;
import io.enrollment.plan.PlanId;
import io.enrollment.report.RunDetail;
import io.enrollment.run.Candidate;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunId;
import io.enrollment.run.RunPurpose;
import io.enrollment.run.RunStatus;
import io.enrollment.spi.AudienceSource;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.SubjectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One enroller run over a file. */
@Command(
        name = "run",
        description = {
            "Runs a plan of the quickstart's database over an audience from a file: finds whom the plan's audience queries"
                    + " ask for (everybody in the file, when the plan has none), checks each one, enrolls those that pass,"
                    + " and shows the funnel. Nothing is sent.",
            "Writes the flow chart as SVG and Mermaid and the run as JSON. Enrolls nobody with --purpose"
                    + " CAMPAIGN_SIMULATION, and evaluates nobody with CRITERION_STATS.",
            "With --purpose CUSTOMER_EVALUATION and --subject, checks one subject of the file against every active plan, and"
                    + " enrolls nobody."
        },
        mixinStandardHelpOptions = true,
        footer = {HelpTexts.ENDING})
final class RunCommand implements Callable<Integer> {

    private static final int SAMPLE = 10;
    private static final int MOST_PLANS = 1000;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "enrollment-quickstart",
            description = "The folder of the quickstart (default: ./enrollment-quickstart).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Option(
            names = "--plan",
            paramLabel = "ID",
            description = "A plan that is published there. Required, except with --purpose CUSTOMER_EVALUATION.")
    private Optional<String> plan = Optional.empty();

    @Option(
            names = "--subject",
            paramLabel = "ID",
            description = "Who is evaluated, with --purpose CUSTOMER_EVALUATION: an id of --audience.")
    private Optional<String> subject = Optional.empty();

    @Option(
            names = "--audience",
            required = true,
            paramLabel = "FILE",
            description = "The subjects: CSV or JSON Lines, see evaluate --help.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path audience;

    @Option(
            names = "--stream",
            description =
                    "Reads --audience as it goes, for files that do not fit in memory: a bad row is told and passed"
                            + " over. Without --consents and --history.")
    private boolean stream;

    @Option(
            names = "--map",
            paramLabel = "COLUMN=NAME",
            description = "What a column of the file is called here, with --stream; may be repeated.")
    private Map<String, String> names = Map.of();

    @Option(names = "--consents", paramLabel = "FILE", description = "The consents of --audience.")
    private Optional<Path> consents = Optional.empty();

    @Option(names = "--history", paramLabel = "FILE", description = "The earlier enrollments of --audience.")
    private Optional<Path> history = Optional.empty();

    @Option(
            names = "--purpose",
            defaultValue = "DEFAULT",
            paramLabel = "PURPOSE",
            description = "DEFAULT, CAMPAIGN_SIMULATION, CRITERION_STATS, CUSTOMER_EVALUATION, or"
                    + " CAMPAIGN_EVALUATION_AND_EXPIRE, which also expires who is enrolled and does not match any more, if"
                    + " the plan says so (default: DEFAULT).")
    private RunPurpose purpose = RunPurpose.DEFAULT;

    @Option(
            names = "--confirm",
            paramLabel = "RUN",
            description = "Goes on with this run, which waits for a confirmation, in the place of a new one.")
    private Optional<String> confirm = Optional.empty();

    @Option(names = "--at", paramLabel = "INSTANT", description = "What the clock shows (default: now).")
    private Optional<Instant> at = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", description = "Where to write (default: DATA/runs).")
    private Optional<Path> out = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Ui ui = Ui.of(spec.commandLine());
        refuseWhatDoesNotGoTogether();
        Organization organization = QuickstartCommand.organization();
        SubjectList list = list(organization, ui);
        Optional<ImportAudience> streamed = stream ? Optional.of(streamed(ui)) : Optional.empty();
        AudienceSource everybody =
                streamed.<AudienceSource>map(file -> file).orElseGet(() -> AudienceSource.of(list.subjects()));
        AudienceSource source = purpose.isOfOnePlan() ? new AudienceOfPlan(planId(), everybody) : AudienceSource.none();
        InstantSource clock = at.map(RunCommand::from).orElseGet(InstantSource::system);
        made(out);
        Progress progress = new Progress(ui, "run");
        try (RunDesk desk = new RunDesk(data, organization, list, source, clock, told(progress, clock))) {
            EnrollerRun run = carryOut(desk);
            progress.done();
            streamed.ifPresent(file -> passedOver(file, ui));
            RunReport report = new RunReport(ui);
            RunDetail detail = RunDetail.of(run, clock.instant());
            report.detail(detail);
            report.sample(run, desk.enrollments().runs().sample(run.id(), SAMPLE));
            if (!purpose.isOfOnePlan()) {
                report.candidates(candidates(desk.enrollments().runs(), run));
            }
            report.write(detail, out.orElse(data.resolve("runs")));
            return run.status() == RunStatus.ERROR ? 1 : 0;
        }
    }

    /** Before there is a run, which nobody could take back then. */
    private static void made(Optional<Path> folder) {
        if (folder.isPresent()) {
            try {
                Files.createDirectories(folder.get());
            } catch (IOException e) {
                throw new RefusedException("--out: " + folder.get() + " cannot be made a folder", e);
            }
        }
    }

    private void refuseWhatDoesNotGoTogether() {
        boolean ofOnePlan = purpose.isOfOnePlan();
        refuse(ofOnePlan && plan.isEmpty(), "--plan: is missing; only --purpose CUSTOMER_EVALUATION goes without");
        refuse(ofOnePlan && subject.isPresent(), "--subject: goes with --purpose CUSTOMER_EVALUATION, not " + purpose);
        refuse(
                !ofOnePlan && subject.isEmpty(),
                "--subject: is missing; --purpose " + purpose + " is about one subject");
        refuse(
                !ofOnePlan && plan.isPresent(),
                "--plan: goes without --purpose " + purpose + ", which is of every plan");
        refuse(
                !ofOnePlan && (stream || confirm.isPresent()),
                (stream ? "--stream" : "--confirm") + ": goes without --purpose " + purpose);
        refuse(!stream && !names.isEmpty(), "--map: goes with --stream");
        refuse(
                stream && purpose == RunPurpose.CAMPAIGN_EVALUATION_AND_EXPIRE,
                "--stream: goes without --purpose " + purpose
                        + ", which has to look up whether who is enrolled still matches");
    }

    private static void refuse(boolean wrong, String why) {
        if (wrong) {
            throw new RefusedException(why);
        }
    }

    /** One for each plan. */
    private static List<Candidate> candidates(Runs runs, EnrollerRun run) {
        return runs.candidates(run.id(), query -> query, PageRequest.first(MOST_PLANS))
                .items();
    }

    /** What the run found and what is told here are together the rows of the file. */
    private void passedOver(ImportAudience file, Ui ui) {
        if (file.badRows() > 0) {
            ui.note("note: " + file.badRows() + " bad rows of " + audience
                    + " were passed over; the run did not find them");
        }
    }

    private ImportAudience streamed(Ui ui) throws IOException {
        ImportAudience.Opening opening = SubjectStream.of(audience, names);
        // A file without a usable header is refused before there is a run.
        try (ImportAudience.Rows rows = opening.open()) {
            rows.next();
            if (rows instanceof SubjectStream noticed) {
                noticed.notes().forEach(note -> ui.note("note: " + note));
            }
        }
        return ImportAudience.of(opening, row -> ui.note("note: " + row.message()));
    }

    private PlanId planId() {
        try {
            return PlanId.of(plan.orElseThrow());
        } catch (IllegalArgumentException e) {
            throw new RefusedException("--plan: " + e.getMessage(), e);
        }
    }

    private SubjectList list(Organization organization, Ui ui) {
        if (stream && (consents.isPresent() || history.isPresent())) {
            throw new RefusedException("--stream: goes without --consents and --history, which are read whole");
        }
        if (stream) {
            return new SubjectList(List.of(), Map.of(), 0, List.of(), new Skipped());
        }
        SubjectList list = new SubjectListReader(organization.zoneOrUtc(), false).read(audience, consents, history);
        SubjectOptions.tell(list, audience, ui);
        return list;
    }

    private EnrollerRun carryOut(RunDesk desk) {
        Runs runs = desk.enrollments().runs();
        By by = new By("command line", "audience " + audience.getFileName());
        String option = subject.isPresent() ? "--subject: " : confirm.isPresent() ? "--confirm: " : "--plan: ";
        EnrollerRun run;
        try {
            run = confirm.isPresent() ? runs.confirm(waiting(runs), by) : asked(runs, by);
        } catch (NotFoundException | IllegalArgumentException e) {
            throw new RefusedException(option + e.getMessage(), e);
        }
        return desk.carriedOut(run.id());
    }

    private EnrollerRun asked(Runs runs, By by) {
        if (subject.isPresent()) {
            return runs.evaluate(SubjectId.of(subject.get()), by);
        }
        RunRequest.Builder request = RunRequest.builder();
        return runs.start(
                request.plan(planId()).purpose(purpose).everybody(true).by(by).build());
    }

    /** A run of the same plan: another plan's was not meant, and would be evaluated over the wrong file. */
    private RunId waiting(Runs runs) {
        EnrollerRun run = runs.find(RunId.of(confirm.orElseThrow()));
        if (run.awaits().isEmpty() || run.plan().filter(planId()::equals).isEmpty()) {
            throw new RefusedException("--confirm: " + run.id() + " is no run of " + planId() + " that waits");
        }
        return run.id();
    }

    /** A clock that goes on from an instant. */
    private static InstantSource from(Instant start) {
        return Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), start));
    }

    private static EngineListener told(Progress progress, InstantSource clock) {
        return new EngineListener() {
            @Override
            public void onRun(EnrollerRun run) {
                RunDetail detail = RunDetail.of(run, clock.instant());
                String left = detail.left()
                        .map(time -> ", about " + time.toSeconds() + " s left")
                        .orElse("");
                progress.at(() -> String.format(
                        Locale.ROOT, "%,d found, %,.0f a second%s", run.found(), detail.perSecond(), left));
            }
        };
    }
}
