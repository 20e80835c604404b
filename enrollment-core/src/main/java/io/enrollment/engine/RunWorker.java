package io.enrollment.engine;

import io.enrollment.run.EnrollerRun;
import io.enrollment.spi.AudienceSource;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.RunClaim;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;

/** Carries out enroller runs, one at a time, chunk by chunk. Holds no state between runs; thread-safe. */
final class RunWorker {

    private final World world;
    private final Timetable timetable;
    private final Enroller enroller;
    private final Commands commands;
    private final AudienceSource audience;
    private final EngineListener listener;
    private final EngineSettings settings;
    private final InstantSource clock;
    private final RunKeeper keeper;

    RunWorker(
            World world,
            Enroller enroller,
            Commands commands,
            AudienceSource audience,
            EngineListener listener,
            EngineSettings settings,
            InstantSource clock) {
        this.world = world;
        this.timetable = new Timetable(world);
        this.enroller = enroller;
        this.commands = commands;
        this.audience = audience;
        this.listener = listener;
        this.settings = settings;
        this.clock = clock;
        this.keeper = new RunKeeper(() -> world.store().runs(), settings);
    }

    /**
     * Claims a run and works on it until it ends, has to wait, is taken away, or the signal is raised. Returns whether there
     * was one. A helper of several threads finds and judges the next chunk while those before it are being stored.
     */
    boolean workOnce(StopSignal stop, Optional<Executor> helper) {
        ClaimRequest request =
                new ClaimRequest(settings.node(), UUID.randomUUID().toString(), 1, clock.instant(), settings.lease());
        Optional<RunClaim> claim =
                Retrying.whileEffectUnknown(() -> world.store().runs().claim(request));
        claim.ifPresent(one -> new RunSession(this, one, helper).work(stop));
        return claim.isPresent();
    }

    /** Starts what plans have scheduled until now. Returns whether there was anything. */
    boolean startScheduled() {
        return timetable.startDue(clock.instant());
    }

    World world() {
        return world;
    }

    Enroller enroller() {
        return enroller;
    }

    Commands commands() {
        return commands;
    }

    RunKeeper keeper() {
        return keeper;
    }

    AudienceSource audience() {
        return audience;
    }

    EngineSettings settings() {
        return settings;
    }

    InstantSource clock() {
        return clock;
    }

    void tell(EnrollerRun run) {
        Listeners.tell(listener, l -> l.onRun(run));
    }
}
