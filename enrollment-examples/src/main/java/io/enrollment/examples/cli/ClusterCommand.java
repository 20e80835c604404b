package io.enrollment.examples.cli;

import io.enrollment.examples.cluster.ClusterReport;
import io.enrollment.examples.cluster.ClusterSettings;
import io.enrollment.examples.cluster.ClusterTrial;
import io.enrollment.examples.cluster.ProviderKind;
import io.enrollment.examples.database.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Kills the processes of a cluster again and again. */
@Command(
        name = "cluster",
        description = {
            "Runs several engine processes on one PostgreSQL, which hand messages to a provider that writes every"
                    + " hand-off down, and kills one of them (kill -9) in every round: at a random moment, or while a"
                    + " message of its is at the provider and not answered. Another one takes its place. In the end:",
            "with a provider that recognizes repeated keys, every message was accepted exactly once, and what was handed"
                    + " off again was the same word for word, although every process would have written another; with a plain one"
                    + " none was handed off twice, and those are UNCERTAIN, and listed, whose outcome was in doubt;",
            "with both, nothing is lost and nobody is stuck. Exit code 1 when a promise was broken."
        },
        mixinStandardHelpOptions = true,
        footer = HelpTexts.ENDING)
final class ClusterCommand implements Callable<Integer> {

    private static final int SHOWN = 20;

    @Option(names = "--nodes", defaultValue = "3", description = "How many processes at a time, 1 to 16 (default: 3).")
    private int nodes;

    @Option(names = "--rounds", defaultValue = "100", description = "How many kills, 1 to 10000 (default: 100).")
    private int rounds;

    @Option(
            names = "--provider",
            defaultValue = "dedupe",
            description = "dedupe: recognizes repeated keys (default); plain: does not, and cannot be asked.")
    private ProviderKind provider = ProviderKind.DEDUPE;

    @Option(
            names = "--subjects",
            paramLabel = "M",
            description = "How many people get three messages each, 1 to 1000000 (default: 30 in each round).")
    private Optional<Integer> subjects = Optional.empty();

    @Option(names = "--seed", defaultValue = "1", description = "What the chance begins with (default: 1).")
    private long seed;

    @Option(
            names = "--database-url",
            paramLabel = "JDBC",
            description = "A PostgreSQL to work on, in a schema of its own (default: one that is started for it).")
    private Optional<String> database = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        check("--nodes", nodes, 16);
        check("--rounds", rounds, 10_000);
        int people = subjects.orElse(rounds * 30);
        check("--subjects", people, 1_000_000);
        Ui ui = Ui.of(spec.commandLine());
        Path folder = Files.createTempDirectory("cluster");
        Progress progress = new Progress(ui, "killed");
        ClusterTrial trial = new ClusterTrial(new ClusterSettings(provider, nodes, rounds, people, seed));
        try (PostgresServer server = PostgresServer.open(database, Map.of("max_connections", "200"))) {
            ClusterReport report = trial.run(server, folder, killed -> progress.at(killed, rounds));
            progress.done();
            print(ui, report, folder);
            ui.note("what the processes printed is in " + folder);
            return report.passed() ? 0 : 1;
        }
    }

    private void print(Ui ui, ClusterReport report, Path folder) throws IOException {
        say(
                ui,
                "%d kills of %d processes in %d s, %d of them with a message at the provider that was not answered",
                report.kills(),
                nodes,
                report.took().toSeconds(),
                report.inMidAir());
        say(ui, "%,d enrollments that the dead had claimed were taken over", report.takenOver());
        say(
                ui,
                "%,d enrollments, %,d messages: %,d hand-offs, %,d of them again under the same key, %,d UNCERTAIN"
                        + " (%,d of them because the provider did not answer in time)",
                report.enrollments(),
                report.messages(),
                report.handOffs(),
                report.handedOffAgain(),
                report.uncertain().size(),
                report.unanswered());
        list(ui, report.uncertain(), folder);
        boolean plain = provider == ProviderKind.PLAIN;
        ui.print((plain ? "no message handed off twice, UNCERTAIN just those in doubt" : "every message accepted once")
                + ", none lost, nobody stuck: " + (report.passed() ? "yes" : "NO"));
        report.faults().forEach(fault -> ui.print(ui.paint(Ui.Color.BAD, fault)));
    }

    /** The first of them; all of them go into a file when there are many. */
    private static void list(Ui ui, List<ClusterReport.Uncertain> uncertain, Path folder) throws IOException {
        List<String> lines = uncertain.stream()
                .map(one ->
                        "UNCERTAIN " + one.key() + (one.arrived() ? "  (the provider has it)" : "  (it never left)"))
                .toList();
        lines.stream().limit(SHOWN).forEach(ui::print);
        if (lines.size() > SHOWN) {
            Path all = Files.write(folder.resolve("uncertain.txt"), lines);
            say(ui, "and %,d more: see %s", lines.size() - SHOWN, all);
        }
    }

    private static void say(Ui ui, String format, Object... values) {
        ui.print(String.format(Locale.ROOT, format, values));
    }

    private void check(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(spec.commandLine(), option + ": must be 1 to " + most);
        }
    }
}
