package io.enrollment.enrollment;

import io.enrollment.calendar.DueTime;
import io.enrollment.plan.Disposition;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.OnAppointment;
import io.enrollment.plan.Plan;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What people carry out: calls and tasks are assigned, given to others, and end with a disposition. */
final class Works {

    /** The reason of a step that stayed open for longer than the plan allows. */
    static final String OVERDUE = "OVERDUE";

    private final Plan plan;
    private final Schedule schedule;
    private final Walk walk;

    Works(Plan plan, Schedule schedule, Walk walk) {
        this.plan = plan;
        this.schedule = schedule;
        this.walk = walk;
    }

    Transition carryOut(Command command) {
        return command instanceof Command.DisposeIt dispose ? dispose(dispose) : reassign((Command.ReassignIt) command);
    }

    /** Assigns the present step. */
    void assign(Step.Personal step) {
        Optional<Instant> dueBy = step.dueWithin().map(walk.now()::plus);
        LogEntry.Builder entry = walk.stepEntry(LogKind.ASSIGNED)
                .putDetail("assignee", step.assignee())
                .putDetail("attempt", Integer.toString(walk.state().work().attempts() + 1));
        dueBy.ifPresent(at -> entry.putDetail("dueBy", at.toString()));
        walk.log(entry);
        open(step, new Assignment(step.assignee(), walk.now(), dueBy));
    }

    private void open(Step.Personal step, Assignment assignment) {
        Optional<DueTime> until = assignment
                .dueBy()
                .filter(at -> step.skipOverdue())
                .map(at -> Dues.at(at, schedule.zone(step), "skipped when it is still open then"));
        walk.open(assignment, until);
    }

    /** The present step has stayed open until its end. */
    void overdue(Step.Personal step) {
        Assignment open = walk.state().work().open().orElseThrow();
        walk.skip(OVERDUE, Map.of("assignee", open.assignee()));
    }

    /** Opens again what a pause has held; what was left of its time is still left, unless the plan keeps the clock. */
    void reopen(Pause pause) {
        Step.Personal step = (Step.Personal) walk.current();
        Assignment held = walk.state().work().open().orElseThrow();
        Instant since = held.since().isAfter(pause.since()) ? held.since() : pause.since();
        Optional<Instant> dueBy = switch (plan.onResume()) {
            case FREEZE -> held.dueBy().map(at -> walk.now().plus(Duration.between(since, at)));
            case RESTART_DELAY -> step.dueWithin().map(walk.now()::plus);
            case KEEP_CLOCK, SKIP_MISSED -> held.dueBy();
        };
        open(step, new Assignment(held.assignee(), held.since(), dueBy));
    }

    private Transition reassign(Command.ReassignIt command) {
        Optional<Assignment> open = open(command.step());
        if (open.isEmpty()) {
            return notOpen("reassign", command.step());
        }
        if (open.get().assignee().equals(command.assignee())) {
            return walk.settled();
        }
        LogEntry.Builder entry = walk.stepEntry(LogKind.REASSIGNED)
                .putDetail("assignee", command.assignee())
                .putDetail("was", open.get().assignee());
        Walk.named(entry, command.by());
        walk.log(entry);
        Assignment other = new Assignment(
                command.assignee(), open.get().since(), open.get().dueBy());
        walk.update(walk.state().toBuilder().work(walk.state().work().opened(other)));
        return walk.settled();
    }

    private Optional<Assignment> open(StepKey step) {
        return walk.state()
                .work()
                .open()
                .filter(any -> walk.state().step().filter(step::equals).isPresent());
    }

    private Transition notOpen(String verb, StepKey step) {
        String where = walk.state().done().contains(step) ? " is behind" : " is not open";
        return Transition.refused(
                walk.state(),
                "cannot " + verb + " step " + step + ", which" + where + " in an enrollment that is "
                        + walk.state().status());
    }

    private Transition dispose(Command.DisposeIt command) {
        Optional<Disposition> known = plan.disposition(command.disposition());
        if (known.isEmpty()) {
            return Transition.refused(
                    walk.state(),
                    "there is no disposition " + command.disposition() + " in plan " + plan.id() + ", only " + names());
        }
        if (open(command.step()).isEmpty()) {
            return isSaidAlready(command) ? walk.settled() : notOpen("dispose of", command.step());
        }
        return faultOfCallBack(known.get(), command)
                .map(fault -> Transition.refused(walk.state(), fault))
                .orElseGet(() -> dispose(known.get(), command));
    }

    private String names() {
        return plan.knownDispositions().stream().map(Disposition::name).collect(Collectors.joining(", "));
    }

    /** Saying the same twice changes nothing. */
    private boolean isSaidAlready(Command.DisposeIt command) {
        return walk.state()
                .work()
                .last()
                .filter(last ->
                        last.step().equals(command.step()) && last.disposition().equals(command.disposition()))
                .isPresent();
    }

    private Optional<String> faultOfCallBack(Disposition disposition, Command.DisposeIt command) {
        if (disposition.callBack() == command.callBackAt().isEmpty()) {
            return Optional.of(
                    disposition.callBack()
                            ? disposition.name() + " needs the time to call back at"
                            : disposition.name() + " takes no time to call back at");
        }
        return command.callBackAt()
                .filter(at -> !at.isAfter(walk.now()))
                .map(at -> "the time to call back at must be still to come, not " + at);
    }

    private Transition dispose(Disposition disposition, Command.DisposeIt command) {
        Step.Personal step = (Step.Personal) walk.current();
        Optional<Pause> pause = walk.state().pause();
        pause.ifPresent(held -> walk.open(walk.state().work().open().orElseThrow(), Optional.empty()));
        log(disposition, command);
        LastAttempt attempt = new LastAttempt(step.key(), disposition.name(), walk.now());
        Enrollment state = walk.state();
        walk.update(state.toBuilder()
                .counters(step instanceof Step.Call ? state.counters().plusCall() : state.counters())
                .status(EnrollmentStatus.IN_PROGRESS)
                .due(Dues.provisional(walk.now()))
                .work(state.work().tried(attempt, disposition.appointmentMade())));
        goOn(step, disposition, command);
        pause.filter(held -> walk.state().status().isActive())
                .ifPresent(held -> walk.pause(
                        new Pause(held.since(), held.causes(), walk.state().due())));
        return walk.settled();
    }

    private void log(Disposition disposition, Command.DisposeIt command) {
        LogEntry.Builder entry = walk.stepEntry(LogKind.DISPOSED)
                .reason(disposition.name())
                .putDetail("attempt", Integer.toString(walk.state().work().attempts() + 1));
        if (disposition.contactMade()) {
            entry.putDetail("contactMade", "true");
        }
        if (disposition.appointmentMade()) {
            entry.putDetail("appointmentMade", "true");
        }
        command.callBackAt().ifPresent(at -> entry.putDetail("callBackAt", at.toString()));
        Walk.named(entry, command.by());
        walk.log(entry);
    }

    private void goOn(Step.Personal step, Disposition disposition, Command.DisposeIt command) {
        boolean triedEnough = walk.state().work().attempts() >= step.maxAttempts();
        if (disposition.appointmentMade() && plan.onAppointment() == OnAppointment.COMPLETE) {
            walk.end(EnrollmentStatus.COMPLETED, EndCause.APPOINTMENT, LogKind.COMPLETED, command.by());
        } else if (command.callBackAt().isPresent()) {
            again(step, command.callBackAt().get(), "called back as agreed");
        } else if (disposition.endsStep() || triedEnough) {
            walk.advance(walk.now());
        } else {
            Duration wait = disposition
                    .nextAttemptAfter()
                    .filter(least -> least.compareTo(step.spacing()) > 0)
                    .orElse(step.spacing());
            again(step, walk.now().plus(wait), wait + " after " + disposition.name());
        }
    }

    private void again(Step.Personal step, Instant at, String why) {
        Optional<DueTime> due = schedule.gate(step, walk.state(), at);
        if (due.isEmpty()) {
            walk.failStep(Schedule.NEVER_OPENS, "window of " + step.key());
        } else {
            walk.update(walk.state().toBuilder().waitOver(at));
            walk.dueAt(Dues.because(why, due.get()));
        }
    }
}
