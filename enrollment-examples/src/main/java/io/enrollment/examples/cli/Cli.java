package io.enrollment.examples.cli;

import io.enrollment.imports.Moments;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command line as a whole. */
@Command(
        name = "enrollment-examples",
        description = "Runs the Enrollment engine in small hosts of its own.",
        mixinStandardHelpOptions = true,
        version = "enrollment-examples 0.1.0-SNAPSHOT",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            QuickstartCommand.class,
            RunCommand.class,
            RunsCommand.class,
            TroubleshootCommand.class,
            EvaluateCommand.class,
            SimulateCommand.class,
            EnrollmentsCommand.class,
            PlansCommand.class,
            ChannelsCommand.class,
            GenerateLeadsCommand.class,
            KillTestCommand.class,
            RunNodeCommand.class,
            ClusterCommand.class,
            ClusterNodeCommand.class,
            BenchCommand.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Done.",
            "1:Something went wrong while running; the message says what.",
            "2:The command line or an input file is refused; nothing was done."
        },
        footer = {
            "",
            "Results go to standard output in UTF-8; progress, notes and errors go to standard error.",
            "Colors are used on a terminal only, and not when NO_COLOR is set.",
            "",
            "Begin with:  java -jar enrollment-examples.jar quickstart",
            "Read more:   java -jar enrollment-examples.jar COMMAND --help"
        })
public final class Cli implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    Cli() {}

    /**
     * Runs a command.
     *
     * @param out where results go
     * @param err where everything else goes
     * @param args the command and its options
     * @return the exit code: 0 done, 1 failed, 2 refused
     */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new Cli());
        line.setOut(out).setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(ZoneId.class, Cli::zone);
        line.registerConverter(Instant.class, Cli::instant);
        line.setUsageHelpAutoWidth(true);
        line.setParameterExceptionHandler(Refusals::onWrongUsage);
        line.setExecutionExceptionHandler(Refusals::onFailure);
        int exitCode = execute(line, args);
        out.flush();
        err.flush();
        return exitCode;
    }

    /** A list that is too large for the memory is no fault of the program, and has a way out. */
    private static int execute(CommandLine line, String... args) {
        try {
            return line.execute(args);
        } catch (OutOfMemoryError tooLarge) {
            return Refusals.onTooLarge(line, tooLarge);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            TypeConversionException refusal =
                    new TypeConversionException("\"" + text + "\" must be a time zone such as America/Toronto");
            refusal.initCause(e);
            throw refusal;
        }
    }

    private static Instant instant(String text) {
        return Moments.parse(text, ZoneOffset.UTC)
                .orElseThrow(() -> new TypeConversionException("\"" + text + "\" must " + Moments.RULE));
    }

    /** Refuses a command line without a command. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
