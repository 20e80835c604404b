package io.enrollment.engine;

import io.enrollment.spi.RunLease;
import io.enrollment.spi.RunStore;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the lease of a run alive while one page of it takes longer than a lease: else two nodes with a slow audience source
 * would take the run from each other for ever. A page that does not end is given up to other nodes after a while. Thread-safe.
 */
final class RunKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(RunKeeper.class);
    private static final int LEASE_FRACTION = 3;

    /** So many leases long a page may take before others may try it. */
    private static final int MOST_LEASES = 10;

    private final Supplier<RunStore> runs;
    private final EngineSettings settings;
    private final ScheduledThreadPoolExecutor threads;

    RunKeeper(Supplier<RunStore> runs, EngineSettings settings) {
        this.runs = runs;
        this.settings = settings;
        this.threads = new ScheduledThreadPoolExecutor(1, task -> Background.daemon(task, "run-leases", settings));
        threads.setKeepAliveTime(settings.pollInterval().toMillis() + 1, TimeUnit.MILLISECONDS);
        threads.allowCoreThreadTimeOut(true);
        threads.setRemoveOnCancelPolicy(true);
    }

    /** Keeps a lease until it is closed. */
    Kept keep(RunLease lease) {
        return new Kept(lease);
    }

    /** One lease that is kept. */
    final class Kept implements AutoCloseable {

        private final RunLease lease;
        private final ScheduledFuture<?> beats;
        private volatile long progress = System.nanoTime();

        private Kept(RunLease lease) {
            this.lease = lease;
            long pause = Math.max(1, settings.lease().dividedBy(LEASE_FRACTION).toMillis());
            this.beats = threads.scheduleWithFixedDelay(this::beat, pause, pause, TimeUnit.MILLISECONDS);
        }

        /** A page was stored, or whatever else was to be done. */
        void progressed() {
            progress = System.nanoTime();
        }

        /** One failure is no reason not to try the next time, in which the lease may still hold. */
        private void beat() {
            if (System.nanoTime() - progress > settings.lease().toNanos() * MOST_LEASES) {
                return;
            }
            try {
                runs.get().prolong(lease, settings.lease());
            } catch (RuntimeException failed) {
                LOG.info("the lease of run {} was not prolonged: {}", lease.run(), failed.toString());
            }
        }

        @Override
        public void close() {
            beats.cancel(false);
        }
    }
}
