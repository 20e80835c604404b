package io.enrollment.examples.cli;

import java.util.Locale;

/** Tells on standard error how far a long piece of work is: in place on a terminal, else now and then. Not thread-safe. */
final class Progress {

    private static final long ON_TERMINAL_NANOS = 200_000_000L;
    private static final long ELSEWHERE_NANOS = 10_000_000_000L;

    private final Ui ui;
    private final String label;
    private long last = System.nanoTime();
    private boolean shown;

    Progress(Ui ui, String label) {
        this.ui = ui;
        this.label = label;
    }

    /** So many of so many. */
    void at(long done, long total) {
        at(String.format(Locale.ROOT, "%,d of %,d", done, total));
    }

    /** Wherever that is. */
    void at(String place) {
        long now = System.nanoTime();
        if (now - last < (ui.isTerminal() ? ON_TERMINAL_NANOS : ELSEWHERE_NANOS)) {
            return;
        }
        last = now;
        shown = true;
        if (ui.isTerminal()) {
            ui.passing(label + ": " + place);
        } else {
            ui.note(label + ": " + place);
        }
    }

    /** Clears the line. */
    void done() {
        if (shown && ui.isTerminal()) {
            ui.passing("");
        }
    }
}
