package io.enrollment.engine;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Command.By;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.PlanId;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What becomes of the running enrollments of a plan when the plan changes. Thread-safe. */
public final class PlanLife {

    private static final int PAGE = 200;

    private final OrganizationId organization;
    private final World world;
    private final Commands commands;
    private final InstantSource clock;
    private final Runnable wakeUp;

    PlanLife(OrganizationId organization, World world, Commands commands, InstantSource clock, Runnable wakeUp) {
        this.organization = organization;
        this.world = world;
        this.commands = commands;
        this.clock = clock;
        this.wakeUp = wakeUp;
    }

    /**
     * Archives a plan: nobody is enrolled in it any more, and attempts are refused with PLAN_ARCHIVED. Idempotent.
     *
     * @param running what becomes of those who are in it
     * @return how many running enrollments were stopped
     * @throws NotFoundException if there is no such plan
     */
    public long archive(PlanId plan, OnArchive running, By by) {
        world.newest(organization, plan);
        Instant now = clock.instant();
        world.store().plans().archive(organization, plan, Optional.of(now));
        return running == OnArchive.STOP_RUNNING ? stopAll(plan, by, now) : 0;
    }

    /**
     * Takes a plan out of the archive; those who were stopped stay so.
     *
     * @throws NotFoundException if there is no such plan
     */
    public void unarchive(PlanId plan) {
        world.newest(organization, plan);
        world.store().plans().archive(organization, plan, Optional.empty());
    }

    /**
     * When the next enroller run of a plan is scheduled; empty when none is, or the plan is archived.
     *
     * @throws NotFoundException if there is no such plan
     */
    public Optional<Instant> nextRun(PlanId plan) {
        return new Timetable(world).next(organization, world.newest(organization, plan), clock.instant());
    }

    /** Since when a plan is archived; empty when it is not. */
    public Optional<Instant> archivedAt(PlanId plan) {
        return world.store().plans().archivedAt(organization, plan);
    }

    /** One page after the other, from the newest on; a second time for those that were on their way in meanwhile. */
    private long stopAll(PlanId plan, By by, Instant now) {
        long stopped = 0;
        for (int round = 0; round < 2; round++) {
            PageRequest request = PageRequest.first(PAGE);
            Optional<String> next;
            do {
                Page<Enrollment> page = world.store().reader().find(Migrator.running(organization, plan), request);
                for (Enrollment one : page.items()) {
                    Command stop = new Command.StopIt(EndCause.PLAN_ARCHIVED, by);
                    stopped +=
                            commands.carryOut(organization, one.id(), stop, now).changed() ? 1 : 0;
                }
                next = page.next();
                request = next.map(request::after).orElse(request);
            } while (next.isPresent());
        }
        return stopped;
    }

    /**
     * What {@link #migrate} would do now, without doing it.
     *
     * @throws NotFoundException if there is no such plan or version
     */
    public MigrationSummary previewMigration(MigrationRequest request) {
        return migrator(By.ENGINE, false).migrate(request);
    }

    /**
     * Moves running enrollments to another version of their plan, in batches, while the engine works on. A step that was
     * carried out is never carried out again, the time already waited counts, and what would have been due in the past is
     * due now. One with a hand-off in doubt, or an open task that the other version does not have, stays where it is.
     *
     * @throws NotFoundException if there is no such plan or version
     */
    public MigrationSummary migrate(MigrationRequest request, By by) {
        MigrationSummary summary = migrator(by, true).migrate(request);
        wakeUp.run();
        return summary;
    }

    /**
     * Takes a migration back for every enrollment to which nothing happened since, and whose migration is not longer ago
     * than {@code window}; the others stay.
     *
     * @param plan the plan
     * @param from the version that they had
     * @param to the version that they were moved to
     * @throws NotFoundException if there is no such plan or version
     */
    public MigrationSummary undoMigration(PlanId plan, int from, int to, Duration window, By by) {
        Instant since = clock.instant().minus(window);
        MigrationSummary summary = migrator(by, true).undo(plan, from, to, since);
        wakeUp.run();
        return summary;
    }

    private Migrator migrator(By by, boolean apply) {
        return new Migrator(
                organization, world, commands.decider(), commands.factsLoader(), by, clock.instant(), apply);
    }
}
