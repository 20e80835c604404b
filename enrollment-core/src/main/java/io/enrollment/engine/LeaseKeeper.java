package io.enrollment.engine;

import io.enrollment.spi.Claim;
import io.enrollment.spi.Lease;
import io.enrollment.spi.StepQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which claims this node holds and until when, by a monotonic clock, and prolongs them. A holder that cannot be sure of
 * its lease any more hands nothing off. Thread-safe.
 */
final class LeaseKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    private final StepQueue queue;
    private final Duration lease;
    private final Set<Hold> holds = ConcurrentHashMap.newKeySet();

    LeaseKeeper(StepQueue queue, Duration lease) {
        this.queue = queue;
        this.lease = lease;
    }

    /** Holds the claims of a batch until it is closed; {@code since} is the monotonic time before the claim was asked for. */
    Hold hold(List<Claim> claims, long since) {
        Hold hold = new Hold(claims.stream().map(Claim::lease).toList(), since);
        holds.add(hold);
        return hold;
    }

    /** Prolongs every lease that is held; called about three times in the life of a lease. */
    void extendAll() {
        for (Hold hold : holds) {
            hold.extend();
        }
    }

    /** The claims of one batch. */
    final class Hold implements AutoCloseable {

        private final List<Lease> leases;
        private volatile long since;

        private Hold(List<Lease> leases, long since) {
            this.leases = new ArrayList<>(leases);
            this.since = since;
        }

        /** Whether a hand-off that takes this long would end well before the lease does. */
        boolean allowsAnother(Duration handOff) {
            long left = lease.toNanos() - (System.nanoTime() - since);
            return left > handOff.toNanos() + lease.toNanos() / 10;
        }

        private void extend() {
            long asked = System.nanoTime();
            try {
                if (queue.extend(leases, lease).stream().allMatch(Boolean::booleanValue)) {
                    since = asked;
                }
            } catch (RuntimeException failed) {
                LOG.debug("leases could not be prolonged", failed);
            }
        }

        @Override
        public void close() {
            holds.remove(this);
        }
    }
}
