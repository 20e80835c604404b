package io.enrollment.engine;

import io.enrollment.enrollment.Transition;
import io.enrollment.internal.Micros;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Claim;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.Keep;
import io.enrollment.spi.Lease;
import io.enrollment.spi.Settlement;
import io.enrollment.spi.StepQueue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells the store what came of claims, and looks after those that somebody else changed in between. Thread-safe. */
final class Settler {

    private final World world;
    private final LateSettler lateSettler;
    private final EngineListener listener;
    private final EngineSettings settings;
    private final InstantSource clock;

    Settler(
            World world,
            LateSettler lateSettler,
            EngineListener listener,
            EngineSettings settings,
            InstantSource clock) {
        this.world = world;
        this.lateSettler = lateSettler;
        this.listener = listener;
        this.settings = settings;
        this.clock = clock;
    }

    /** Settles one that is put aside. */
    void putAside(Claim claim, Transition parked) {
        Settlement aside = new Settlement(claim.lease(), claim.enrollment(), parked.after(), parked.log());
        switch (queue().settle(List.of(aside)).get(0)) {
            case APPLIED, ALREADY_APPLIED -> heard(parked);
            case STALE, GONE -> release(List.of(claim.lease()));
        }
    }

    /** Settles, keeping the claims of those whose next step is due already; returns these. */
    List<Claim> settle(List<Work> works, LeaseKeeper.Hold hold, StopSignal stop, boolean mayGoOn)
            throws InterruptedException {
        if (works.isEmpty()) {
            return List.of();
        }
        long since = System.nanoTime();
        Keep keep = new Keep(Micros.instant(Micros.floor(clock.instant())), settings.lease());
        List<Settlement> settlements = works.stream()
                .map(work -> mayGoOn && !stop.isRaised() && work.isDueAt(keep.now())
                        ? work.settlement().keeping(keep)
                        : work.settlement())
                .toList();
        List<ApplyOutcome> outcomes = stop.persist(() -> queue().settle(settlements));
        List<Claim> goingOn = goingOn(settlements, outcomes);
        hold.goOn(goingOn, since);
        tell(works, settlements, outcomes, stop);
        return goingOn;
    }

    /** Tells what was applied, and looks after the others. */
    private void tell(List<Work> works, List<Settlement> settlements, List<ApplyOutcome> outcomes, StopSignal stop)
            throws InterruptedException {
        List<Lease> over = new ArrayList<>();
        for (int i = 0; i < works.size(); i++) {
            Work work = works.get(i);
            switch (outcomes.get(i)) {
                case APPLIED, ALREADY_APPLIED -> heard(work.transition());
                case STALE, GONE -> {
                    settlements
                            .get(i)
                            .givesBack()
                            .ifPresent(place -> world.store().caps().giveBack(List.of(place)));
                    if (lostInBetween(work, stop)) {
                        over.add(work.claim().lease());
                    }
                }
            }
        }
        release(over);
    }

    /**
     * Somebody else changed it. Whether the claim is over all the same, so that what is due now need not wait until it runs out:
     * nothing was done outside, or its outcome is recorded.
     */
    private boolean lostInBetween(Work work, StopSignal stop) throws InterruptedException {
        Optional<Transition> late = lateSettler.settle(work, stop);
        late.ifPresent(this::heard);
        return work.attempted().isEmpty() || late.isPresent();
    }

    private void release(List<Lease> leases) {
        if (!leases.isEmpty()) {
            queue().release(leases);
        }
    }

    /** The claims that were kept. One that was settled before may be kept too, or be another's by now: it is given back. */
    private List<Claim> goingOn(List<Settlement> settlements, List<ApplyOutcome> outcomes) {
        List<Claim> goingOn = new ArrayList<>();
        List<Lease> unsure = new ArrayList<>();
        for (int i = 0; i < settlements.size(); i++) {
            Settlement settlement = settlements.get(i);
            Lease next = settlement.lease().next();
            if (settlement.keep().isPresent() && outcomes.get(i) == ApplyOutcome.APPLIED) {
                Instant now = settlement.keep().get().now();
                goingOn.add(new Claim(settlement.after(), next, false, now, false));
            } else if (settlement.keep().isPresent() && outcomes.get(i) == ApplyOutcome.ALREADY_APPLIED) {
                unsure.add(next);
            }
        }
        release(unsure);
        return goingOn;
    }

    private void heard(Transition transition) {
        if (!transition.log().isEmpty()) {
            Listeners.tell(listener, l -> l.onTransition(transition.after(), transition.log()));
        }
    }

    private StepQueue queue() {
        return world.store().steps();
    }
}
