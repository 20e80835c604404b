package io.enrollment.examples.cli;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.spi.EngineListener;
import java.util.List;
import java.util.Locale;

/** Tells how far a simulation is: first how many subjects were tried, then the virtual time that it has come to. Not thread-safe. */
final class SimulationProgress implements EngineListener {

    private final Progress progress;
    private final long subjects;
    private long attempts;
    private long entries;

    SimulationProgress(Ui ui, long subjects) {
        this(new Progress(ui, "simulating"), subjects);
    }

    SimulationProgress(Progress progress, long subjects) {
        this.progress = progress;
        this.subjects = subjects;
    }

    @Override
    public void onAttempt(EnrollmentResult result) {
        attempts++;
        progress.at(attempts, subjects);
    }

    @Override
    public void onTransition(Enrollment after, List<LogEntry> log) {
        entries += log.size();
        if (attempts >= subjects && !log.isEmpty()) {
            LogEntry latest = log.get(log.size() - 1);
            progress.at(() -> String.format(Locale.ROOT, "%s, %,d log entries", latest.at(), entries));
        }
    }

    void done() {
        progress.done();
    }
}
