package io.enrollment.enrollment;

import io.enrollment.calendar.DueTime;
import io.enrollment.eligibility.CheckInput;
import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.Eligibility;
import io.enrollment.eligibility.Mode;
import io.enrollment.eligibility.Phase;
import io.enrollment.eligibility.Reach;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.Step;
import io.enrollment.plan.WhenBlocked;
import io.enrollment.subject.ChannelKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What happens when the time of an enrollment has come. */
final class Advance {

    private final Rules rules;
    private final Plan plan;
    private final Facts facts;
    private final Schedule schedule;
    private final Walk walk;
    private final Passing passing;
    private final Enrollment before;
    private Optional<StepHold> held = Optional.empty();

    Advance(Rules rules, Plan plan, Facts facts, Schedule schedule, Walk walk) {
        this.rules = rules;
        this.plan = plan;
        this.facts = facts;
        this.schedule = schedule;
        this.walk = walk;
        this.passing = new Passing(plan, facts, schedule, walk);
        this.before = walk.state();
    }

    /** What the scheduler's claim does; with an effect, the state is as it was. */
    Transition onDue(Command.StepDue claimed) {
        held = claimed.held();
        if (walk.state().due().filter(due -> !due.at().isAfter(walk.now())).isEmpty()) {
            return walk.settled();
        }
        return Attempts.isOutside(walk.current()) ? recover(claimed.recovery()) : expireOrStep();
    }

    private Transition recover(Recovery recovery) {
        if (recovery instanceof Recovery.Confirmed confirmed) {
            return attempts().settle(new Command.Attempted(confirmed.outcome(), confirmed.firstHandOff(), true));
        }
        if (recovery instanceof Recovery.Lost lost) {
            return attempts().lost(lost.firstHandOff());
        }
        if (recovery instanceof Recovery.Repeatable repeatable) {
            doubt(repeatable);
        }
        return expireOrStep();
    }

    /** A message that may have left is either handed off again or put down as uncertain, never silently left out. */
    private void doubt(Recovery.Repeatable repeatable) {
        Optional<Instant> first = Optional.of(repeatable.firstHandOff()).filter(at -> !repeatable.asked());
        walk.update(walk.state().toBuilder().unsettledHandOff(first));
    }

    private Transition expireOrStep() {
        return expired() ? walk.settled() : step();
    }

    private boolean expired() {
        Optional<Instant> expiry = schedule.expiry(walk.state());
        if (expiry.filter(at -> !at.isAfter(walk.now())).isEmpty()) {
            return false;
        }
        EndCause cause = plan.endDate()
                .map(date -> date.atStartOfDay(facts.organization().zoneOrUtc()).toInstant())
                .filter(expiry.get()::equals)
                .map(end -> EndCause.PLAN_ENDED)
                .orElse(EndCause.MAXIMUM_AGE);
        walk.end(EnrollmentStatus.EXPIRED, cause, LogKind.EXPIRED, Command.By.ENGINE);
        return true;
    }

    /**
     * Carries out what needs nobody outside, as far as it is due; stops at the first step that does. That step is left for a
     * claim of its own, so that what was decided on the way is stored before anything is handed off.
     */
    private Transition step() {
        while (isReady()) {
            Step step = walk.current();
            if (Attempts.isOutside(step)) {
                return walk.state().nextSeq() == before.nextSeq() ? outside(step) : walk.settled();
            }
            if (step instanceof Step.Personal personal) {
                person(personal);
            } else {
                passing.pass(step);
            }
        }
        return walk.settled();
    }

    /** What a person carries out is assigned if nothing speaks against it; what was not done until its end is skipped. */
    private void person(Step.Personal step) {
        Works works = new Works(plan, schedule, walk);
        if (walk.state().status() == EnrollmentStatus.ASSIGNED) {
            works.overdue(step);
        } else {
            obstacle(step).orElse(() -> works.assign(step)).run();
        }
    }

    private Optional<Runnable> obstacle(Step step) {
        return ended(step).or(() -> stale(step)).or(() -> closed(step)).or(() -> blocked(step));
    }

    private boolean isReady() {
        return walk.state().due().filter(due -> !due.at().isAfter(walk.now())).isPresent();
    }

    private Transition outside(Step step) {
        Optional<Runnable> obstacle = obstacle(step).or(() -> held(step));
        if (obstacle.isEmpty()) {
            return Transition.effect(before, effect(step));
        }
        obstacle.get().run();
        return walk.settled();
    }

    private Effect effect(Step step) {
        if (step instanceof Step.Action action) {
            return new Effect.RunAction(action, walk.key(action));
        }
        if (step instanceof Step.EnrollIn enrollIn) {
            return new Effect.EnrollIn(enrollIn, walk.key(enrollIn));
        }
        Step.Message message = (Step.Message) step;
        String address = facts.contacts().on(message.channel()).address().orElseThrow();
        return new Effect.HandOff(message, address, walk.key(message));
    }

    /** A message that a cap or its channel holds waits, or is left out, as its step says. */
    private Optional<Runnable> held(Step step) {
        return held.filter(hold -> step instanceof Step.Message).map(hold -> () -> hold(step, hold));
    }

    private void hold(Step step, StepHold hold) {
        Optional<DueTime> later = hold.waits()
                ? schedule.gate(step, walk.state(), hold.until())
                : waiting(step, Optional.of(hold.until()));
        Map<String, String> facts =
                Map.of("cap", hold.why(), "earliestPassAt", hold.until().toString());
        later.map(at -> Dues.because(hold.why(), at))
                .ifPresentOrElse(at -> walk.hold(at, hold.reason()), () -> walk.skip(hold.reason(), facts));
    }

    /** Goals and exits are watched right before every hand-off, wherever they stand in the plan. */
    private Optional<Runnable> ended(Step at) {
        return passing.endBefore(at).map(cause -> () -> passing.complete(cause));
    }

    private Optional<Runnable> stale(Step step) {
        return isStale(step, walk.now()) ? Optional.of(() -> skipStale(walk.now())) : Optional.empty();
    }

    private boolean isStale(Step step, Instant at) {
        return step.settings()
                .staleAfter()
                .filter(limit -> late(at).compareTo(limit) > 0)
                .isPresent();
    }

    private Duration late(Instant at) {
        return Duration.between(walk.state().due().orElseThrow().at(), at);
    }

    private void skipStale(Instant at) {
        walk.skip("STALE", Map.of("late", late(at).toString()));
    }

    private Optional<Runnable> closed(Step step) {
        if (schedule.isOpen(step, walk.state(), walk.now())) {
            return Optional.empty();
        }
        Optional<DueTime> opening = schedule.gate(step, walk.state(), walk.now());
        return Optional.of(opening.<Runnable>map(at -> () -> holdUnlessStale(step, at))
                .orElseGet(() -> () -> walk.failStep(Schedule.NEVER_OPENS, "window of " + step.key())));
    }

    /** What would be stale when its window opens is not held until then. */
    private void holdUnlessStale(Step step, DueTime opening) {
        if (isStale(step, opening.at())) {
            skipStale(opening.at());
        } else {
            walk.hold(opening, "WINDOW_CLOSED");
        }
    }

    private Optional<Runnable> blocked(Step step) {
        Optional<ChannelKind> channel = channel(step);
        if (channel.isEmpty()) {
            return Optional.empty();
        }
        return shut(channel.get())
                .or(() -> Eligibility.evaluate(checkInput(step), Mode.FIRST_FAILURE, rules.checks())
                        .headline()
                        .map(failure -> () -> block(step, failure)))
                .or(() -> unreachable(channel.get()));
    }

    /** The channel that a step reaches the subject on, by the engine's hand or a person's. */
    static Optional<ChannelKind> channel(Step step) {
        if (step instanceof Step.Message message) {
            return Optional.of(message.channel());
        }
        return step instanceof Step.Call ? Optional.of(ChannelKind.CALL) : Optional.empty();
    }

    /** What came back from outside closes a channel at once, whatever the host knows already. */
    private Optional<Runnable> shut(ChannelKind channel) {
        return Optional.ofNullable(walk.state().heard().closed().get(channel))
                .map(reason -> () -> walk.skip(reason, Map.of()));
    }

    /** Without an address there is nothing to hand off, even where a host left the checks of addresses out. */
    private Optional<Runnable> unreachable(ChannelKind channel) {
        Reach reach = facts.contacts().on(channel);
        return reach.usable() ? Optional.empty() : Optional.of(() -> walk.skip(reach.reason(), Map.of()));
    }

    private void block(Step step, CheckResult failure) {
        waiting(step, failure.earliestPassAt())
                .ifPresentOrElse(
                        at -> walk.hold(at, failure.reason()), () -> walk.skip(failure.reason(), failure.evidence()));
    }

    /** Until when a step waits that could pass at an instant; empty when it is to be left out instead. */
    private Optional<DueTime> waiting(Step step, Optional<Instant> passesAt) {
        if (!(step instanceof Step.Message message) || message.message().whenBlocked() != WhenBlocked.WAIT) {
            return Optional.empty();
        }
        return passesAt.filter(at -> at.isAfter(walk.now()))
                .flatMap(at -> schedule.gate(step, walk.state(), at))
                .filter(at -> !isStale(step, at.at()));
    }

    private CheckInput checkInput(Step step) {
        CheckInput.Builder input = CheckInput.builder();
        return input.phase(Phase.SEND)
                .subject(facts.subject())
                .contacts(facts.contacts())
                .plan(plan)
                .step(step)
                .organization(facts.organization())
                .history(facts.history())
                .eventKey(walk.state().eventKey())
                .purpose(walk.state().purpose())
                .casl(rules.casl())
                .places(rules.quietHours().zones())
                .now(walk.now())
                .build();
    }

    private Attempts attempts() {
        return new Attempts(rules, schedule, walk);
    }
}
