package io.enrollment.testkit;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.InboundEvent;
import io.enrollment.enrollment.Outcome;
import io.enrollment.enrollment.PauseCause;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.ChannelKind;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** What people, hosts and channels do to an enrollment, in any order. */
public final class CommandArbitraries {

    private CommandArbitraries() {}

    /** Pauses, resumes, stops, removals and retries; those that end an enrollment are the rarest. */
    public static Arbitrary<Command> interventions() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, pauses()),
                Tuple.of(16, resumes()),
                Tuple.of(12, actors().map(Command.RetryIt::new)),
                Tuple.of(1, stops()),
                Tuple.of(1, actors().map(by -> new Command.ExpireIt(EndCause.NO_LONGER_MATCHES, by))),
                Tuple.of(1, actors().map(Command.RemoveIt::new)));
    }

    /** Pauses for every cause, the same one more often than not. */
    public static Arbitrary<Command> pauses() {
        return Combinators.combine(causes(), actors()).as(Command.PauseIt::new);
    }

    /** Resumes of one cause or of all. */
    public static Arbitrary<Command> resumes() {
        return Combinators.combine(causes().optional(0.3), actors()).as(Command.ResumeIt::new);
    }

    /** Stops for every cause that a host may give. */
    public static Arbitrary<Command> stops() {
        Arbitrary<EndCause> causes = Arbitraries.of(
                EndCause.MANUAL, EndCause.REPLIED, EndCause.OPTED_OUT, EndCause.DELETED, EndCause.PLAN_ARCHIVED);
        return Combinators.combine(causes, actors()).as(Command.StopIt::new);
    }

    /** What comes back from outside, each with an id of its own; about a subject or about the first message of a plan. */
    public static Arbitrary<InboundEvent.What> heard() {
        Arbitrary<ChannelKind> channels = Arbitraries.of(ChannelKind.EMAIL, ChannelKind.TEXT);
        Arbitrary<InboundEvent.Scope> scopes = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of(ChannelKind.class).map(InboundEvent.Scope.OfChannel::new)),
                Tuple.of(1, Arbitraries.just(new InboundEvent.Scope.All())),
                Tuple.of(1, Arbitraries.of("running", "other").map(PlanId::of).map(InboundEvent.Scope.OfPlan::new)));
        Arbitrary<Optional<LocalDate>> returns = Arbitraries.integers()
                .between(-3, 20)
                .map(LocalDate.of(2026, 1, 5)::plusDays)
                .optional(0.7);
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.of("visit", "nothing").map(InboundEvent.Custom::new)),
                Tuple.of(
                        2,
                        Arbitraries.of(
                                new InboundEvent.Delivered(), new InboundEvent.Opened(), new InboundEvent.Clicked())),
                Tuple.of(3, channels.map(InboundEvent.Reply::new)),
                Tuple.of(
                        4,
                        Arbitraries.of("stop", "START", "help", "please stop now", "yes")
                                .map(InboundEvent.TextReply::new)),
                Tuple.of(2, returns.map(InboundEvent.OutOfOffice::new)),
                Tuple.of(
                        2,
                        Combinators.combine(channels, Arbitraries.of(false, false, true))
                                .as(InboundEvent.Bounce::new)),
                Tuple.of(1, channels.map(InboundEvent.Complaint::new)),
                Tuple.of(1, scopes.map(InboundEvent.Unsubscribe::new)));
    }

    /** What may come of an attempt; taken more often than not. */
    public static Arbitrary<Outcome> outcomes() {
        Arbitrary<Optional<Duration>> waits = Arbitraries.integers()
                .between(0, 100)
                .<Duration>map(Duration::ofHours)
                .optional(0.3);
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of("", "r-1", "r-2").map(Outcome.Accepted::new)),
                Tuple.of(1, Arbitraries.just(new Outcome.Declined("ALREADY_IN_QUEUE"))),
                Tuple.of(1, Arbitraries.just(new Outcome.Rejected("MAILBOX_GONE", "no such mailbox"))),
                Tuple.of(2, waits.map(wait -> new Outcome.Failed("BUSY", "try later", wait))),
                Tuple.of(2, Arbitraries.just(new Outcome.Unknown("timeout"))));
    }

    private static Arbitrary<PauseCause> causes() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(PauseCause.MANUAL)), Tuple.of(1, Arbitraries.of(PauseCause.class)));
    }

    private static Arbitrary<Command.By> actors() {
        return Arbitraries.of(new Command.By("ann", "asked"), new Command.By("bo", ""), Command.By.ENGINE);
    }
}
