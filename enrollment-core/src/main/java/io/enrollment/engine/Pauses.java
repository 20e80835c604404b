package io.enrollment.engine;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Command.By;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.PauseCause;
import io.enrollment.internal.Micros;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.PlanVersion;
import io.enrollment.plan.Step;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.PauseStore;
import io.enrollment.spi.WidePause;
import io.enrollment.spi.WidePause.Key;
import io.enrollment.spi.WidePause.Phase;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OrganizationId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses whole plans and channels. A stored flag holds from the next claim on, on every node and for enrollments that come
 * later too; a message that is on its way to its channel by then stands. Everything here is idempotent, and what a crash breaks
 * off is taken up by the next engine that has nothing else to do. Thread-safe.
 */
public final class Pauses {

    private static final Logger LOG = LoggerFactory.getLogger(EnrollmentEngine.class);
    private static final int PAGE = 200;
    private static final List<PauseCause> OF_PLANS = List.of(PauseCause.PLAN, PauseCause.BOUNCES);

    private final OrganizationId organization;
    private final World world;
    private final Commands commands;
    private final PauseSweep sweep;
    private final Breakers breakers;
    private final InstantSource clock;
    private final Runnable wakeUp;

    Pauses(
            OrganizationId organization,
            World world,
            Commands commands,
            PauseSweep sweep,
            Breakers breakers,
            InstantSource clock,
            Runnable wakeUp) {
        this.organization = organization;
        this.world = world;
        this.commands = commands;
        this.sweep = sweep;
        this.breakers = breakers;
        this.clock = clock;
        this.wakeUp = wakeUp;
    }

    /** What is paused now, or being paused or resumed. */
    public List<WidePause> list() {
        return store().of(Set.of(organization));
    }

    /** The pauses of a plan; several when it is paused for several causes. */
    public List<WidePause> of(PlanId plan) {
        return list().stream().filter(pause -> pause.isOf(plan)).toList();
    }

    /**
     * Pauses a plan: nothing of it is carried out from the next claim on, and its enrollments are paused, page by page, for the
     * cause PLAN beside whatever else they are paused for. Their time paused is counted from now.
     *
     * @return how many enrollments this call paused; none when the plan was paused already
     * @throws NotFoundException if there is no such plan
     */
    public long pausePlan(PlanId plan, By by) {
        return pausePlan(plan, PauseCause.PLAN, by);
    }

    long pausePlan(PlanId plan, PauseCause cause, By by) {
        world.newest(organization, plan);
        return sweep.pause(flagged(new Key(organization, new WidePause.OfPlan(plan), cause), Phase.PAUSING, by));
    }

    /**
     * Ends the pause of a plan, whatever it was paused for: its enrollments go on as the plan's {@code onResume} says, page by page, but for
     * those that are paused for another cause of their own.
     *
     * @return how many enrollments this call resumed, or of how many it ended one cause
     * @throws NotFoundException if there is no such plan
     */
    public long resumePlan(PlanId plan, By by) {
        world.newest(organization, plan);
        long resumed = 0;
        for (PauseCause cause : OF_PLANS) {
            Optional<WidePause> flag = find(new Key(organization, new WidePause.OfPlan(plan), cause));
            resumed += flag.isPresent() ? resume(flag.get(), by) : 0;
            if (flag.isPresent() && cause == PauseCause.BOUNCES) {
                breakers.forget(organization, plan);
            }
        }
        wakeUp.run();
        return resumed;
    }

    /** Those that came during the pause are paused first, so that their time stands still as that of the others did. */
    private long resume(WidePause flag, By by) {
        WidePause standing = flag;
        if (flag.phase() != Phase.LIFTING) {
            sweep.pause(flag);
            Optional<WidePause> paused = find(flag.key()).filter(now -> now.phase() == Phase.PAUSED);
            if (paused.isEmpty()) {
                return 0;
            }
            standing = new WidePause(flag.key(), Phase.LIFTING, paused.get().since(), by);
            if (!store().replace(paused, Optional.of(standing))) {
                return 0;
            }
            LOG.info("{} is resumed by {}", flag.key(), by.actor());
        }
        return sweep.lift(standing);
    }

    /**
     * Pauses a channel: its messages are held (PENDING_DEPLOYMENT, CHANNEL_PAUSED) from the next claim on; everything else goes on.
     *
     * @return whether it was not paused before
     */
    public boolean pauseChannel(ChannelKind channel, By by) {
        Key key = ofChannel(channel);
        boolean before = find(key).isPresent();
        flagged(key, Phase.PAUSED, by);
        return !before;
    }

    /**
     * Ends the pause of a channel: what it holds is due at once, under its windows and checks.
     *
     * @return how many messages were held
     */
    public long resumeChannel(ChannelKind channel, By by) {
        Optional<WidePause> flag = find(ofChannel(channel));
        if (flag.isPresent() && store().replace(flag, Optional.empty())) {
            LOG.info("{} is resumed by {}", flag.get().key(), by.actor());
        }
        long due = 0;
        for (PlanVersion plan : world.store().plans().all(organization)) {
            due += hurry(
                    PauseSweep.query(organization, plan.id(), Set.of(EnrollmentStatus.PENDING_DEPLOYMENT)),
                    channel,
                    by);
        }
        wakeUp.run();
        return due;
    }

    private long hurry(EnrollmentQuery query, ChannelKind channel, By by) {
        long due = 0;
        Optional<PageRequest> page = Optional.of(PageRequest.first(PAGE));
        while (page.isPresent()) {
            PageRequest present = page.get();
            Page<Enrollment> found = world.store().reader().find(query, present);
            for (Enrollment one : found.items()) {
                due += isHeldWith(channel, one) && hurry(one, by) ? 1 : 0;
            }
            page = found.next().map(present::after);
        }
        return due;
    }

    private boolean hurry(Enrollment one, By by) {
        Command hurry = new Command.HurryIt(one.step().orElseThrow(), by);
        return commands.carryOut(organization, one.id(), hurry, clock.instant()).changed();
    }

    private boolean isHeldWith(ChannelKind channel, Enrollment one) {
        return one.heldBecause().filter(PauseGate.CHANNEL_PAUSED::equals).isPresent()
                && one.step()
                        .flatMap(key -> world.step(one, key))
                        .filter(step -> step instanceof Step.Message message && message.channel() == channel)
                        .isPresent();
    }

    private Key ofChannel(ChannelKind channel) {
        return new Key(organization, new WidePause.OfChannel(channel), PauseCause.CHANNEL_LIMIT);
    }

    private Optional<WidePause> find(Key key) {
        return list().stream().filter(pause -> pause.key().equals(key)).findFirst();
    }

    /** The flag that stands for a key: the one that is there, or a new one, also in the place of one that is being lifted. */
    private WidePause flagged(Key key, Phase phase, By by) {
        while (true) {
            Optional<WidePause> before = find(key);
            if (before.isPresent() && before.get().phase() != Phase.LIFTING) {
                return before.get();
            }
            WidePause flag = new WidePause(key, phase, Micros.instant(Micros.floor(clock.instant())), by);
            if (store().replace(before, Optional.of(flag))) {
                LOG.info("{} is paused by {}", key, by.actor());
                return flag;
            }
        }
    }

    private PauseStore store() {
        return world.store().pauses();
    }
}
