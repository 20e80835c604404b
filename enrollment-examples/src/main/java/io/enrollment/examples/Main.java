package io.enrollment.examples;

import io.enrollment.examples.cli.Cli;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The command line of the examples: {@code java -jar enrollment-examples.jar COMMAND}. */
public final class Main {

    private Main() {}

    /**
     * Runs a command and ends the process with its exit code: 0 done, 1 failed, 2 the command line or a file is refused.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        PrintWriter out = utf8(FileDescriptor.out);
        PrintWriter err = utf8(FileDescriptor.err);
        int exitCode = Cli.run(out, err, args);
        out.flush();
        err.flush();
        System.exit(exitCode);
    }

    /** UTF-8 whatever the locale of the machine, since names are written in every script. */
    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
