package io.enrollment.examples.cli;

import io.enrollment.engine.Templates;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.examples.quickstart.PlanLibrary;
import io.enrollment.examples.quickstart.Quickstart;
import io.enrollment.examples.quickstart.QuickstartSettings;
import io.enrollment.imports.InputException;
import io.enrollment.imports.SubjectList;
import io.enrollment.imports.SubjectListReader;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanContext;
import io.enrollment.spi.MessageRenderer;
import io.enrollment.subject.ChannelKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole way, end to end. */
@Command(
        name = "quickstart",
        description = {
            "Publishes plans, enrolls a thousand leads, checks each one, and runs the plans to their end on a virtual"
                    + " clock: real mail over SMTP to a server in this process, texts over HTTP to an endpoint in this"
                    + " process, everything kept in an H2 database on disk. Then shows who is where, and why.",
            "Started again on the same folder it sends nothing twice and enrolls nobody twice; killed in the middle and"
                    + " started again, it goes on where it was."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "In the folder --data: enrollment.mv.db (the database), mail/*.eml and texts/*.json (what was",
            "accepted, one file each, named by the idempotency key). Delete the folder to begin anew.",
            HelpTexts.ENDING
        })
final class QuickstartCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "enrollment-quickstart",
            description = "Where the database and the accepted messages are kept (default: ./enrollment-quickstart).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Option(
            names = "--plans",
            paramLabel = "DIR",
            description = "A folder with plans (*.json) and templates (*.mustache) instead of those in the jar.")
    private Optional<Path> plans = Optional.empty();

    @Option(
            names = "--leads",
            paramLabel = "FILE",
            description = "Leads (CSV or JSON Lines, see evaluate --help) instead of the thousand in the jar.")
    private Optional<Path> leads = Optional.empty();

    @Option(names = "--consents", paramLabel = "FILE", description = "The consents of --leads.")
    private Optional<Path> consents = Optional.empty();

    @Option(names = "--history", paramLabel = "FILE", description = "The earlier enrollments of --leads.")
    private Optional<Path> history = Optional.empty();

    @Option(
            names = "--start",
            paramLabel = "INSTANT",
            defaultValue = "2026-03-02T14:00:00Z",
            description = "What the virtual clock shows at first (default: 2026-03-02T14:00:00Z).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Instant start;

    @Option(
            names = "--record",
            description = "Records what decisions go by, for: enrollments capture; a few kilobytes for each.")
    private boolean recording;

    @Option(names = "--lease", hidden = true, defaultValue = "PT15S", description = "How long a claim holds.")
    private Duration lease = Duration.ofSeconds(15);

    @Option(names = "--halt-after", hidden = true, description = "Ends the process after so many hand-offs.")
    private Optional<Integer> haltAfter = Optional.empty();

    @Option(names = "--state", hidden = true, description = "Writes the final state to a file.")
    private Optional<Path> state = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Ui ui = Ui.of(spec.commandLine());
        QuickstartSettings settings = settings(ui);
        RunCounter counter = new RunCounter(ui);
        try (Quickstart quickstart = Quickstart.open(settings, counter)) {
            QuickstartReport report = new QuickstartReport(ui, quickstart);
            report.places(settings.data());
            Map<Plan, List<EnrollmentResult>> attempts = new LinkedHashMap<>();
            for (Plan plan : settings.plans()) {
                report.published(quickstart.publish(plan));
                attempts.put(plan, quickstart.enroll(plan));
            }
            attempts.forEach(report::funnel);
            quickstart.run(counter);
            counter.done();
            report.afterRun(settings.plans(), counter);
            if (state.isPresent()) {
                FinalState.write(quickstart.enrollments(), settings.plans(), state.get());
            }
        }
        return 0;
    }

    /** Reads and judges everything before the first byte of the database is written. */
    private QuickstartSettings settings(Ui ui) throws IOException {
        if (leads.isEmpty() && (consents.isPresent() || history.isPresent())) {
            throw new RefusedException("--consents and --history need --leads");
        }
        if (Files.exists(data) && !Files.isDirectory(data)) {
            throw new RefusedException("--data: " + data + " must be a folder, or a name that is free");
        }
        Organization organization = organization();
        PlanLibrary library = new PlanLibrary(plans);
        MessageRenderer templates = Templates.from(library::template);
        List<Plan> read = plans(ui, library, organization, templates);
        SubjectList list = leads(ui, organization);
        read.forEach(plan -> EventKeyFields.check(plan, list.subjects()));
        return QuickstartSettings.builder()
                .data(data)
                .plans(read)
                .templates(templates)
                .leads(list)
                .organization(organization)
                .start(start)
                .lease(lease)
                .record(recording)
                .haltAfterHandOffs(haltAfter)
                .build();
    }

    /** The one organization of the quickstart's database. */
    static Organization organization() {
        Organization.Builder organization = Organization.named("Acme Motors")
                .zone("America/Toronto")
                .sentBy("Acme Motors, 1 Main St, Toronto, ON, Canada")
                .unsubscribeAt("https://acme.example/unsubscribe");
        return organization.country("CA").build();
    }

    private static List<Plan> plans(Ui ui, PlanLibrary library, Organization organization, MessageRenderer templates)
            throws IOException {
        PlanContext.Builder builder = PlanContext.builder();
        PlanContext context = builder.organization(organization)
                .addChannels(ChannelKind.EMAIL, ChannelKind.TEXT)
                .templateExists(templates::exists)
                .build();
        List<Plan> plans = new ArrayList<>();
        for (String name : library.plans()) {
            try (InputStream in = library.openPlan(name)) {
                Plan plan = PlanFile.read(name, in);
                PlanFile.validate(name, plan, context, ui);
                refuseSameId(name, plan, plans);
                plans.add(plan);
            }
        }
        return plans;
    }

    private static void refuseSameId(String name, Plan plan, List<Plan> others) {
        if (others.stream().anyMatch(other -> other.id().equals(plan.id()))) {
            throw InputException.file(name, "have another id than " + plan.id() + ", which another plan has");
        }
    }

    private SubjectList leads(Ui ui, Organization organization) {
        SubjectListReader reader = new SubjectListReader(organization.zoneOrUtc(), false);
        SubjectList list = leads.map(file -> reader.read(file, consents, history))
                .orElseGet(() -> reader.readResources(
                        PlanLibrary.class, "/data/leads.csv", "/data/consents.csv", "/data/history.csv"));
        leads.ifPresent(file -> SubjectOptions.tell(list, file, ui));
        return list;
    }
}
