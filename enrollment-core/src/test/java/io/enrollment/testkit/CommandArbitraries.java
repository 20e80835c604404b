package io.enrollment.testkit;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Outcome;
import io.enrollment.enrollment.PauseCause;
import io.enrollment.plan.EndCause;
import java.time.Duration;
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
