package io.enrollment.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of an engine that carries out enroller runs. It never dies of an error: it says so, and goes on trying with
 * growing waits. Waits are measured by a monotonic clock.
 */
final class RunPool {

    private static final Logger LOG = LoggerFactory.getLogger(RunPool.class);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(60);

    private final RunWorker worker;
    private final ClaimGate gate;
    private final EngineSettings settings;
    private final StopSignal stop = new StopSignal();
    private final Semaphore wakeUps = new Semaphore(0);
    private Optional<Thread> thread = Optional.empty();

    RunPool(RunWorker worker, ClaimGate gate, EngineSettings settings) {
        this.worker = worker;
        this.gate = gate;
        this.settings = settings;
    }

    synchronized void start() {
        Thread runner = new Thread(this::work, "enrollment-" + settings.node() + "-runs");
        runner.setDaemon(true);
        runner.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        runner.start();
        thread = Optional.of(runner);
    }

    /** Carries out, in the calling thread, the runs that are due now. */
    void workDue() {
        workDue(Optional.empty());
    }

    private void workDue(Optional<Executor> helper) {
        boolean worked = true;
        while (worked && !stop.isRaised()) {
            worked = gate.isOpen() && (worker.startScheduled() || worker.workOnce(stop, helper));
        }
    }

    /** Tells the thread that a run may be due. */
    void wakeUp() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    /** Stops after the chunk that is under way. */
    synchronized void stop() {
        stop.raise();
        wakeUps.release();
        thread.ifPresent(this::join);
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
        ExecutorService helper = Executors.newSingleThreadExecutor(this::helper);
        try {
            work(helper);
        } finally {
            helper.shutdown();
        }
    }

    private Thread helper(Runnable task) {
        Thread helper = new Thread(task, "enrollment-" + settings.node() + "-runs-ahead");
        helper.setDaemon(true);
        helper.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        return helper;
    }

    private void work(ExecutorService helper) {
        Duration backoff = settings.pollInterval();
        try {
            while (!stop.isRaised()) {
                try {
                    workDue(Optional.of(helper));
                    backoff = settings.pollInterval();
                    await(backoff);
                } catch (RuntimeException | LinkageError | StackOverflowError failed) {
                    LOG.warn("enroller runs are interrupted and go on in {}", backoff, failed);
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

    private void await(Duration atMost) throws InterruptedException {
        if (wakeUps.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            wakeUps.drainPermits();
        }
    }
}
