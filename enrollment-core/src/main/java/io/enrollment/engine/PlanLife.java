package io.enrollment.engine;

import io.enrollment.enrollment.Command.By;
import io.enrollment.plan.PlanId;
import io.enrollment.spi.NotFoundException;
import io.enrollment.subject.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What becomes of the running enrollments of a plan when the plan changes. Thread-safe. */
public final class PlanLife {

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
