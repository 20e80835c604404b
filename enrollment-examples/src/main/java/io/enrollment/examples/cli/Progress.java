package io.enrollment.examples.cli;

import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Tells on standard error how far a long piece of work is: in place on a terminal, else now and then. Not thread-safe. */
final class Progress {

    private static final long ON_TERMINAL_NANOS = 200_000_000L;
    private static final long ELSEWHERE_NANOS = 10_000_000_000L;

    private final Ui ui;
    private final String label;
    private final LongSupplier nanos;
    private long last;
    private boolean shown;

    Progress(Ui ui, String label) {
        this(ui, label, System::nanoTime);
    }

    Progress(Ui ui, String label, LongSupplier nanos) {
        this.ui = ui;
        this.label = label;
        this.nanos = nanos;
        this.last = nanos.getAsLong();
    }

    /** So many of so many. */
    void at(long done, long total) {
        at(() -> String.format(Locale.ROOT, "%,d of %,d", done, total));
    }

    /** Wherever that is; asked for only when it is told. */
    void at(Supplier<String> place) {
        long now = nanos.getAsLong();
        if (now - last < (ui.isTerminal() ? ON_TERMINAL_NANOS : ELSEWHERE_NANOS)) {
            return;
        }
        last = now;
        shown = true;
        if (ui.isTerminal()) {
            ui.passing(label + ": " + place.get());
        } else {
            ui.note(label + ": " + place.get());
        }
    }

    /** Clears the line. */
    void done() {
        if (shown && ui.isTerminal()) {
            ui.passing("");
        }
    }
}
