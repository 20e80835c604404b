package io.enrollment.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread of an engine beside its workers. It never dies of an error: it says so, and goes on trying with growing waits. Waits
 * are measured by a monotonic clock. Thread-safe.
 */
final class Background {

    /** What it does again and again. */
    @FunctionalInterface
    interface Rounds {
        /** Does what is due now; the time until something may be due again without a wake-up. */
        Duration next() throws InterruptedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Background.class);
    /** So long a database that is back may wait for the engine; two statements in this time are no burden to one that is not. */
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(10);

    private final String name;
    private final EngineSettings settings;
    private final Rounds rounds;
    private final StopSignal stop = new StopSignal();
    private final Semaphore wakeUps = new Semaphore(0);
    private Optional<Thread> thread = Optional.empty();

    /** One that does nothing before it is started; {@code name} is what its thread ends with. */
    Background(String name, EngineSettings settings, Rounds rounds) {
        this.name = name;
        this.settings = settings;
        this.rounds = rounds;
    }

    StopSignal stopSignal() {
        return stop;
    }

    synchronized void start() {
        Thread runner = daemon(this::work, name, settings);
        runner.start();
        thread = Optional.of(runner);
    }

    /** A thread that keeps no process alive, with the class loader of whoever asks for it. */
    static Thread daemon(Runnable body, String name, EngineSettings settings) {
        Thread thread = new Thread(body, "enrollment-" + settings.node() + "-" + name);
        thread.setDaemon(true);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        return thread;
    }

    /** The pause after the next failure in a row: twice as long, up to the longest. */
    static Duration longer(Duration backoff) {
        Duration doubled = backoff.multipliedBy(2);
        return doubled.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : doubled;
    }

    /** Tells the thread that something may be due. */
    void wakeUp() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    /** Has it stop after the round that is under way, which nobody waits for here. */
    void raiseStop() {
        stop.raise();
        wakeUps.release();
    }

    /** Stops after the round that is under way; one that is not over at the deadline is interrupted. */
    synchronized void stop(Deadline deadline) {
        raiseStop();
        thread.ifPresent(runner -> join(runner, deadline));
        thread = Optional.empty();
    }

    private void join(Thread runner, Deadline deadline) {
        try {
            runner.join(deadline.millisLeft());
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
                    Duration idle = rounds.next();
                    backoff = settings.pollInterval();
                    await(idle);
                } catch (RuntimeException | Error failed) {
                    LOG.warn("the {} of an engine are interrupted and go on in {}", name, backoff, failed);
                    stop.await(backoff);
                    backoff = longer(backoff);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void await(Duration atMost) throws InterruptedException {
        wakeUps.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }
}
