package io.enrollment.engine;

import io.enrollment.spi.Claim;
import io.enrollment.spi.Lease;
import io.enrollment.spi.StepQueue;
import java.time.Duration;
import java.util.HashSet;
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
    private final Duration recheck;
    private final Set<Hold> holds = ConcurrentHashMap.newKeySet();

    LeaseKeeper(StepQueue queue, Duration lease, Duration recheck) {
        this.queue = queue;
        this.lease = lease;
        this.recheck = recheck;
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

    /** Leases, and since when they hold, by a monotonic clock. */
    private record Held(List<Lease> leases, long since) {}

    /** The claims of one batch. */
    final class Hold implements AutoCloseable {

        private volatile Held held;
        private volatile Set<Lease> lost = Set.of();
        private volatile long asked;

        private Hold(List<Lease> leases, long since) {
            this.held = new Held(List.copyOf(leases), since);
            this.asked = since;
        }

        /** Holds these claims from now on; {@code since} is the monotonic time before they were asked for. */
        synchronized void goOn(List<Claim> claims, long since) {
            held = new Held(claims.stream().map(Claim::lease).toList(), since);
            lost = Set.of();
            asked = since;
        }

        /**
         * Whether nobody took this claim away by a command: asked of the store when its last answer is older than the recheck,
         * so that who pauses or stops something need not wait until a slow batch is out. A store that does not answer changes
         * nothing: the lease itself still holds.
         */
        boolean stillHolds(Lease one) {
            if (System.nanoTime() - asked >= recheck.toNanos()) {
                extend();
            }
            return !lost.contains(one);
        }

        /** Whether a hand-off that takes this long would end well before the lease does. */
        boolean allowsAnother(Duration handOff) {
            long left = lease.toNanos() - (System.nanoTime() - held.since());
            return left > handOff.toNanos() + lease.toNanos() / 10;
        }

        private void extend() {
            Held extended = held;
            long before = System.nanoTime();
            try {
                prolonged(extended, queue.extend(extended.leases(), lease), before);
            } catch (RuntimeException failed) {
                LOG.debug("leases could not be prolonged", failed);
            }
        }

        /** Unless the claims went on meanwhile: those that they are now were not asked for. */
        private synchronized void prolonged(Held extended, List<Boolean> answers, long before) {
            if (!held.leases().equals(extended.leases())) {
                return;
            }
            asked = before;
            if (answers.stream().allMatch(Boolean::booleanValue)) {
                held = new Held(extended.leases(), before);
                return;
            }
            Set<Lease> taken = new HashSet<>();
            for (int i = 0; i < answers.size(); i++) {
                if (!answers.get(i)) {
                    taken.add(extended.leases().get(i));
                }
            }
            lost = Set.copyOf(taken);
        }

        @Override
        public void close() {
            holds.remove(this);
        }
    }
}
