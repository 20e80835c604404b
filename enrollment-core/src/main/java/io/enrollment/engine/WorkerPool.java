package io.enrollment.engine;

import io.enrollment.spi.EngineListener;
import io.enrollment.spi.EngineState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of an engine: workers that poll the queue, and one that keeps the leases. A loop never dies of an error: it
 * says so once, goes on trying with growing waits, and says when it is over. Waits are measured by a monotonic clock.
 */
final class WorkerPool {

    private static final Logger LOG = LoggerFactory.getLogger(EnrollmentEngine.class);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
    private static final Duration FIRST_LOOK_AGAIN = Duration.ofMillis(5);
    private static final int MOST_DOUBLINGS = 10;
    private static final int LEASE_FRACTION = 3;
    private static final Set<EngineState> AT_WORK = Set.of(EngineState.RUNNING, EngineState.DEGRADED, EngineState.HOLD);

    private final StepWorker worker;
    private final ClaimGate gate;
    private final LeaseKeeper leases;
    private final World world;
    private final EngineListener listener;
    private final EngineSettings settings;
    private final InstantSource clock;
    private final StopSignal stopWorkers = new StopSignal(this::degraded);
    private final StopSignal stopKeeper = new StopSignal();
    /**
     * The workers that the store has failed since they last carried out a batch; its lock puts the changes of state, and what
     * is told of them, in one order.
     */
    private final Set<Thread> troubled = new HashSet<>();

    private final Semaphore wakeUps = new Semaphore(0);
    private final AtomicInteger looksInVain = new AtomicInteger();
    private final AtomicReference<EngineState> state = new AtomicReference<>(EngineState.NEW);
    private final List<Thread> workers = new ArrayList<>();
    private Optional<Thread> keeper = Optional.empty();

    WorkerPool(
            StepWorker worker,
            ClaimGate gate,
            LeaseKeeper leases,
            World world,
            EngineListener listener,
            EngineSettings settings,
            InstantSource clock) {
        this.worker = worker;
        this.gate = gate;
        this.leases = leases;
        this.world = world;
        this.listener = listener;
        this.settings = settings;
        this.clock = clock;
    }

    EngineState state() {
        return Objects.requireNonNull(state.get());
    }

    StopSignal stopSignal() {
        return stopWorkers;
    }

    synchronized void start() {
        if (!state.compareAndSet(EngineState.NEW, EngineState.RUNNING)) {
            throw new IllegalStateException("an engine starts once; this one is " + state.get());
        }
        for (int i = 1; i <= settings.workers(); i++) {
            workers.add(Background.daemon(this::work, "worker-" + i, settings));
        }
        keeper = Optional.of(Background.daemon(this::keepLeases, "leases", settings));
        // Before the workers begin, which may announce the next state at once.
        announce(EngineState.RUNNING);
        workers.forEach(Thread::start);
        keeper.get().start();
    }

    /** Tells a waiting worker that something may be due. */
    void wakeUp() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    /** Has the workers claim nothing any more. */
    void raiseStop() {
        stopWorkers.raise();
        wakeUps.release(settings.workers());
    }

    /** Stops claiming, lets what is under way finish, and keeps its leases until then. */
    synchronized void stop(Deadline deadline) {
        EngineState before = state.getAndUpdate(s -> s == EngineState.TERMINATED ? s : EngineState.STOPPING);
        if (before == EngineState.TERMINATED) {
            return;
        }
        raiseStop();
        workers.forEach(thread -> join(thread, deadline));
        stopKeeper.raise();
        keeper.ifPresent(thread -> join(thread, deadline));
        state.set(EngineState.TERMINATED);
        announce(EngineState.TERMINATED);
    }

    private void work() {
        Duration backoff = FIRST_BACKOFF;
        try {
            while (!stopWorkers.isRaised()) {
                try {
                    workOrHold();
                    backoff = FIRST_BACKOFF;
                } catch (RuntimeException | Error failed) {
                    degraded(failed);
                    stopWorkers.await(jittered(backoff));
                    backoff = Background.longer(backoff);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void workOrHold() throws InterruptedException {
        if (!gate.isOpen()) {
            held();
            await(jittered(settings.pollInterval()));
            return;
        }
        int claimed = worker.workOnce(stopWorkers);
        recovered();
        if (claimed < settings.batchSize()) {
            await(idleTime(claimed));
        }
    }

    /**
     * Until the next due time, at most one poll interval; after a full look at once. What is due but was not to be had is
     * another worker's, or was lost to one in a race: it is looked for again soon, then ever more rarely.
     */
    private Duration idleTime(int claimed) {
        if (claimed > 0) {
            looksInVain.set(0);
            return Duration.ZERO;
        }
        Instant now = clock.instant();
        Duration poll = jittered(settings.pollInterval());
        int doublings = Math.min(MOST_DOUBLINGS, looksInVain.getAndIncrement());
        Duration again = jittered(FIRST_LOOK_AGAIN.multipliedBy(1L << doublings));
        return world.store()
                .steps()
                .earliestDue()
                .map(due -> due.isAfter(now) ? Duration.between(now, due) : again)
                .filter(left -> left.compareTo(poll) < 0)
                .orElse(poll);
    }

    /** Takes one permit and leaves the others: when the workers are to stop there is one for each. */
    private void await(Duration atMost) throws InterruptedException {
        wakeUps.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static Duration jittered(Duration wait) {
        return Duration.ofNanos(
                (long) (wait.toNanos() * ThreadLocalRandom.current().nextDouble(0.9, 1.1)));
    }

    private void keepLeases() {
        try {
            while (!stopKeeper.await(settings.lease().dividedBy(LEASE_FRACTION))) {
                leases.extendAll();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void degraded(Throwable cause) {
        synchronized (troubled) {
            troubled.add(Thread.currentThread());
            if (becomes(EngineState.DEGRADED)) {
                LOG.warn("the engine {} is degraded and goes on trying", settings.node(), cause);
                announce(EngineState.DEGRADED);
            }
        }
    }

    /** Asks the gate again, since another worker may have found it open in the meantime. */
    private void held() {
        synchronized (troubled) {
            if (!gate.isOpen() && becomes(EngineState.HOLD)) {
                announce(EngineState.HOLD);
            }
        }
    }

    /** One worker that gets on does not make up for another one that does not. */
    private void recovered() {
        synchronized (troubled) {
            troubled.remove(Thread.currentThread());
            if (troubled.isEmpty() && becomes(EngineState.RUNNING)) {
                LOG.info("the engine {} is running again", settings.node());
                announce(EngineState.RUNNING);
            }
        }
    }

    /** Changes the state of an engine at work; whether it was another one. */
    private boolean becomes(EngineState next) {
        EngineState before = state();
        return before != next && AT_WORK.contains(before) && state.compareAndSet(before, next);
    }

    private void announce(EngineState now) {
        Listeners.tell(listener, l -> l.onState(now));
    }

    private static void join(Thread thread, Deadline deadline) {
        try {
            thread.join(deadline.millisLeft());
            if (thread.isAlive()) {
                LOG.warn("{} did not finish in time and is interrupted; its claims run out", thread.getName());
                thread.interrupt();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
