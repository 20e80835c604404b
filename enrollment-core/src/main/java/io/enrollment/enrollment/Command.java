package io.enrollment.enrollment;

import io.enrollment.plan.EndCause;
import io.enrollment.plan.StepKey;
import io.enrollment.subject.ChannelKind;
import java.time.Instant;
import java.util.Optional;

/** What an enrollment is told. */
public sealed interface Command {

    /**
     * The scheduler claimed it because its time has come.
     *
     * @param recovery what is known of an earlier claim of the same step that never settled
     * @param held what holds the message that it is to hand off, if anything does
     */
    record StepDue(Recovery recovery, Optional<StepHold> held) implements Command {
        /** Nothing holds it. */
        public StepDue(Recovery recovery) {
            this(recovery, Optional.empty());
        }
    }

    /**
     * The attempt that a transition asked for was made.
     *
     * @param outcome what came of it
     * @param startedAt when the attempt began, by the engine's clock
     * @param retriable whether an unknown outcome may be tried again under the same key: the channel has a lookup, or
     *     its dedupe window is still open
     */
    record Attempted(Outcome outcome, Instant startedAt, boolean retriable) implements Command {}

    /**
     * Hold it.
     *
     * @param cause why
     * @param by who, and the reason given
     * @param since when it began to stand still, if that was earlier than now
     */
    record PauseIt(PauseCause cause, By by, Optional<Instant> since) implements Command {
        /** It stands still from now on. */
        public PauseIt(PauseCause cause, By by) {
            this(cause, by, Optional.empty());
        }
    }

    /**
     * End the pause of one cause, or of all.
     *
     * @param cause the cause to lift; empty for all
     * @param by who, and the reason given
     */
    record ResumeIt(Optional<PauseCause> cause, By by) implements Command {}

    /**
     * End it.
     *
     * @param cause why
     * @param by who, and the reason given
     */
    record StopIt(EndCause cause, By by) implements Command {}

    /**
     * End it and hide it from the subject's list.
     *
     * @param by who, and the reason given
     */
    record RemoveIt(By by) implements Command {}

    /**
     * Try the failed step again.
     *
     * @param by who, and the reason given
     */
    record RetryIt(By by) implements Command {}

    /**
     * Say what came of the open call or task.
     *
     * @param step the call or task
     * @param disposition one of those that the plan knows
     * @param callBackAt when to try again, for a disposition that asks for it
     * @param by who, and the reason given
     */
    record DisposeIt(StepKey step, String disposition, Optional<Instant> callBackAt, By by) implements Command {}

    /**
     * Give the open call or task to somebody else.
     *
     * @param step the call or task
     * @param assignee the user or role who is to carry it out
     * @param by who, and the reason given
     */
    record ReassignIt(StepKey step, String assignee, By by) implements Command {}

    /**
     * Take note of what came back from outside.
     *
     * @param event what came back
     * @param softBounces how many soft bounces the subject's other enrollments have on the channel of a bounce
     */
    record HearIt(InboundEvent event, int softBounces) implements Command {}

    /**
     * Take a reply back that was none.
     *
     * @param eventId the id of the event that was the reply
     * @param channel the channel of that reply
     * @param stands whether it was not taken back yet
     * @param last whether no other reply stands
     * @param by who, and the reason given
     */
    record UndoReplyIt(String eventId, ChannelKind channel, boolean stands, boolean last, By by) implements Command {}

    /**
     * Take note of what became of an uncertain message.
     *
     * @param step the step of the message
     * @param sent whether it was sent
     * @param stands whether nobody has said so before
     * @param by who, and the reason given
     */
    record ResolveIt(StepKey step, boolean sent, boolean stands, By by) implements Command {}

    /**
     * Let it expire.
     *
     * @param cause why
     * @param by who, and the reason given
     */
    record ExpireIt(EndCause cause, By by) implements Command {}

    /**
     * Leave the present step out.
     *
     * @param step the step that is meant
     * @param by who, and the reason given
     */
    record SkipIt(StepKey step, By by) implements Command {}

    /**
     * Carry the present step out at once: its delay is over, its windows and checks stand.
     *
     * @param step the step that is meant
     * @param by who, and the reason given
     */
    record HurryIt(StepKey step, By by) implements Command {}

    /**
     * Who gives a command, and why.
     *
     * @param actor the id of the person or program
     * @param reason what they say
     */
    record By(String actor, String reason) {
        /** The engine itself. */
        public static final By ENGINE = new By("engine", "");
    }
}
