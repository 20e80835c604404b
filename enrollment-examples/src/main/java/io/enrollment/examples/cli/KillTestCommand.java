package io.enrollment.examples.cli;

import io.enrollment.examples.killtest.KillReport;
import io.enrollment.examples.killtest.KillTest;
import io.enrollment.examples.killtest.RunKillReport;
import io.enrollment.examples.killtest.RunKillTest;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Kills the quickstart again and again. */
@Command(
        name = "kill-test",
        description = {
            "Runs the quickstart for a few leads in processes of their own and kills them (SIGKILL) at random moments"
                    + " and right after hand-offs, starting again on the same database each time. In the end every"
                    + " database must be as after an undisturbed run, and every message accepted exactly once."
        },
        mixinStandardHelpOptions = true,
        footer = HelpTexts.ENDING)
final class KillTestCommand implements Callable<Integer> {

    private static final int PEOPLE = 200;

    @Option(names = "--rounds", defaultValue = "24", description = "How many kills, 1 to 10000 (default: 24).")
    private int rounds;

    @Option(names = "--leads", defaultValue = "40", description = "How many leads, 1 to 1000 (default: 40).")
    private int leads;

    @Option(
            names = "--run",
            description =
                    "Kills nodes that carry out an enroller run on PostgreSQL instead, for 200 people: candidates,"
                            + " enrollments and counts must be as after an undisturbed run.")
    private boolean run;

    @Option(names = "--seed", defaultValue = "1", description = "What the chance begins with (default: 1).")
    private long seed;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "An empty folder to work in, which is kept (default: a temporary one).")
    private Optional<Path> data = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, MessagingException, SQLException {
        check("--rounds", rounds, 10_000);
        check("--leads", leads, 1_000);
        Ui ui = Ui.of(spec.commandLine());
        Path folder = data.isPresent() ? Files.createDirectories(data.get()) : Files.createTempDirectory("kill-test");
        return run ? killRuns(ui, folder) : killQuickstarts(ui, folder);
    }

    private int killRuns(Ui ui, Path folder) throws IOException, InterruptedException, SQLException {
        Progress progress = new Progress(ui, "killed");
        RunKillReport report = new RunKillTest(folder, rounds, PEOPLE, seed).run(killed -> progress.at(killed, rounds));
        progress.done();
        ui.print(report.kills() + " nodes killed, " + report.atWork() + " of them at work on the run; "
                + report.series() + " runs to their end");
        ui.print(report.facts() + " counts, candidates and enrollments of each as of an undisturbed run: "
                + (report.passed() ? "yes" : "NO"));
        report.faults().forEach(fault -> ui.print(ui.paint(Ui.Color.BAD, fault)));
        return report.passed() ? 0 : 1;
    }

    private int killQuickstarts(Ui ui, Path folder) throws IOException, InterruptedException, MessagingException {
        Progress progress = new Progress(ui, "killed");
        KillReport report = new KillTest(folder, rounds, leads, seed).run(killed -> progress.at(killed, rounds));
        progress.done();
        ui.print(report.kills() + " kills, " + report.betweenHandOffAndSettle()
                + " of them between hand-off and settlement; " + report.series() + " runs to the end of the plans");
        ui.print(
                report.messages() + " messages a run, each accepted exactly once: " + (report.passed() ? "yes" : "NO"));
        report.faults().forEach(fault -> ui.print(ui.paint(Ui.Color.BAD, fault)));
        ui.print("data in " + folder);
        return report.passed() ? 0 : 1;
    }

    private void check(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(spec.commandLine(), option + ": must be 1 to " + most);
        }
    }
}
