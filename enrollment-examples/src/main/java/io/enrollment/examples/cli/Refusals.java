package io.enrollment.examples.cli;

import io.enrollment.imports.InputException;
import io.enrollment.json.InvalidDocumentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Tells people what was wrong, in words and by the exit code; never by a stack trace. */
final class Refusals {

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private Refusals() {}

    /** A command line that cannot be understood. */
    static int onWrongUsage(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        report(line, String.valueOf(e.getMessage()));
        line.getErr().println("Try: " + line.getCommandSpec().qualifiedName() + " --help");
        line.getErr().flush();
        return CommandLine.ExitCode.USAGE;
    }

    /** A command that did not come to its end. */
    static int onFailure(Exception e, CommandLine line, ParseResult parsed) {
        line.getOut().flush();
        if (isRefusal(e)) {
            report(line, String.valueOf(e.getMessage()));
            return CommandLine.ExitCode.USAGE;
        }
        log.debug("Command failed", e);
        report(line, words(e));
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** The memory is not enough. */
    static int onTooLarge(CommandLine line, OutOfMemoryError e) {
        log.debug("Command failed", e);
        report(
                line,
                "the memory of Java is not enough; give it more (java -Xmx4g -jar …), or let a list of a run stream by"
                        + " (run --stream)");
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static boolean isRefusal(Exception e) {
        return e instanceof InputException || e instanceof InvalidDocumentException || e instanceof RefusedException;
    }

    private static void report(CommandLine line, String message) {
        String label = line.getColorScheme().ansi().string("@|bold,red error:|@ ");
        line.getErr().println(label + message);
        line.getErr().flush();
    }

    private static String words(Throwable e) {
        if (e instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
            return words(unchecked.getCause());
        }
        if (e instanceof NoSuchFileException) {
            return e.getMessage() + ": no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return e.getMessage() + ": access denied";
        }
        String message = String.valueOf(e.getMessage());
        boolean selfExplaining = e instanceof FileSystemException || e instanceof IOException;
        return selfExplaining ? message : e.getClass().getSimpleName() + ": " + message;
    }
}
