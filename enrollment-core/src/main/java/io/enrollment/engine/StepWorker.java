package io.enrollment.engine;

import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Decision;
import io.enrollment.enrollment.Effect;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.Facts;
import io.enrollment.enrollment.Outcome;
import io.enrollment.enrollment.Recovery;
import io.enrollment.enrollment.Transition;
import io.enrollment.internal.Fatal;
import io.enrollment.plan.PlanVersion;
import io.enrollment.plan.Step;
import io.enrollment.spi.Channel;
import io.enrollment.spi.Claim;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.Freeze;
import io.enrollment.spi.Frozen;
import io.enrollment.spi.Lease;
import io.enrollment.spi.StepQueue;
import io.enrollment.spi.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out one batch of due enrollments: claim, decide, hand off, settle. Holds no state between batches; thread-safe.
 */
final class StepWorker {

    private static final Logger LOG = LoggerFactory.getLogger(StepWorker.class);

    /** The most steps of one enrollment without a look at what else is due. */
    private static final int MOST_IN_A_ROW = 16;

    private final World world;
    private final Decisions decider;
    private final FactsLoader factsLoader;
    private final HandOffs handOffs;
    private final Settler settler;
    private final EngineSettings settings;
    private final InstantSource clock;
    private final LeaseKeeper leases;
    private final Places places;
    private final PauseGate pauses;
    private final Pacer pacer;

    StepWorker(
            World world,
            Decisions decider,
            FactsLoader factsLoader,
            HandOffs handOffs,
            EngineListener listener,
            EngineSettings settings,
            InstantSource clock,
            LeaseKeeper leases,
            PauseGate pauses) {
        this.world = world;
        this.decider = decider;
        this.factsLoader = factsLoader;
        this.handOffs = handOffs;
        LateSettler lateSettler = new LateSettler(world, decider, factsLoader, clock);
        this.settler = new Settler(world, lateSettler, listener, settings, clock);
        this.settings = settings;
        this.clock = clock;
        this.leases = leases;
        this.pauses = pauses;
        this.pacer = new Pacer(decider, handOffs, clock);
        this.places = new Places(world, decider, clock);
    }

    /**
     * Claims and carries out at most one batch, and goes on with those whose next step is due at once. Returns how many steps
     * it was that it had a claim for.
     */
    int workOnce(StopSignal stop) throws InterruptedException {
        Instant now = clock.instant();
        ClaimRequest request = new ClaimRequest(
                settings.node(), UUID.randomUUID().toString(), settings.batchSize(), now, settings.lease());
        long claimedAt = System.nanoTime();
        List<Claim> claims = Retrying.whileEffectUnknown(() -> queue().claim(request));
        if (claims.isEmpty()) {
            pauses.takeUp();
            return 0;
        }
        PauseGate.Flags flags = pauses.flags(claims);
        List<Claim> admitted = flags.admit(claims);
        return claims.size() - admitted.size() + carryOutAll(admitted, flags, claimedAt, stop);
    }

    private int carryOutAll(List<Claim> claims, PauseGate.Flags flags, long claimedAt, StopSignal stop)
            throws InterruptedException {
        int total = 0;
        try (LeaseKeeper.Hold hold = leases.hold(claims, claimedAt)) {
            List<Claim> present = claims;
            for (int left = MOST_IN_A_ROW; !present.isEmpty(); left--) {
                total += present.size();
                present = flags.admit(carryOut(present, flags, hold, stop, left > 1));
            }
        }
        return total;
    }

    /** Returns the claims that go on. */
    private List<Claim> carryOut(
            List<Claim> claims, PauseGate.Flags flags, LeaseKeeper.Hold hold, StopSignal stop, boolean mayGoOn)
            throws InterruptedException {
        List<Work> settled = new ArrayList<>(claims.size());
        List<Work> outside = new ArrayList<>(claims.size());
        for (Work work : decide(claims)) {
            (work.transition().isSettled() ? settled : outside).add(work);
        }
        List<Work> placed = new ArrayList<>(outside.size());
        for (Work work : places.take(pacer.pace(flags.hold(outside)))) {
            (work.transition().isSettled() ? settled : placed).add(work);
        }
        List<Work> allowed = marked(frozen(placed));
        settled.addAll(perform(allowed, hold, stop));
        return settler.settle(settled, hold, stop, mayGoOn);
    }

    private List<Work> decide(List<Claim> claims) {
        Map<EnrollmentId, Facts> facts =
                factsLoader.load(claims.stream().map(Claim::enrollment).toList());
        List<Work> works = new ArrayList<>(claims.size());
        for (Claim claim : claims) {
            Facts known = Objects.requireNonNull(facts.get(claim.enrollment().id()));
            decide(claim, known).ifPresent(works::add);
        }
        return works;
    }

    /** One row that cannot be decided on is put aside as FAILED; it never stops the others. */
    private Optional<Work> decide(Claim claim, Facts facts) {
        Enrollment state = claim.enrollment();
        Instant now = clock.instant();
        try {
            PlanVersion version = world.version(state.organization(), state.plan(), state.version());
            return Optional.of(decide(claim, version, facts, now));
        } catch (StoreUnavailableException unavailable) {
            throw unavailable;
        } catch (RuntimeException | Error failed) {
            Fatal.rethrow(failed);
            LOG.warn("enrollment {} cannot be decided on and is put aside as FAILED", state.id(), failed);
            settler.putAside(claim, parked(state, facts, failed, now));
            return Optional.empty();
        }
    }

    private Transition parked(Enrollment state, Facts facts, Throwable failed, Instant now) {
        return decider.park(state, "DECISION_FAILED", String.valueOf(failed.getMessage()), facts, now);
    }

    private Work decide(Claim claim, PlanVersion version, Facts facts, Instant now) {
        Enrollment state = claim.enrollment();
        try {
            Recovery recovery = recovery(claim, version, now);
            Transition decided = decider.decide(version, state, new Command.StepDue(recovery), facts, now);
            return new Work(claim, version, facts, decided, Optional.empty(), new Decision.LetOut(recovery, now));
        } catch (LookupFailedException unanswered) {
            Outcome unknown = new Outcome.Unknown("lookup failed: " + unanswered.getMessage());
            Command.Attempted attempted = new Command.Attempted(unknown, claim.firstClaimedAt(), true);
            Transition later = decider.decide(version, state, attempted, facts, now);
            Decision.LetOut fresh = new Decision.LetOut(new Recovery.Fresh(), now);
            return new Work(claim, version, facts, later, Optional.of(attempted), fresh);
        }
    }

    private Recovery recovery(Claim claim, PlanVersion version, Instant now) {
        Optional<Step.Message> message = claim.enrollment()
                .step()
                .flatMap(version.plan()::step)
                .filter(Step.Message.class::isInstance)
                .map(Step.Message.class::cast);
        Optional<Channel> channel = message.flatMap(step -> handOffs.channel(step.channel()));
        if (channel.isEmpty()) {
            return new Recovery.Fresh();
        }
        try {
            return Recoveries.of(claim, message.get(), channel.get(), now);
        } catch (RuntimeException | Error failed) {
            Fatal.rethrow(failed);
            throw new LookupFailedException(failed);
        }
    }

    /** Stores the messages of channels that must be handed the same one again; leaves out those whose lease is lost. */
    private List<Work> frozen(List<Work> outside) {
        List<Freeze> freezes =
                outside.stream().flatMap(work -> handOffs.freeze(work).stream()).toList();
        if (freezes.isEmpty()) {
            return outside;
        }
        List<Frozen> stored = queue().freeze(freezes);
        Map<Lease, Frozen> answers = new HashMap<>();
        for (int i = 0; i < stored.size(); i++) {
            answers.put(freezes.get(i).lease(), stored.get(i));
        }
        Set<Lease> lost = answers.entrySet().stream()
                .filter(answer -> !answer.getValue().held())
                .map(Map.Entry::getKey)
                .collect(toUnmodifiableSet());
        return without(lost, outside).stream()
                .map(work -> work.with(
                        Optional.ofNullable(answers.get(work.claim().lease())).flatMap(Frozen::message)))
                .toList();
    }

    /**
     * Commits the mark of the messages that nothing could tell of afterwards; leaves out those whose lease is lost, and says
     * so to the store, since their message does not leave.
     */
    private List<Work> marked(List<Work> outside) {
        List<Work> toMark = outside.stream().filter(this::needsMark).toList();
        if (toMark.isEmpty()) {
            return outside;
        }
        List<Lease> leases = toMark.stream().map(work -> work.claim().lease()).toList();
        List<Boolean> held = Retrying.whileEffectUnknown(() -> queue().mark(leases));
        Set<Lease> lost = IntStream.range(0, toMark.size())
                .filter(i -> !held.get(i))
                .mapToObj(i -> toMark.get(i).claim().lease())
                .collect(toUnmodifiableSet());
        return without(lost, outside);
    }

    private List<Work> without(Set<Lease> lost, List<Work> outside) {
        if (lost.isEmpty()) {
            return outside;
        }
        Map<Boolean, List<Work>> parts = outside.stream()
                .collect(partitioningBy(work -> lost.contains(work.claim().lease())));
        giveBack(Objects.requireNonNull(parts.get(true)));
        return Objects.requireNonNull(parts.get(false));
    }

    /** The place under the caps before the claim: what breaks off in between is claimed, and takes its place, again. */
    private void giveBack(List<Work> unsent) {
        places.giveBack(unsent);
        queue().release(unsent.stream().map(work -> work.claim().lease()).toList());
    }

    private boolean needsMark(Work work) {
        return work.transition().effect() instanceof Effect.HandOff handOff
                && handOffs.channel(handOff.step().channel())
                        .filter(channel -> Recoveries.needsMark(handOff.step(), channel))
                        .isPresent();
    }

    /** Hands off what is allowed, as long as the leases stand and nobody asks to stop; the rest is given back. */
    private List<Work> perform(List<Work> outside, LeaseKeeper.Hold hold, StopSignal stop) throws InterruptedException {
        List<UnderWay> started = new ArrayList<>(outside.size());
        List<Work> unsent = new ArrayList<>();
        for (Work work : outside) {
            if (stop.isRaised() || !mayHandOff(work, hold)) {
                unsent.add(work);
            } else {
                Instant at = clock.instant();
                started.add(new UnderWay(work, at, handOffs.start(work)));
            }
        }
        if (!unsent.isEmpty()) {
            giveBack(unsent);
        }
        return collect(started);
    }

    private boolean mayHandOff(Work work, LeaseKeeper.Hold hold) {
        return hold.allowsAnother(settings.sendTimeout())
                && hold.stillHolds(work.claim().lease());
    }

    private List<Work> collect(List<UnderWay> started) throws InterruptedException {
        List<Work> done = new ArrayList<>(started.size());
        long deadline = System.nanoTime() + settings.sendTimeout().toNanos();
        for (UnderWay one : started) {
            Outcome outcome = HandOffs.await(one.outcome(), Duration.ofNanos(deadline - System.nanoTime()));
            done.add(decideOn(one.work(), outcome, one.startedAt()));
        }
        return done;
    }

    /** A hand-off that was started. */
    private record UnderWay(Work work, Instant startedAt, CompletableFuture<Outcome> outcome) {}

    private Work decideOn(Work work, Outcome outcome, Instant startedAt) {
        Instant now = clock.instant();
        Command.Attempted attempted = Attempting.of(work, outcome, startedAt, now, handOffs);
        Transition decided = decider.decide(
                work.version(), work.claim().enrollment(), attempted, work.facts(), now, Optional.of(work.letOut()));
        return work.after(attempted, decided);
    }

    private StepQueue queue() {
        return world.store().steps();
    }

    /** A channel that could not say what it knows of a message. */
    private static final class LookupFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LookupFailedException(Throwable cause) {
            super(cause.getClass().getSimpleName(), cause);
        }
    }
}
