package io.enrollment.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of an engine that carries out exports in the background; there is none without a sink. It never dies of an
 * error: it says so, and goes on trying with growing waits. Waits are measured by a monotonic clock.
 */
final class ExportPool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ExportPool.class);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(60);

    private final ExportWorker worker;
    private final ClaimGate gate;
    private final EngineSettings settings;
    private final StopSignal stop = new StopSignal();
    private final Semaphore wakeUps = new Semaphore(0);
    private Optional<Thread> thread = Optional.empty();

    ExportPool(ExportWorker worker, ClaimGate gate, EngineSettings settings) {
        this.worker = worker;
        this.gate = gate;
        this.settings = settings;
    }

    ExportDelivery delivery() {
        return worker.delivery();
    }

    synchronized void start() {
        if (!worker.delivery().hasSink()) {
            return;
        }
        Thread runner = new Thread(this::work, "enrollment-" + settings.node() + "-exports");
        runner.setDaemon(true);
        runner.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        runner.start();
        thread = Optional.of(runner);
    }

    /** Carries out, in the calling thread, the exports that are due now. */
    void workDue() {
        boolean worked = true;
        while (worked && !stop.isRaised()) {
            worked = gate.isOpen() && worker.workOnce(stop);
        }
    }

    /** Tells the thread that an export may be due. */
    void wakeUp() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    /** Stops after the page, or the delivery, that is under way; the rest is for whoever claims it next. */
    @Override
    public synchronized void close() {
        stop.raise();
        wakeUps.release();
        thread.ifPresent(this::join);
        thread = Optional.empty();
        worker.close();
    }

    private void join(Thread runner) {
        try {
            runner.join(settings.drainTimeout().toMillis());
            if (runner.isAlive()) {
                LOG.warn("{} did not finish in time and is interrupted; its lease runs out", runner.getName());
                runner.interrupt();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        Duration backoff = settings.pollInterval();
        try {
            while (!stop.isRaised()) {
                try {
                    workDue();
                    backoff = settings.pollInterval();
                    await(idleTime());
                } catch (RuntimeException | LinkageError | StackOverflowError failed) {
                    LOG.warn("exports are interrupted and go on in {}", backoff, failed);
                    stop.await(backoff);
                    backoff = backoff.multipliedBy(2).compareTo(LONGEST_BACKOFF) > 0
                            ? LONGEST_BACKOFF
                            : backoff.multipliedBy(2);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until one that waits here is due again, at most one poll interval. */
    private Duration idleTime() {
        Instant now = worker.now();
        return worker.nextDue()
                .map(due -> due.isAfter(now) ? Duration.between(now, due) : Duration.ZERO)
                .filter(left -> left.compareTo(settings.pollInterval()) < 0)
                .orElse(settings.pollInterval());
    }

    private void await(Duration atMost) throws InterruptedException {
        if (wakeUps.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            wakeUps.drainPermits();
        }
    }
}
