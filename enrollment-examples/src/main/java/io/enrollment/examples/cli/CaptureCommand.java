package io.enrollment.examples.cli;

import io.enrollment.engine.Captures;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.json.CaptureJson;
import io.enrollment.report.Capture;
import io.enrollment.spi.NotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes one enrollment out whole. */
@Command(
        name = "capture",
        description = {
            "Writes one enrollment with everything that its decisions went by as JSON, to be decided again elsewhere:"
                    + " enrollments replay FILE. That is recorded by a quickstart with --record; of anything else there is the"
                    + " log alone.",
            "The file holds personal data: names, addresses, attributes, consents of the subject."
        },
        mixinStandardHelpOptions = true)
final class CaptureCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private DeskOptions options;

    @Parameters(paramLabel = "ENROLLMENT", description = "Its id.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String id;

    @Option(
            names = "--mask",
            description = "Without names, addresses and attributes that no plan asks for; the decisions stay the same.")
    private boolean mask;

    @Option(names = "--output", paramLabel = "FILE", description = "The file (default: standard output).")
    private Optional<Path> output = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Ui ui = Ui.of(spec.commandLine());
        Capture capture = captured();
        String written = CaptureJson.write(mask ? CaptureJson.masked(capture) : capture);
        if (output.isPresent()) {
            Files.writeString(output.get(), written);
        } else {
            ui.out().print(written);
            ui.out().flush();
        }
        ui.note(capture.replayable() + " of " + capture.log().size() + " log entries can be decided again"
                + output.map(to -> ": " + to).orElse(""));
        return 0;
    }

    private Capture captured() {
        try (Desk desk = Desk.open(options)) {
            Captures captures = desk.enrollments().captures();
            return captures.capture(EnrollmentId.of(id));
        } catch (NotFoundException | IllegalArgumentException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }
}
