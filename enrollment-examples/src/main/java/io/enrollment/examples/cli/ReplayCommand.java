package io.enrollment.examples.cli;

import io.enrollment.enrollment.Rules;
import io.enrollment.json.CaptureJson;
import io.enrollment.json.InvalidDocumentException;
import io.enrollment.json.QuietHoursJson;
import io.enrollment.report.Capture;
import io.enrollment.report.Replay;
import io.enrollment.report.ReplayReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Decides a captured enrollment again. */
@Command(
        name = "replay",
        description = {
            "Makes the decisions of a captured enrollment again, by the engine of today and its built-in rules of law, and"
                    + " tells the first that is another. Needs no database. Exit code 1 when there is one."
        },
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "What enrollments capture wrote.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Option(names = "--all", description = "Tells every difference, not the first only.")
    private boolean all;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Ui ui = Ui.of(spec.commandLine());
        Rules rules = Rules.builder().quietHours(QuietHoursJson.builtIn()).build();
        ReplayReport report = Replay.of(capture(), rules);
        report.differences().stream().limit(all ? Long.MAX_VALUE : 1).forEach(one -> ui.print(one.toString()));
        String replayed = report.replayed() + " of " + report.entries() + " log entries decided again";
        if (report.isSame()) {
            ui.print(replayed + ", all as they were");
            return CommandLine.ExitCode.OK;
        }
        ui.note(replayed + ", differences: " + report.differences().size());
        return CommandLine.ExitCode.SOFTWARE;
    }

    private Capture capture() {
        try {
            return CaptureJson.read(Files.readString(file));
        } catch (IOException e) {
            throw new RefusedException(file + ": must be a file that can be read as UTF-8", e);
        } catch (InvalidDocumentException e) {
            throw new RefusedException(file + ": " + e.getMessage(), e);
        }
    }
}
