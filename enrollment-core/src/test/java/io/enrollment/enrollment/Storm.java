package io.enrollment.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.enrollment.Decision.Asked;
import io.enrollment.json.QuietHoursJson;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanVersion;
import io.enrollment.plan.StepKey;
import io.enrollment.report.UncertainOutcome;
import io.enrollment.subject.ChannelKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One enrollment on which everything happens in any order: claims that settle, claims that are lost, outcomes that come
 * late, commands, new facts. After each decision the laws are looked at.
 */
final class Storm {

    static final Rules RULES =
            Rules.builder().quietHours(QuietHoursJson.builtIn()).build();

    private static final Command.By ANN = new Command.By("ann", "asked");

    private final Decider decider = Decider.of(RULES);
    private PlanVersion version;
    private final EnrollmentLaws laws;
    private final List<Attempt> underWay = new ArrayList<>();
    private Facts facts;
    private Enrollment state;
    private Instant now;
    private boolean claimedBefore;
    private final BiConsumer<Decision, Transition> recorder;

    /** An attempt that has begun outside, and the state that it was claimed in. */
    private record Attempt(Enrollment claimed, StepKey step, Facts known, Decision.LetOut letOut) {}

    /** What the channel knows of an attempt that never settled. */
    enum Knowledge {
        CONFIRMS,
        DENIES,
        REPEATS,
        KNOWS_NOTHING
    }

    /** What happens next. */
    sealed interface Move {
        /** Time passes. */
        record Wait(Duration time) implements Move {}

        /** The scheduler claims it, when it is due or too early, and what is asked for is begun. */
        record Claim(boolean tooEarly, Knowledge knowledge) implements Move {}

        /** The attempt that has been under way for longest comes to its end. */
        record Settle(Outcome outcome, boolean retriable) implements Move {}

        /** The node that made the attempt dies; its outcome never comes. */
        record Crash() implements Move {}

        /** Somebody commands. */
        record Tell(Command command) implements Move {}

        /** Somebody says what came of the open call or task, or of one that is not open. */
        record Dispose(String disposition, Optional<Duration> callBackIn) implements Move {}

        /** Somebody else is to carry out the present step. */
        record Reassign(String assignee) implements Move {}

        /** Something comes back from outside, this long ago. */
        record Hear(InboundEvent.What what, Duration ago, boolean ofMessage) implements Move {}

        /** The newest reply is taken back. */
        record UndoReply() implements Move {}

        /** Somebody says what became of an uncertain message. */
        record Resolve(boolean sent) implements Move {}

        /** Somebody leaves the present step out, or runs it at once. */
        record Step(boolean now) implements Move {}

        /** The subject is not what it was. */
        record Learn(Facts facts) implements Move {}

        /** The decision could not be made. */
        record Park() implements Move {}
    }

    Storm(Plan plan, Facts facts, Instant start) {
        this(plan, facts, start, (decision, transition) -> {});
    }

    /** One that tells of every decision that left something in the log. */
    Storm(Plan plan, Facts facts, Instant start, BiConsumer<Decision, Transition> recorder) {
        this.recorder = recorder;
        this.version = new PlanVersion(plan, 1, "0".repeat(64), start);
        this.facts = facts;
        this.now = start;
        Transition begun = begin();
        assertThat(begin()).isEqualTo(begun);
        this.state = begun.after();
        this.laws = new EnrollmentLaws(plan, begun);
        Asked asked = new Asked.Begin(state.id(), 1, EventKey.DEFAULT, EntryPurpose.DEFAULT);
        recorder.accept(decision(asked, Optional.empty(), Optional.empty()), begun);
    }

    private Decision decision(Asked asked, Optional<Enrollment> before, Optional<Decision.LetOut> letOut) {
        return new Decision(asked, before, 1, facts, now, letOut, List.of(), RULES.retries());
    }

    PlanVersion version() {
        return version;
    }

    private Transition begin() {
        return decider.begin(EnrollmentId.of("e-1"), version, 1, EventKey.DEFAULT, EntryPurpose.DEFAULT, facts, now);
    }

    Instant now() {
        return now;
    }

    /** The same plan is published once more, and the enrollment moved to the new version. */
    void publishAgain() {
        PlanVersion next = new PlanVersion(version.plan(), version.version() + 1, version.contentHash(), now);
        Transition moved = decider.migrate(version, next, state, MigrationOptions.DEFAULT, facts, ANN, now);
        version = moved.refusal().isEmpty() ? next : version;
        take(new Asked.Moved(next.version(), MigrationOptions.DEFAULT, ANN), Optional.empty(), moved);
    }

    Enrollment state() {
        return state;
    }

    List<LogEntry> log() {
        return laws.log();
    }

    void happens(Move move) {
        if (move instanceof Move.Wait wait) {
            now = now.plus(wait.time());
        } else if (move instanceof Move.Claim claim) {
            claim(claim);
        } else if (move instanceof Move.Settle settle) {
            settle(settle);
        } else if (move instanceof Move.Crash) {
            claimedBefore |= !underWay.isEmpty();
            underWay.clear();
        } else if (move instanceof Move.Tell tell) {
            decide(tell.command());
        } else if (move instanceof Move.Dispose || move instanceof Move.Reassign) {
            person(move);
        } else if (move instanceof Move.Hear hear) {
            hear(hear);
        } else if (move instanceof Move.UndoReply) {
            undoReply();
        } else if (move instanceof Move.Resolve resolve) {
            resolve(resolve.sent());
        } else if (move instanceof Move.Step step) {
            StepKey present = state.step().orElse(StepKey.of("step-1"));
            decide(step.now() ? new Command.HurryIt(present, ANN) : new Command.SkipIt(present, ANN));
        } else if (move instanceof Move.Learn learn) {
            facts = learn.facts();
        } else if (!state.status().isTerminal()) {
            Asked asked = new Asked.Parked("DECISION_FAILED", "went wrong");
            take(asked, Optional.empty(), decider.park(state, "DECISION_FAILED", "went wrong", now));
        }
    }

    /** Goes from due time to due time and accepts everything; the number of decisions until nothing is due any more. */
    int calm() {
        int decisions = 0;
        while (state.status().isActive() && decisions < 1000) {
            if (state.status() == EnrollmentStatus.ASSIGNED) {
                happens(new Move.Step(false));
                decisions++;
                continue;
            }
            happens(new Move.Claim(false, Knowledge.CONFIRMS));
            decisions++;
            if (!underWay.isEmpty()) {
                happens(new Move.Settle(new Outcome.Accepted(""), true));
                decisions++;
            }
        }
        return decisions;
    }

    private void person(Move move) {
        StepKey step = state.step().orElse(StepKey.of("step-1"));
        decide(
                move instanceof Move.Dispose dispose
                        ? new Command.DisposeIt(
                                step,
                                dispose.disposition(),
                                dispose.callBackIn().map(now::plus),
                                ANN)
                        : new Command.ReassignIt(step, ((Move.Reassign) move).assignee(), ANN));
    }

    private void hear(Move.Hear hear) {
        IdempotencyKey key =
                IdempotencyKey.of(state.id(), version.plan().steps().get(0).key(), 1);
        InboundEvent.About about = hear.ofMessage()
                ? new InboundEvent.About.Message(key)
                : new InboundEvent.About.Somebody(state.subject());
        decide(new Command.HearIt(
                new InboundEvent("v-" + state.nextSeq(), now.minus(hear.ago()), about, hear.what()), 0));
    }

    private void undoReply() {
        Map<String, ChannelKind> standing = laws.standingReplies();
        standing.entrySet().stream()
                .findFirst()
                .ifPresent(reply -> decide(
                        new Command.UndoReplyIt(reply.getKey(), reply.getValue(), true, standing.size() == 1, ANN)));
    }

    private void resolve(boolean sent) {
        Map<StepKey, Boolean> uncertain = new LinkedHashMap<>();
        for (LogEntry entry : laws.log()) {
            if (UncertainOutcome.begins(entry)) {
                uncertain.put(entry.step().orElseThrow(), true);
            } else if (UncertainOutcome.ends(entry)) {
                entry.step().ifPresent(step -> uncertain.replace(step, false));
            }
        }
        uncertain.entrySet().stream()
                .findFirst()
                .ifPresent(one -> decide(new Command.ResolveIt(one.getKey(), sent, one.getValue(), ANN)));
    }

    private void claim(Move.Claim claim) {
        if (!claim.tooEarly()) {
            state.due().filter(due -> due.at().isAfter(now)).ifPresent(due -> now = due.at());
        }
        boolean due = state.due().filter(at -> !at.at().isAfter(now)).isPresent();
        if (!due || !underWay.isEmpty()) {
            decideNothingUnlessDue(due);
            return;
        }
        Recovery recovery = recovery(claim.knowledge());
        Transition transition = decide(new Command.StepDue(recovery));
        if (!transition.isSettled()) {
            underWay.add(new Attempt(state, state.step().orElseThrow(), facts, new Decision.LetOut(recovery, now)));
        }
    }

    private void decideNothingUnlessDue(boolean due) {
        if (!due) {
            Transition nothing = decide(new Command.StepDue(new Recovery.Fresh()));
            assertThat(nothing).isEqualTo(Transition.settled(state, List.of()));
        }
    }

    private Recovery recovery(Knowledge knowledge) {
        Optional<Instant> first =
                state.unsettledHandOff().or(() -> Optional.of(now).filter(at -> claimedBefore));
        if (first.isEmpty()) {
            return new Recovery.Fresh();
        }
        return switch (knowledge) {
            case CONFIRMS -> new Recovery.Confirmed(new Outcome.Accepted("r-9"), first.get());
            case DENIES -> new Recovery.Repeatable(first.get(), true);
            case REPEATS -> new Recovery.Repeatable(first.get(), false);
            case KNOWS_NOTHING -> new Recovery.Lost(first.get());
        };
    }

    private void settle(Move.Settle settle) {
        if (underWay.isEmpty()) {
            return;
        }
        Attempt attempt = underWay.remove(0);
        Command.Attempted attempted =
                new Command.Attempted(settle.outcome(), attempt.letOut().at(), settle.retriable());
        if (attempt.claimed().equals(state)) {
            decide(attempted, Optional.of(attempt.letOut()).filter(let -> facts == attempt.known()));
        } else {
            Asked asked = new Asked.Late(attempt.step(), 1, attempted);
            take(asked, Optional.empty(), decider.late(version, state, attempt.step(), 1, attempted, facts, now));
        }
    }

    private Transition decide(Command command) {
        return decide(command, Optional.empty());
    }

    private Transition decide(Command command, Optional<Decision.LetOut> letOut) {
        Transition transition = decider.decide(version, state, command, facts, now);
        assertThat(decider.decide(version, state, command, facts, now))
                .as("the same decision")
                .isEqualTo(transition);
        return take(new Asked.Told(command), letOut, transition);
    }

    private Transition take(Asked asked, Optional<Decision.LetOut> letOut, Transition transition) {
        if (!transition.log().isEmpty()) {
            recorder.accept(decision(asked, Optional.of(state), letOut), transition);
        }
        laws.check(state, transition, now);
        if (!transition.after().step().equals(state.step()) || !transition.log().isEmpty()) {
            claimedBefore &= transition.after().step().equals(state.step());
        }
        state = transition.after();
        return transition;
    }
}
