package io.enrollment.engine;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Effect;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.StepHold;
import io.enrollment.enrollment.Transition;
import io.enrollment.spi.Claim;
import io.enrollment.spi.Lease;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.WidePause;
import io.enrollment.spi.WidePause.Phase;
import io.enrollment.subject.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Lets nothing through of plans and channels that are paused. The flags are read once after each claim, so that a pause holds
 * from the next claim on, on every node; in a batch that goes on step by step they are read again when they are older than a
 * moment. Thread-safe.
 */
final class PauseGate {

    /** The reason of a message that is held with its channel. */
    static final String CHANNEL_PAUSED = "CHANNEL_PAUSED";

    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long BETWEEN_LOOKS = TimeUnit.SECONDS.toNanos(60);
    private static final int UNFINISHED = 20;
    /** Whoever resumes a channel wakes what it holds; if that breaks off, it wakes by itself after so long. */
    private static final Duration SHORTEST_HOLD = Duration.ofMinutes(15);

    private static final Duration LONGEST_HOLD = Duration.ofHours(6);

    private final World world;
    private final Commands commands;
    private final PauseSweep sweep;
    private final Breakers breakers;
    private final InstantSource clock;
    private final AtomicLong lookedAt = new AtomicLong(System.nanoTime() - BETWEEN_LOOKS);

    PauseGate(World world, Commands commands, PauseSweep sweep, Breakers breakers, InstantSource clock) {
        this.world = world;
        this.commands = commands;
        this.sweep = sweep;
        this.breakers = breakers;
        this.clock = clock;
    }

    /** What was read of the flags, for one batch of claims. */
    final class Flags {

        private List<WidePause> pauses = List.of();
        private long readAt;

        private Flags(List<Claim> claims) {
            read(claims);
        }

        private void read(List<Claim> claims) {
            Set<OrganizationId> organizations =
                    claims.stream().map(claim -> claim.lease().organization()).collect(Collectors.toSet());
            readAt = System.nanoTime();
            pauses = world.store().pauses().of(organizations).stream()
                    .filter(pause -> pause.phase() != Phase.LIFTING)
                    .toList();
        }

        /** The claims that may go on; the enrollments of paused plans are paused, as the sweep would, and given back. */
        List<Claim> admit(List<Claim> claims) {
            if (!claims.isEmpty() && System.nanoTime() - readAt > MOMENT) {
                read(claims);
            }
            if (pauses.isEmpty()) {
                return claims;
            }
            List<Claim> admitted = new ArrayList<>(claims.size());
            List<Lease> paused = new ArrayList<>();
            for (Claim claim : claims) {
                if (pause(claim.enrollment())) {
                    paused.add(claim.lease());
                } else {
                    admitted.add(claim);
                }
            }
            if (!paused.isEmpty()) {
                world.store().steps().release(paused);
            }
            return admitted;
        }

        /** By a command, and not by a settlement: what is not known of an earlier hand-off stays with the claim. */
        private boolean pause(Enrollment state) {
            boolean any = false;
            for (WidePause pause : pauses) {
                if (isOf(pause, state.organization()) && pause.isOf(state.plan())) {
                    any |= pause(state, pause);
                }
            }
            return any;
        }

        /** What cannot be paused goes on to where it is told so, and is not claimed again and again. */
        private boolean pause(Enrollment state, WidePause pause) {
            try {
                Command stop = PauseSweep.pausing(pause, state);
                CommandResult result = commands.carryOut(state.organization(), state.id(), stop, clock.instant());
                return result.enrollment().pause().isPresent();
            } catch (NotFoundException gone) {
                return false;
            }
        }

        /** The same works in order, decided anew where the channel of their message is paused. */
        List<Work> hold(List<Work> outside) {
            return pauses.isEmpty() ? outside : outside.stream().map(this::hold).toList();
        }

        private Work hold(Work work) {
            if (!(work.transition().effect() instanceof Effect.HandOff handOff)) {
                return work;
            }
            Optional<WidePause> held = pauses.stream()
                    .filter(pause -> isOf(pause, work.claim().lease().organization()))
                    .filter(pause -> pause.isOf(handOff.step().channel()))
                    .findFirst();
            return held.map(pause -> held(work, pause)).orElse(work);
        }

        private Work held(Work work, WidePause pause) {
            Instant now = clock.instant();
            StepHold hold = StepHold.always(
                    CHANNEL_PAUSED,
                    now.plus(recheck(Duration.between(pause.since(), now))),
                    "channel paused by " + pause.by().actor());
            Command due = new Command.StepDue(work.recovery(), Optional.of(hold));
            Transition decided =
                    commands.decider().decide(work.version(), work.claim().enrollment(), due, work.facts(), now);
            return work.decided(decided);
        }
    }

    private static boolean isOf(WidePause pause, OrganizationId organization) {
        return pause.key().organization().equals(organization);
    }

    /** As long as it has been paused already, so that a long pause costs few looks. */
    private static Duration recheck(Duration soFar) {
        if (soFar.compareTo(SHORTEST_HOLD) < 0) {
            return SHORTEST_HOLD;
        }
        return soFar.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : soFar;
    }

    /** The flags as they are now. */
    Flags flags(List<Claim> claims) {
        breakers.keepCounts();
        return new Flags(claims);
    }

    /** Takes up what somebody broke off, when there is nothing else to do; looks once a minute. */
    void takeUp() {
        long last = lookedAt.get();
        if (System.nanoTime() - last >= BETWEEN_LOOKS && lookedAt.compareAndSet(last, System.nanoTime())) {
            world.store().pauses().unfinished(UNFINISHED).forEach(sweep::finish);
        }
    }
}
