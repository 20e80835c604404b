package io.enrollment.engine;

import io.enrollment.internal.Require;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.HoldReason;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says whether this engine may claim, and tells once each time that it may not any more. Thread-safe. */
final class ClaimGate {

    private static final Logger LOG = LoggerFactory.getLogger(EnrollmentEngine.class);

    private final ClockGuard clock;
    private final EpochGuard epoch;
    private final EngineListener listener;
    private final String node;
    private final Set<HoldReason> told = EnumSet.noneOf(HoldReason.class);

    ClaimGate(ClockGuard clock, EpochGuard epoch, EngineListener listener, String node) {
        this.clock = clock;
        this.epoch = epoch;
        this.listener = listener;
        this.node = node;
    }

    /**
     * Whether nothing forbids to claim now.
     *
     * @throws io.enrollment.spi.StoreUnavailableException if the store has to be asked and cannot be reached
     */
    boolean isOpen() {
        Map<HoldReason, String> holds = holds();
        tell(holds);
        return holds.isEmpty();
    }

    /** What forbids to claim now, and why. */
    Map<HoldReason, String> holds() {
        Map<HoldReason, String> holds = new EnumMap<>(HoldReason.class);
        clock.fault().ifPresent(fault -> holds.put(HoldReason.CLOCK_JUMP, fault));
        epoch.fault().ifPresent(fault -> holds.put(HoldReason.EPOCH_MISMATCH, fault));
        return holds;
    }

    void confirmClock() {
        clock.confirm();
        LOG.info("the clock of the engine {} was confirmed", node);
    }

    void confirmEpoch(String actor) {
        Require.text("actor", actor, 200);
        if (epoch.confirm()) {
            LOG.info("the epoch of the engine {} was confirmed by {}", node, actor);
        }
    }

    private void tell(Map<HoldReason, String> holds) {
        Map<HoldReason, String> fresh = new EnumMap<>(holds);
        synchronized (told) {
            fresh.keySet().removeAll(told);
            told.retainAll(holds.keySet());
            told.addAll(holds.keySet());
        }
        fresh.forEach((reason, detail) -> {
            LOG.warn("the engine {} claims nothing: {}", node, detail);
            Listeners.tell(listener, l -> l.onHold(reason, detail));
        });
    }
}
