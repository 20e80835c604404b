package io.enrollment.engine;

import io.enrollment.plan.Organization;
import io.enrollment.spi.EngineState;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.HoldReason;
import io.enrollment.subject.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one door of the library: publishes plans, enrolls, carries enrollments through their plans, and shows what happened.
 *
 * <p>Started, it works by itself on threads of its own ({@link EnrollmentEngineBuilder#start()}). Built without starting, it
 * works when it is told to ({@link #workDue()}): for hosts with a scheduler of their own, for tests and for simulations.
 * Several engines may share one store without knowing of each other. Thread-safe.
 */
public final class EnrollmentEngine implements AutoCloseable {

    private final World world;
    private final StepWorker worker;
    private final ClaimGate gate;
    private final WorkerPool pool;
    private final RunPool runs;
    private final ExportPool exports;
    private final EnrollmentsFactory enrollments;
    private final Duration drainTimeout;
    private volatile boolean closed;

    EnrollmentEngine(
            World world,
            StepWorker worker,
            ClaimGate gate,
            WorkerPool pool,
            RunPool runs,
            ExportPool exports,
            EnrollmentsFactory enrollments,
            Duration drainTimeout) {
        this.world = world;
        this.worker = worker;
        this.gate = gate;
        this.pool = pool;
        this.runs = runs;
        this.exports = exports;
        this.enrollments = enrollments;
        this.drainTimeout = drainTimeout;
    }

    /** A builder. */
    public static EnrollmentEngineBuilder builder() {
        return new EnrollmentEngineBuilder();
    }

    /** The enrollments of {@link OrganizationId#DEFAULT}, for hosts with one tenant. */
    public Enrollments enrollments() {
        return enrollments(OrganizationId.DEFAULT);
    }

    /**
     * The enrollments of one organization.
     *
     * @throws io.enrollment.spi.NotFoundException if the directory does not know it
     */
    public Enrollments enrollments(OrganizationId organization) {
        Organization found = world.organization(organization);
        return enrollments.of(found.id(), world);
    }

    /** Begins to work by itself; once. */
    void start() {
        pool.start();
        runs.start();
        exports.start();
    }

    /** Where the engine is in its life. */
    public EngineState state() {
        return pool.state();
    }

    /**
     * Why the engine claims nothing now, with what was found; empty when nothing forbids it.
     *
     * <p>While it holds, people and hosts can do everything: enroll, pause, stop. Enrolling hands nothing off, so a host need
     * not turn its own customers away, and whoever confirms can look at what came in meanwhile and stop what must not go on.
     *
     * @throws io.enrollment.spi.StoreUnavailableException if the store has to be asked and cannot be reached
     */
    public Map<HoldReason, String> holds() {
        return Map.copyOf(gate.holds());
    }

    /** Takes the clock for right as it is now, after a jump that was meant. Thread-safe; does nothing when it did not jump. */
    public void confirmClock() {
        gate.confirmClock();
        pool.wakeUp();
    }

    /**
     * Makes the epoch of this host the one of the store, because somebody looked and decided that what is due there shall be
     * carried out. Every other node with the same epoch goes on too.
     *
     * @param actor who decided; 1 to 200 code points, for the log
     * @throws IllegalStateException if the host gave no epoch
     * @throws io.enrollment.spi.StoreUnavailableException if the store cannot be reached
     */
    public void confirmEpoch(String actor) {
        gate.confirmEpoch(actor);
        pool.wakeUp();
    }

    /**
     * Carries out, in the calling thread, what is due now and what becomes due by that at the same instant; nothing while the
     * engine holds.
     *
     * @return how many claims were carried out
     * @throws io.enrollment.spi.StoreUnavailableException if the store cannot be reached
     */
    public long workDue() {
        long total = 0;
        int claimed;
        do {
            claimed = workBatch();
            total += claimed;
        } while (claimed > 0);
        return total;
    }

    /**
     * Starts the enroller runs that are scheduled until now, and carries out, in the calling thread, all that are due now.
     *
     * @throws io.enrollment.spi.StoreUnavailableException if the store cannot be reached
     */
    public void workRuns() {
        if (!closed) {
            runs.workDue();
        }
    }

    /**
     * Carries out, in the calling thread, the exports in the background that are due now; none without a notification sink.
     *
     * @throws io.enrollment.spi.StoreUnavailableException if the store cannot be reached
     */
    public void workExports() {
        if (!closed) {
            exports.workDue();
        }
    }

    /** When the next step of any enrollment is due; empty when nothing waits for a time. */
    public Optional<Instant> nextDue() {
        return world.store().steps().earliestDue();
    }

    /** When the next enroller run may be worked on, or is scheduled to start; empty when nothing waits for a time. */
    public Optional<Instant> nextRun() {
        return Stream.of(
                        world.store().runs().earliestDue(),
                        world.store().schedules().earliest())
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /** Tells the workers that something may be due, after the host has committed what it did inside its own transaction. */
    public void wakeUp() {
        pool.wakeUp();
    }

    /** The store, which the host goes on owning. */
    public EnrollmentStore store() {
        return world.store();
    }

    /**
     * Stops claiming, for good and for those who call {@link #workDue} too, finishes what is under way as far as the drain
     * timeout allows, and gives back the rest. Steps, runs and exports finish at the same time: it returns within one drain
     * timeout, and a moment, also when the database does not answer. The store stays open. Idempotent.
     */
    @Override
    public void close() {
        closed = true;
        Deadline deadline = Deadline.in(drainTimeout);
        exports.raiseStop();
        runs.raiseStop();
        pool.raiseStop();
        exports.stop(deadline);
        runs.stop(deadline);
        pool.stop(deadline);
    }

    private int workBatch() {
        try {
            return !closed && gate.isOpen() ? worker.workOnce(pool.stopSignal()) : 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
