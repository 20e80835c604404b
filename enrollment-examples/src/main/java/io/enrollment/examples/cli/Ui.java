package io.enrollment.examples.cli;

import java.io.PrintWriter;
import picocli.CommandLine;

/** Where a command writes to, and whether in color. */
final class Ui {

    /** The colors in use: what they mean, not what they look like. */
    enum Color {
        GOOD(32),
        BAD(31),
        WARN(33),
        QUIET(90),
        STRONG(1);

        private final int code;

        Color(int code) {
            this.code = code;
        }
    }

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean colored;

    Ui(PrintWriter out, PrintWriter err, boolean colored) {
        this.out = out;
        this.err = err;
        this.colored = colored;
    }

    static Ui of(CommandLine line) {
        return new Ui(line.getOut(), line.getErr(), line.getColorScheme().ansi().enabled());
    }

    PrintWriter out() {
        return out;
    }

    /** Whether somebody looks at it as it comes. */
    boolean isTerminal() {
        return colored;
    }

    void print(String line) {
        out.println(line);
    }

    void heading(String text) {
        out.println();
        out.println(paint(Color.STRONG, text));
    }

    /** A note on standard error. */
    void note(String text) {
        err.println(text);
        err.flush();
    }

    /** A line on standard error that the next one replaces, on a terminal. */
    void passing(String text) {
        err.print("\r" + text + "\u001B[K");
        err.flush();
    }

    String paint(Color color, String text) {
        return colored && !text.isEmpty() ? "\u001B[" + color.code + "m" + text + "\u001B[0m" : text;
    }
}
