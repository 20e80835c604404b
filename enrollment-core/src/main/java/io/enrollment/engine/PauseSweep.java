package io.enrollment.engine;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.Facts;
import io.enrollment.enrollment.Pause;
import io.enrollment.enrollment.PauseCause;
import io.enrollment.enrollment.Transition;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.PlanId;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Change;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.WidePause;
import io.enrollment.spi.WidePause.Phase;
import io.enrollment.subject.OrganizationId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses and resumes the enrollments of a plan whose flag is set, page by page, each in a transaction of its own; no lock is
 * held from one to the next. A sweep that breaks off is taken up from its beginning, by any node: what was paused or resumed
 * already is passed over, and two sweeps at once do each other no harm. Thread-safe.
 */
final class PauseSweep {

    private static final Logger LOG = LoggerFactory.getLogger(EnrollmentEngine.class);
    private static final int PAGE = 200;
    private static final Set<EnrollmentStatus> CAN_BE_PAUSED = Set.of(
            EnrollmentStatus.QUEUED,
            EnrollmentStatus.IN_PROGRESS,
            EnrollmentStatus.PENDING_DEPLOYMENT,
            EnrollmentStatus.ASSIGNED,
            EnrollmentStatus.PAUSED);

    private final World world;
    private final Commands commands;
    private final EngineListener listener;
    private final InstantSource clock;

    PauseSweep(World world, Commands commands, EngineListener listener, InstantSource clock) {
        this.world = world;
        this.commands = commands;
        this.listener = listener;
        this.clock = clock;
    }

    /** Does what a flag that was just read still asks for; returns how many enrollments changed. */
    long finish(WidePause flag) {
        return flag.phase() == Phase.LIFTING ? lift(flag) : pause(flag);
    }

    /** Pauses everything that is not paused for the cause of the flag yet, and says so in the flag. */
    long pause(WidePause flag) {
        long paused = sweep(flag, CAN_BE_PAUSED, one -> !isPausedBy(one, flag), one -> pausing(flag, one));
        if (flag.phase() == Phase.PAUSING) {
            world.store().pauses().replace(Optional.of(flag), Optional.of(flag.in(Phase.PAUSED)));
        }
        LOG.info("{} enrollments were paused for {}", paused, flag.key());
        return paused;
    }

    /** Resumes everything that is paused for the cause of a flag that is being lifted, and removes the flag. */
    long lift(WidePause flag) {
        Command resume = new Command.ResumeIt(Optional.of(flag.key().cause()), flag.by());
        long resumed = sweep(flag, Set.of(EnrollmentStatus.PAUSED), one -> isPausedBy(one, flag), one -> resume);
        world.store().pauses().replace(Optional.of(flag), Optional.empty());
        LOG.info("{} enrollments were resumed for {}", resumed, flag.key());
        return resumed;
    }

    /** The time paused is counted from when the plan was, or from when the enrollment began. */
    static Command pausing(WidePause flag, Enrollment one) {
        Instant since = one.enrolledAt().isAfter(flag.since()) ? one.enrolledAt() : flag.since();
        return new Command.PauseIt(flag.key().cause(), flag.by(), Optional.of(since));
    }

    private static boolean isPausedBy(Enrollment one, WidePause flag) {
        PauseCause cause = flag.key().cause();
        return one.pause()
                .map(Pause::causes)
                .filter(causes -> causes.contains(cause))
                .isPresent();
    }

    private long sweep(
            WidePause flag,
            Set<EnrollmentStatus> statuses,
            Predicate<Enrollment> concerned,
            Function<Enrollment, Command> command) {
        OrganizationId organization = flag.key().organization();
        if (!(flag.key().target() instanceof WidePause.OfPlan of)) {
            return 0;
        }
        EnrollmentQuery query = query(organization, of.plan(), statuses);
        long changed = 0;
        Optional<PageRequest> page = Optional.of(PageRequest.first(PAGE));
        while (page.isPresent()) {
            PageRequest present = page.get();
            Page<Enrollment> found = world.store().reader().find(query, present);
            changed += carryOut(
                    organization, found.items().stream().filter(concerned).toList(), command);
            page = found.next().map(present::after);
        }
        return changed;
    }

    static EnrollmentQuery query(OrganizationId organization, PlanId plan, Set<EnrollmentStatus> statuses) {
        EnrollmentQuery.Builder query = EnrollmentQuery.builder();
        return query.organization(organization).plan(plan).statuses(statuses).build();
    }

    /** What is needed to decide is loaded once for a page; those that changed meanwhile are commanded one by one. */
    private long carryOut(OrganizationId organization, List<Enrollment> page, Function<Enrollment, Command> command) {
        Map<EnrollmentId, Facts> facts = commands.factsLoader().load(page);
        Instant now = clock.instant();
        List<Transition> decided = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (Enrollment one : page) {
            Transition transition = decide(one, command.apply(one), Objects.requireNonNull(facts.get(one.id())), now);
            if (!transition.log().isEmpty()) {
                decided.add(transition);
                changes.add(new Change(one, transition.after(), transition.log()));
            }
        }
        List<ApplyOutcome> outcomes =
                Retrying.whileEffectUnknown(() -> world.store().writer().apply(changes));
        long changed = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            Enrollment before = changes.get(i).before();
            if (outcomes.get(i) == ApplyOutcome.STALE) {
                Command again = command.apply(before);
                changed +=
                        commands.carryOut(organization, before.id(), again, now).changed() ? 1 : 0;
            } else if (outcomes.get(i) != ApplyOutcome.GONE) {
                Transition done = decided.get(i);
                Listeners.tell(listener, l -> l.onTransition(done.after(), done.log()));
                changed++;
            }
        }
        return changed;
    }

    private Transition decide(Enrollment one, Command command, Facts facts, Instant now) {
        Decisions decider = commands.decider();
        return decider.decide(world.version(one.organization(), one.plan(), one.version()), one, command, facts, now);
    }
}
