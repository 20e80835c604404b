package io.enrollment.examples.cli;

import io.enrollment.spi.WidePause;
import java.util.List;
import java.util.stream.Collectors;

/** Pauses of plans and channels, for people. */
final class PausedTexts {

    private PausedTexts() {}

    /** Since when, for what, by whom and why; a dash when there is none. */
    static String of(List<WidePause> pauses) {
        return pauses.isEmpty()
                ? "–"
                : pauses.stream().map(PausedTexts::text).sorted().collect(Collectors.joining("; "));
    }

    private static String text(WidePause pause) {
        String why = pause.by().reason().isBlank() ? "" : ": " + pause.by().reason();
        return RowsTable.minute(pause.since()) + " " + pause.key().cause() + " by "
                + pause.by().actor() + why;
    }
}
