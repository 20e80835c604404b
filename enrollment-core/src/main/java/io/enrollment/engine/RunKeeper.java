package io.enrollment.engine;

import io.enrollment.spi.RunLease;
import io.enrollment.spi.RunStore;
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

    RunKeeper(Supplier<RunStore> runs, EngineSettings settings) {
        this.runs = runs;
        this.settings = settings;
    }

    /** Keeps a lease until it is closed. */
    Kept keep(RunLease lease) {
        return new Kept(lease);
    }

    /** One lease that is kept, by a thread of its own that ends with it. */
    final class Kept implements AutoCloseable {

        private final RunLease lease;
        private final StopSignal stop = new StopSignal();
        private final Thread thread;
        private volatile long progress = System.nanoTime();

        private Kept(RunLease lease) {
            this.lease = lease;
            this.thread = Background.daemon(this::keep, "run-leases", settings);
            thread.start();
        }

        /** A page was stored, or whatever else was to be done. */
        void progressed() {
            progress = System.nanoTime();
        }

        private void keep() {
            try {
                while (!stop.await(settings.lease().dividedBy(LEASE_FRACTION))) {
                    beat();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
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
            stop.raise();
            try {
                thread.join(settings.drainTimeout().toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
