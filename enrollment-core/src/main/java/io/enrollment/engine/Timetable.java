package io.enrollment.engine;

import com.google.common.hash.Hashing;
import io.enrollment.enrollment.Command;
import io.enrollment.internal.Fatal;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.PlanVersion;
import io.enrollment.plan.RunSchedule;
import io.enrollment.run.RunId;
import io.enrollment.run.RunPurpose;
import io.enrollment.spi.ScheduleMark;
import io.enrollment.spi.ScheduleStore;
import io.enrollment.spi.StoreUnavailableException;
import io.enrollment.subject.OrganizationId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the enroller runs that plans have scheduled. Any number of nodes may do so at once: the id of a scheduled run is
 * that of its plan and time, so that a time starts one run at most, and the mark of a plan moves on only after its run is
 * stored, so that a crash in between repeats and loses nothing. Thread-safe.
 */
final class Timetable {

    private static final Logger LOG = LoggerFactory.getLogger(Timetable.class);
    private static final int BATCH = 100;
    private static final int TRIES = 20;
    private static final Duration LATER = Duration.ofMinutes(1);

    private final World world;

    Timetable(World world) {
        this.world = world;
    }

    private ScheduleStore schedules() {
        return world.store().schedules();
    }

    /** Starts what is to start by now, of every organization. Returns whether any schedule was dealt with. */
    boolean startDue(Instant now) {
        return schedules().due(now, BATCH).stream()
                        .filter(mark -> dealtWith(mark, now))
                        .count()
                > 0;
    }

    /** A plan that cannot be scheduled, such as one of an organization that is gone, holds up no other one. */
    private boolean dealtWith(ScheduleMark mark, Instant now) {
        try {
            start(mark, now);
        } catch (StoreUnavailableException unavailable) {
            throw unavailable;
        } catch (RuntimeException | Error failed) {
            Fatal.rethrow(failed);
            LOG.warn("the run schedule of plan {} is looked at again in {}", mark.plan(), LATER, failed);
            move(Optional.of(mark), at(mark, mark.seenUntil(), Optional.of(now.plus(LATER))));
        }
        return true;
    }

    private void start(ScheduleMark mark, Instant now) {
        Optional<PlanVersion> newest = world.store().plans().newest(mark.organization(), mark.plan());
        Optional<RunSchedule> schedule =
                newest.flatMap(version -> version.plan().runSchedule());
        Instant until = now.isBefore(mark.seenUntil()) ? mark.seenUntil() : now;
        if (schedule.isEmpty()) {
            move(Optional.of(mark), at(mark, until, Optional.empty()));
            return;
        }
        ZoneId zone = world.organization(mark.organization()).zoneOrUtc();
        Plan plan = newest.get().plan();
        schedule.get()
                .latest(plan, mark.seenUntil(), until, zone)
                .filter(time -> !time.plus(schedule.get().latest()).isBefore(until))
                .filter(time -> !isArchived(mark))
                .ifPresent(time -> create(mark.organization(), newest.get(), schedule.get(), time, now));
        move(Optional.of(mark), at(mark, until, schedule.get().next(plan, until, zone)));
    }

    private boolean isArchived(ScheduleMark mark) {
        return world.store()
                .plans()
                .archivedAt(mark.organization(), mark.plan())
                .isPresent();
    }

    private void create(
            OrganizationId organization, PlanVersion version, RunSchedule schedule, Instant time, Instant now) {
        Duration late = Duration.between(time, now);
        String reason = "scheduled for " + time
                + (late.compareTo(RunSchedule.ON_TIME) > 0
                        ? ", missed, and started " + late.toMinutes() + " minutes late"
                        : "");
        RunRequest.Builder request = RunRequest.builder();
        request.plan(version.id())
                .purpose(schedule.evaluateAndExpire() ? RunPurpose.CAMPAIGN_EVALUATION_AND_EXPIRE : RunPurpose.DEFAULT)
                .by(new Command.By("schedule", reason));
        Retrying.whileEffectUnknown(() -> world.store()
                .runs()
                .create(RunPlanner.ofPlan(idOf(version.id(), time), organization, request.build(), version, now)));
    }

    /** The same for every node, and for every try. */
    private static RunId idOf(PlanId plan, Instant time) {
        String hash = Hashing.sha256()
                .hashString(plan.value(), StandardCharsets.UTF_8)
                .toString()
                .substring(0, 32);
        return RunId.of("scheduled-" + hash + "-" + time.getEpochSecond());
    }

    /**
     * Before a plan is published: what the version before it had scheduled until now starts, and the schedule is looked at when
     * the new version wants to be, or the old one, should this one not be published after all. A version that is published
     * already changes nothing.
     */
    void prepare(OrganizationId organization, Plan plan, boolean published, Instant now) {
        ZoneId zone = world.organization(organization).zoneOrUtc();
        Optional<Instant> next = plan.runSchedule().flatMap(schedule -> schedule.next(plan, now, zone));
        for (int i = 0; i < TRIES; i++) {
            Optional<ScheduleMark> mark = schedules().find(organization, plan.id());
            if ((mark.isEmpty() && next.isEmpty()) || (mark.isPresent() && published)) {
                return;
            }
            if (mark.flatMap(ScheduleMark::lookAt)
                    .filter(at -> !at.isAfter(now))
                    .isPresent()) {
                start(mark.get(), now);
            } else if (move(mark, prepared(organization, plan.id(), mark, next, now))) {
                return;
            }
        }
        throw new IllegalStateException("the run schedule of plan " + plan.id() + " moved on too often to be changed");
    }

    private static ScheduleMark prepared(
            OrganizationId organization,
            PlanId plan,
            Optional<ScheduleMark> before,
            Optional<Instant> next,
            Instant now) {
        Optional<Instant> lookAt = Stream.of(before.flatMap(ScheduleMark::lookAt), next)
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
        Instant seen = before.map(ScheduleMark::seenUntil).filter(now::isBefore).orElse(now);
        return new ScheduleMark(organization, plan, seen, lookAt);
    }

    private boolean move(Optional<ScheduleMark> before, ScheduleMark after) {
        return Retrying.whileEffectUnknown(() -> schedules().move(before, after));
    }

    private static ScheduleMark at(ScheduleMark mark, Instant seenUntil, Optional<Instant> lookAt) {
        return new ScheduleMark(mark.organization(), mark.plan(), seenUntil, lookAt);
    }

    /** When the next run of a plan is scheduled; empty when none is, or the plan is archived. */
    Optional<Instant> next(OrganizationId organization, PlanVersion version, Instant now) {
        Optional<RunSchedule> schedule = version.plan().runSchedule();
        if (schedule.isEmpty()
                || world.store().plans().archivedAt(organization, version.id()).isPresent()) {
            return Optional.empty();
        }
        return schedule.get()
                .next(version.plan(), now, world.organization(organization).zoneOrUtc());
    }
}
