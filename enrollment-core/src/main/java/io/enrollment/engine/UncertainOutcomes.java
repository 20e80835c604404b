package io.enrollment.engine;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.plan.StepKey;
import io.enrollment.report.UncertainOutcome;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.OrganizationId;
import java.time.InstantSource;
import java.util.Optional;

/** Messages of which nobody knows whether they left, and what a person finds out about them. Thread-safe. */
public final class UncertainOutcomes {

    private static final int PAGE = 200;

    private final OrganizationId organization;
    private final World world;
    private final Commands commands;
    private final InstantSource clock;
    private final Runnable wakeUp;

    UncertainOutcomes(
            OrganizationId organization, World world, Commands commands, InstantSource clock, Runnable wakeUp) {
        this.organization = organization;
        this.world = world;
        this.commands = commands;
        this.clock = clock;
        this.wakeUp = wakeUp;
    }

    /** Those that nobody has resolved, newest first. */
    public Page<UncertainOutcome> list(PageRequest page) {
        return world.store().reader().uncertain(organization, page);
    }

    /**
     * Says that a message was sent after all. An enrollment that is blocked by it goes on with the next step, as if it had been
     * sent now.
     *
     * @throws NotFoundException if there is no such enrollment, or no message of this step was uncertain in it
     */
    public CommandResult wasSent(EnrollmentId id, StepKey step, Command.By by) {
        return resolve(id, step, true, by);
    }

    /**
     * Says that a message was not sent. An enrollment that is blocked by it tries the step again; one that went on stays where it
     * is, and the message stays counted as sent.
     *
     * @throws NotFoundException if there is no such enrollment, or no message of this step was uncertain in it
     */
    public CommandResult wasNotSent(EnrollmentId id, StepKey step, Command.By by) {
        return resolve(id, step, false, by);
    }

    private CommandResult resolve(EnrollmentId id, StepKey step, boolean sent, Command.By by) {
        CommandResult result =
                commands.carryOut(organization, id, state -> command(state, step, sent, by), clock.instant());
        wakeUp.run();
        return result;
    }

    private Command command(Enrollment state, StepKey step, boolean sent, Command.By by) {
        boolean ever = false;
        boolean open = false;
        Optional<PageRequest> page = Optional.of(PageRequest.first(PAGE));
        while (page.isPresent()) {
            PageRequest present = page.get();
            Page<LogEntry> found = world.store().reader().log(organization, state.id(), present);
            for (LogEntry entry : found.items()) {
                if (entry.step().filter(step::equals).isPresent()) {
                    ever |= UncertainOutcome.begins(entry);
                    open = UncertainOutcome.begins(entry) || (open && !UncertainOutcome.ends(entry));
                }
            }
            page = found.next().map(present::after);
        }
        if (!ever) {
            throw new NotFoundException(
                    "there is no uncertain message of step " + step + " in enrollment " + state.id());
        }
        return new Command.ResolveIt(step, sent, open, by);
    }
}
