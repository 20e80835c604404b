package io.enrollment.enrollment;

import io.enrollment.calendar.DueTime;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.StepKey;
import java.util.Optional;

/** What people do to the present step, and to a reply: leave it out, hurry it, take it back; and the end by time. */
final class StepCommands {

    private final Plan plan;
    private final Facts facts;
    private final Schedule schedule;
    private final Walk walk;

    StepCommands(Plan plan, Facts facts, Schedule schedule, Walk walk) {
        this.plan = plan;
        this.facts = facts;
        this.schedule = schedule;
        this.walk = walk;
    }

    /** Whether this is one of them. */
    static boolean isOne(Command command) {
        return command instanceof Command.ExpireIt
                || command instanceof Command.SkipIt
                || command instanceof Command.HurryIt
                || command instanceof Command.UndoReplyIt
                || command instanceof Command.ResolveIt;
    }

    Transition carryOut(Command command) {
        if (command instanceof Command.ExpireIt expire) {
            return expire(expire);
        }
        if (command instanceof Command.SkipIt skip) {
            return skip(skip);
        }
        if (command instanceof Command.ResolveIt resolve) {
            return resolve(resolve);
        }
        return command instanceof Command.HurryIt hurry ? hurry(hurry) : undo((Command.UndoReplyIt) command);
    }

    private EnrollmentStatus status() {
        return walk.state().status();
    }

    private Transition refused(String verb, String why) {
        return Transition.refused(walk.state(), "cannot " + verb + why + " in an enrollment that is " + status());
    }

    private boolean isPresent(StepKey step) {
        return walk.state().step().filter(step::equals).isPresent();
    }

    private Transition expire(Command.ExpireIt command) {
        if (!status().isTerminal()) {
            walk.end(EnrollmentStatus.EXPIRED, command.cause(), LogKind.EXPIRED, command.by());
        }
        return walk.settled();
    }

    private Transition skip(Command.SkipIt command) {
        if (walk.state().done().contains(command.step())) {
            return walk.settled();
        }
        boolean failed = status() == EnrollmentStatus.FAILED;
        if (!isPresent(command.step()) || !(status().isActive() || failed)) {
            return refused("skip", " step " + command.step());
        }
        if (failed) {
            unblock();
        }
        walk.skip("BY_COMMAND", command.by());
        return walk.settled();
    }

    /** What waits for an event has no delay to be cut short; what is open waits for a person. */
    private Transition hurry(Command.HurryIt command) {
        if (walk.state().done().contains(command.step())) {
            return walk.settled();
        }
        boolean carried = status().isActive() && status() != EnrollmentStatus.ASSIGNED;
        if (!isPresent(command.step())
                || !carried
                || Waits.event(walk.current()).isPresent()) {
            return refused("run", " step " + command.step() + " now");
        }
        Optional<DueTime> due = schedule.gate(walk.current(), walk.state(), walk.now());
        if (due.isEmpty()) {
            return refused("run", " step " + command.step() + ", whose window never opens,");
        }
        if (!due.get().at().isBefore(walk.state().due().orElseThrow().at())) {
            return walk.settled();
        }
        LogEntry.Builder entry = walk.stepEntry(LogKind.HURRIED);
        Walk.named(entry, command.by());
        walk.log(entry);
        walk.update(walk.state().toBuilder()
                .status(walk.underWay())
                .heldBecause(Optional.empty())
                .waitOver(walk.now()));
        walk.dueAt(Dues.because("run at once", due.get()));
        return walk.settled();
    }

    private Transition resolve(Command.ResolveIt command) {
        if (!command.stands()) {
            return walk.settled();
        }
        LogEntry.Builder entry =
                walk.entry(LogKind.RESOLVED).step(command.step()).reason(command.sent() ? "SENT" : "NOT_SENT");
        Walk.named(entry, command.by());
        walk.log(entry);
        boolean blocks = isPresent(command.step())
                && walk.state()
                        .failure()
                        .map(Failure::reason)
                        .filter(Walk.UNCERTAIN::equals)
                        .isPresent();
        if (blocks && command.sent()) {
            unblock();
            walk.advance(walk.now());
        } else if (blocks) {
            new Interventions(plan, facts, schedule, walk).carryOut(new Command.RetryIt(command.by()));
        }
        return walk.settled();
    }

    /** A step that is left needs no failure any more. */
    private void unblock() {
        walk.update(walk.state().toBuilder()
                .status(walk.underWay())
                .failure(Optional.empty())
                .due(Dues.provisional(walk.now())));
    }

    private Transition undo(Command.UndoReplyIt command) {
        if (!command.stands()) {
            return walk.settled();
        }
        LogEntry.Builder entry = walk.entry(LogKind.REPLY_UNDONE)
                .reason(command.channel().name())
                .putDetail("event", command.eventId());
        Walk.named(entry, command.by());
        walk.log(entry);
        walk.update(walk.state().toBuilder().counters(walk.state().counters().plusReplied(command.channel(), -1)));
        if (command.last() && walk.state().pause().isPresent()) {
            Interventions interventions = new Interventions(plan, facts, schedule, walk);
            interventions.carryOut(new Command.ResumeIt(Optional.of(PauseCause.REPLIED), command.by()));
            if (walk.state().pause().isPresent()) {
                interventions.carryOut(new Command.ResumeIt(Optional.of(PauseCause.REVIEW), command.by()));
            }
        }
        return walk.settled();
    }
}
