package io.enrollment.engine;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.LogKind;
import io.enrollment.enrollment.PauseCause;
import io.enrollment.internal.Micros;
import io.enrollment.plan.CircuitBreaker;
import io.enrollment.plan.CircuitBreaker.Totals;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.PlanVersion;
import io.enrollment.report.Counter;
import io.enrollment.spi.Checkpoint;
import io.enrollment.spi.CheckpointStore;
import io.enrollment.spi.EngineListener;
import io.enrollment.subject.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit breakers of plans. What was sent, bounced and complained about is kept as counted for every plan, in the
 * transactions that store it; a breaker compares that with an earlier count, about as old as its window, of which the engine
 * keeps a few. So sending costs nothing more, and a crash loses no bounce. Thread-safe.
 */
final class Breakers {

    /** Who pauses a plan when its breaker trips. */
    static final String ACTOR = "circuit breaker";

    private static final Logger LOG = LoggerFactory.getLogger(EnrollmentEngine.class);
    private static final int PARTS = 8;
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private final World world;
    private final Commands commands;
    private final EngineListener listener;
    private final InstantSource clock;
    private final AtomicLong lookedIn = new AtomicLong(Long.MIN_VALUE);

    Breakers(World world, Commands commands, EngineListener listener, InstantSource clock) {
        this.world = world;
        this.commands = commands;
        this.listener = listener;
        this.clock = clock;
    }

    /** The pauses of an organization. */
    Pauses pauses(OrganizationId organization, Runnable wakeUp) {
        PauseSweep sweep = new PauseSweep(world, commands, listener, clock);
        return new Pauses(organization, world, commands, sweep, this, clock, wakeUp);
    }

    /** Something of a plan bounced, or was complained about, and is counted. */
    void heard(OrganizationId organization, PlanId plan) {
        Pauses pauses = pauses(organization, () -> {});
        Optional<CircuitBreaker> breaker = breaker(organization, plan);
        if (breaker.isEmpty() || isTripped(pauses, plan)) {
            return;
        }
        Totals now = totals(organization, plan);
        Totals counted = now.since(base(organization, plan, breaker.get(), clock.instant()));
        breaker.get().trippedBy(counted).ifPresent(evidence -> trip(organization, plan, evidence, pauses));
    }

    private static boolean isTripped(Pauses pauses, PlanId plan) {
        return pauses.of(plan).stream().anyMatch(pause -> pause.key().cause() == PauseCause.BOUNCES);
    }

    private void trip(OrganizationId organization, PlanId plan, String evidence, Pauses pauses) {
        LOG.warn("plan {} of {} is paused: {}", plan, organization, evidence);
        pauses.pausePlan(plan, PauseCause.BOUNCES, new Command.By(ACTOR, evidence));
        pauses.of(plan).stream()
                .filter(pause -> pause.key().cause() == PauseCause.BOUNCES)
                .forEach(pause -> Listeners.tell(listener, l -> l.onPlanPaused(pause)));
    }

    /** What was counted before: of bounces and complaints before the window, of messages before the window before it. */
    private Totals base(OrganizationId organization, PlanId plan, CircuitBreaker breaker, Instant now) {
        List<Checkpoint> kept = store().of(organization, plan);
        Totals before = totalsAt(kept, now.minus(breaker.window()));
        Totals earlier = totalsAt(kept, now.minus(breaker.window().multipliedBy(2)));
        return new Totals(earlier.sent(), before.bounced(), before.complained());
    }

    /** The newest count that is not younger; the oldest one there is while none is. */
    private static Totals totalsAt(List<Checkpoint> kept, Instant at) {
        Totals found = kept.isEmpty() ? Totals.ZERO : kept.get(0).totals();
        for (Checkpoint checkpoint : kept) {
            if (!checkpoint.at().isAfter(at)) {
                found = checkpoint.totals();
            }
        }
        return found;
    }

    private Totals totals(OrganizationId organization, PlanId plan) {
        long sent = 0;
        long bounced = 0;
        long complained = 0;
        Map<Counter, Long> counters =
                world.store().reader().counts(organization, plan).counters();
        for (Map.Entry<Counter, Long> counter : counters.entrySet()) {
            if (counter.getKey() instanceof Counter.Logged logged) {
                sent += logged.kind() == LogKind.SENT || logged.kind() == LogKind.UNCERTAIN ? counter.getValue() : 0;
                bounced += logged.kind() == LogKind.BOUNCED ? counter.getValue() : 0;
                complained += logged.kind() == LogKind.COMPLAINED ? counter.getValue() : 0;
            }
        }
        return new Totals(sent, bounced, complained);
    }

    /** Keeps a count of each plan with a breaker that this engine works on, several to each window; looks once a minute. */
    void keepCounts() {
        Instant now = Micros.instant(Micros.floor(clock.instant()));
        long minute = Math.floorDiv(Micros.floor(now), TimeUnit.MICROSECONDS.convert(BETWEEN_LOOKS));
        if (lookedIn.getAndSet(minute) != minute) {
            world.withBreakers().forEach(plan -> keep(plan, now));
        }
    }

    private void keep(World.PlanOf known, Instant now) {
        Optional<CircuitBreaker> breaker = breaker(known.organization(), known.plan());
        List<Checkpoint> kept = store().of(known.organization(), known.plan());
        if (breaker.isPresent() && isDue(kept, breaker.get().window(), now)) {
            Totals totals = kept.isEmpty() ? Totals.ZERO : totals(known.organization(), known.plan());
            Instant begin = now.minus(breaker.get().window().multipliedBy(2));
            Instant oldest = kept.stream()
                    .map(Checkpoint::at)
                    .filter(at -> !at.isAfter(begin))
                    .max(Instant::compareTo)
                    .orElse(begin);
            store().put(known.organization(), known.plan(), new Checkpoint(now, totals), oldest);
        }
    }

    /** The first count of a plan is zero: what it sent before its breaker was known counts as within the first window. */
    private static boolean isDue(List<Checkpoint> kept, Duration window, Instant now) {
        return kept.isEmpty()
                || !kept.get(kept.size() - 1).at().plus(window.dividedBy(PARTS)).isAfter(now);
    }

    /** A person resumed the plan: what came back so far trips its breaker no more. */
    void forget(OrganizationId organization, PlanId plan) {
        Optional<CircuitBreaker> breaker = breaker(organization, plan);
        if (breaker.isPresent()) {
            Instant now = Micros.instant(Micros.floor(clock.instant()));
            Totals present = totals(organization, plan);
            long sentBefore = base(organization, plan, breaker.get(), now).sent();
            Totals anew = new Totals(sentBefore, present.bounced(), present.complained());
            store().put(organization, plan, new Checkpoint(now, anew), now);
        }
    }

    private Optional<CircuitBreaker> breaker(OrganizationId organization, PlanId plan) {
        return world.store()
                .plans()
                .newest(organization, plan)
                .map(PlanVersion::plan)
                .flatMap(Plan::circuitBreaker);
    }

    private CheckpointStore store() {
        return world.store().checkpoints();
    }
}
