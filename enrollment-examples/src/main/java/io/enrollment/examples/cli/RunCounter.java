package io.enrollment.examples.cli;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.examples.quickstart.RunObserver;
import io.enrollment.spi.EngineListener;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what happens in a run, and shows how far it is. */
final class RunCounter implements EngineListener, RunObserver {

    private final Ui ui;
    private final Progress progress;
    private final Map<LogKind, Long> counts = new EnumMap<>(LogKind.class);
    private boolean waited;

    RunCounter(Ui ui) {
        this.ui = ui;
        this.progress = new Progress(ui, "running");
    }

    @Override
    public synchronized void onTransition(Enrollment after, List<LogEntry> log) {
        log.forEach(entry -> counts.merge(entry.kind(), 1L, Long::sum));
    }

    @Override
    public void reached(Instant now) {
        progress.at(() -> "virtual " + now.atOffset(ZoneOffset.UTC).toLocalDate() + ", " + count(LogKind.SENT)
                + " messages sent");
    }

    @Override
    public void waitingForLeases() {
        if (!waited) {
            waited = true;
            ui.note("an earlier run died with steps in hand; waiting for its leases to run out");
        }
    }

    synchronized long count(LogKind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    void done() {
        progress.done();
    }
}
