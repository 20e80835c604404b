package io.enrollment.memory;

import io.enrollment.internal.Micros;
import io.enrollment.spi.AuditStore;
import io.enrollment.spi.CapStore;
import io.enrollment.spi.CheckpointStore;
import io.enrollment.spi.EnrollmentReader;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.EnrollmentWriter;
import io.enrollment.spi.EpochStore;
import io.enrollment.spi.ErasureStore;
import io.enrollment.spi.ExportStore;
import io.enrollment.spi.PauseStore;
import io.enrollment.spi.PlanStore;
import io.enrollment.spi.Retention;
import io.enrollment.spi.RunStore;
import io.enrollment.spi.ScheduleStore;
import io.enrollment.spi.StepQueue;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A store that keeps everything in memory: the reference for what every store does. Nothing outlives the process.
 *
 * <p>Thread-safe: one lock, held for the time of one call. A call never blocks on anything else.
 */
public final class InMemoryEnrollmentStore implements EnrollmentStore {

    private final MemoryPlans plans = new MemoryPlans();
    private final MemoryEpochs epochs = new MemoryEpochs();
    private final MemoryPauses pauses = new MemoryPauses();
    private final MemoryCheckpoints checkpoints = new MemoryCheckpoints();
    private final MemorySchedules schedules = new MemorySchedules();
    private final MemoryWriter writer;
    private final MemoryQueue steps;
    private final MemoryReader reader;
    private final MemoryRuns runs;
    private final MemoryAudit audit;
    private final MemoryRetention retention;
    private final MemoryErasures erasures;
    private final MemoryCaps caps;
    private final MemoryExports exports;

    private InMemoryEnrollmentStore(LongSupplier leaseClock) {
        Tables tables = new Tables(leaseClock);
        writer = new MemoryWriter(tables);
        caps = new MemoryCaps(tables);
        steps = new MemoryQueue(tables, caps);
        reader = new MemoryReader(tables);
        runs = new MemoryRuns(tables, writer);
        audit = new MemoryAudit(tables);
        retention = new MemoryRetention(tables);
        erasures = new MemoryErasures(tables, runs, caps);
        exports = new MemoryExports(leaseClock);
    }

    /** An empty store whose leases run by the monotonic clock of the machine. */
    public static InMemoryEnrollmentStore create() {
        long origin = System.nanoTime();
        return new InMemoryEnrollmentStore(() -> TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - origin));
    }

    /** An empty store whose leases run by this clock, for tests and simulations. */
    public static InMemoryEnrollmentStore create(InstantSource leaseClock) {
        return new InMemoryEnrollmentStore(() -> Micros.floor(leaseClock.instant()));
    }

    @Override
    public PlanStore plans() {
        return plans;
    }

    @Override
    public EnrollmentWriter writer() {
        return writer;
    }

    @Override
    public StepQueue steps() {
        return steps;
    }

    @Override
    public EnrollmentReader reader() {
        return reader;
    }

    @Override
    public ErasureStore erasures() {
        return erasures;
    }

    @Override
    public AuditStore audit() {
        return audit;
    }

    @Override
    public Retention retention() {
        return retention;
    }

    @Override
    public EpochStore epochs() {
        return epochs;
    }

    @Override
    public PauseStore pauses() {
        return pauses;
    }

    @Override
    public CheckpointStore checkpoints() {
        return checkpoints;
    }

    @Override
    public CapStore caps() {
        return caps;
    }

    @Override
    public RunStore runs() {
        return runs;
    }

    @Override
    public ScheduleStore schedules() {
        return schedules;
    }

    @Override
    public ExportStore exports() {
        return exports;
    }

    /** Does nothing: there is nothing to release, and what is kept can still be read. */
    @Override
    public void close() {}
}
