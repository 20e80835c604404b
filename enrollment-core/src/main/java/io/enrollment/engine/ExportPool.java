package io.enrollment.engine;

import java.time.Duration;
import java.time.Instant;

/** What carries out the exports in the background of an engine; there is no thread without a sink. Thread-safe. */
final class ExportPool {

    private final ExportWorker worker;
    private final ClaimGate gate;
    private final EngineSettings settings;
    private final Background background;

    ExportPool(ExportWorker worker, ClaimGate gate, EngineSettings settings) {
        this.worker = worker;
        this.gate = gate;
        this.settings = settings;
        this.background = new Background("exports", settings, this::round);
    }

    ExportDelivery delivery() {
        return worker.delivery();
    }

    void start() {
        if (worker.delivery().hasSink()) {
            background.start();
        }
    }

    private Duration round() {
        workDue();
        return idleTime();
    }

    /** Carries out, in the calling thread, the exports that are due now. */
    void workDue() {
        StopSignal stop = background.stopSignal();
        boolean worked = true;
        while (worked && !stop.isRaised()) {
            worked = gate.isOpen() && worker.workOnce(stop);
        }
    }

    /** Tells the thread that an export may be due. */
    void wakeUp() {
        background.wakeUp();
    }

    /** Has it stop after the page, or the delivery, that is under way. */
    void raiseStop() {
        background.raiseStop();
    }

    /** Stops after the page, or the delivery, that is under way; the rest is for whoever claims it next. */
    void stop(Deadline deadline) {
        background.stop(deadline);
        worker.close();
    }

    /** Until one that waits here is due again, at most one poll interval. */
    private Duration idleTime() {
        Instant now = worker.now();
        return worker.nextDue()
                .map(due -> due.isAfter(now) ? Duration.between(now, due) : Duration.ZERO)
                .filter(left -> left.compareTo(settings.pollInterval()) < 0)
                .orElse(settings.pollInterval());
    }
}
