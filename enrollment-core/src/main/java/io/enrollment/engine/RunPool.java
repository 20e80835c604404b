package io.enrollment.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What carries out the enroller runs of an engine: one thread, and some that judge and store for it. Thread-safe. */
final class RunPool {

    /** One to judge the next chunk, two to store those before it. */
    private static final int HELPERS = 3;

    private final RunWorker worker;
    private final ClaimGate gate;
    private final EngineSettings settings;
    private final Background background;
    private Optional<ExecutorService> helper = Optional.empty();

    RunPool(RunWorker worker, ClaimGate gate, EngineSettings settings) {
        this.worker = worker;
        this.gate = gate;
        this.settings = settings;
        this.background = new Background("runs", settings, this::round);
    }

    synchronized void start() {
        helper = Optional.of(
                Executors.newFixedThreadPool(HELPERS, task -> Background.daemon(task, "runs-helper", settings)));
        background.start();
    }

    private Duration round() {
        workDue(helper());
        return settings.pollInterval();
    }

    private synchronized Optional<Executor> helper() {
        return helper.map(Executor.class::cast);
    }

    /** Carries out, in the calling thread, the runs that are due now. */
    void workDue() {
        workDue(Optional.empty());
    }

    private void workDue(Optional<Executor> ahead) {
        StopSignal stop = background.stopSignal();
        boolean worked = true;
        while (worked && !stop.isRaised()) {
            worked = gate.isOpen() && (worker.startScheduled() || worker.workOnce(stop, ahead));
        }
    }

    /** Tells the thread that a run may be due. */
    void wakeUp() {
        background.wakeUp();
    }

    /** Has it stop after the chunk that is under way. */
    void raiseStop() {
        background.raiseStop();
    }

    /** Stops after the chunk that is under way. */
    void stop(Deadline deadline) {
        background.stop(deadline);
        shutDown();
    }

    private synchronized void shutDown() {
        helper.ifPresent(ExecutorService::shutdown);
    }
}
