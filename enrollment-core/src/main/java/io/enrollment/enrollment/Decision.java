package io.enrollment.enrollment;

import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.Checks;
import io.enrollment.eligibility.EligibilityCheck;
import io.enrollment.internal.Require;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.PlanVersion;
import io.enrollment.plan.StepKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * One question to the {@link Decider} with everything that the answer depends on but the rules of law: kept as a value, it can be
 * asked again later, elsewhere, or of a later version of the engine.
 *
 * @param asked the question
 * @param before the state that it was asked of; empty when an enrollment begins
 * @param version the plan version that the enrollment is pinned to
 * @param facts what was known of the subject and its organization then
 * @param at when, by the engine's clock
 * @param letOut how the step of an attempt was let out, when an attempt is what was told
 * @param answers what the host's own checks said, in the order in which they were asked
 * @param retries how passing failures are tried again
 */
public record Decision(
        Asked asked,
        Optional<Enrollment> before,
        int version,
        Facts facts,
        Instant at,
        Optional<LetOut> letOut,
        List<CheckResult> answers,
        RetryPolicy retries) {

    /** Copies the list; only a beginning has no state before it. */
    public Decision {
        answers = List.copyOf(answers);
        Require.that(
                before.isEmpty() == asked instanceof Asked.Begin,
                "decision before",
                before,
                "be there but for a begin");
    }

    /** The questions; each is a method of the {@link Decider}. */
    public sealed interface Asked {

        /**
         * {@link Decider#begin}.
         *
         * @param id the new enrollment
         * @param cycle which one of the subject in the plan
         * @param eventKey what caused it
         * @param purpose why the subject enters
         */
        record Begin(EnrollmentId id, int cycle, EventKey eventKey, EntryPurpose purpose) implements Asked {}

        /**
         * {@link Decider#decide}.
         *
         * @param command what the enrollment is told
         */
        record Told(Command command) implements Asked {}

        /**
         * {@link Decider#late}.
         *
         * @param step the step of the attempt
         * @param occurrence the occurrence of that step
         * @param attempted the outcome
         */
        record Late(StepKey step, int occurrence, Command.Attempted attempted) implements Asked {}

        /**
         * {@link Decider#migrate}.
         *
         * @param to the version that it is moved to
         * @param options how
         * @param by who wants it, and why
         */
        record Moved(int to, MigrationOptions options, Command.By by) implements Asked {}

        /**
         * {@link Decider#undoMigration}.
         *
         * @param to the version that it was pinned to before
         * @param moved the entry of its log that tells of the migration
         * @param by who wants it, and why
         */
        record MovedBack(int to, LogEntry moved, Command.By by) implements Asked {}

        /**
         * {@link Decider#park}.
         *
         * @param reason one machine-readable code
         * @param message what went wrong
         */
        record Parked(String reason, String message) implements Asked {}
    }

    /**
     * The decision that let a step out whose outcome is told: it logged nothing, since the claim is the intent.
     *
     * @param recovery what was known of an earlier claim
     * @param at when it was made
     */
    public record LetOut(Recovery recovery, Instant at) {}

    /** The same question, with what the host's checks said. */
    public Decision answered(List<CheckResult> said) {
        return new Decision(asked, before, version, facts, at, letOut, said, retries);
    }

    /** The same question, asked of another state and with other facts. */
    public Decision of(Optional<Enrollment> state, Facts known) {
        return new Decision(asked, state, version, known, at, letOut, answers, retries);
    }

    /** The same question, about a step that was let out so. */
    public Decision letOut(Optional<LetOut> let) {
        return new Decision(asked, before, version, facts, at, let, answers, retries);
    }

    /**
     * What a decider says to it.
     *
     * @param versions the plan versions of the enrollment by number
     */
    public Transition putTo(Decider decider, IntFunction<PlanVersion> versions) {
        if (asked instanceof Asked.Parked parked) {
            return decider.park(before.orElseThrow(), parked.reason(), parked.message(), at);
        }
        PlanVersion pinned = versions.apply(version);
        if (asked instanceof Asked.Begin begin) {
            return decider.begin(begin.id(), pinned, begin.cycle(), begin.eventKey(), begin.purpose(), facts, at);
        }
        Enrollment state = before.orElseThrow();
        if (asked instanceof Asked.Told told) {
            return decider.decide(pinned, state, told.command(), facts, at);
        }
        if (asked instanceof Asked.Late late) {
            return decider.late(pinned, state, late.step(), late.occurrence(), late.attempted(), facts, at);
        }
        if (asked instanceof Asked.Moved moved) {
            return decider.migrate(pinned, versions.apply(moved.to()), state, moved.options(), facts, moved.by(), at);
        }
        Asked.MovedBack back = (Asked.MovedBack) asked;
        return decider.undoMigration(pinned, versions.apply(back.to()), state, back.moved(), facts, back.by(), at);
    }

    /**
     * What a decider says to letting the step out; empty when nothing was let out. No check of the host spoke against it then.
     *
     * @param rules the rules of law to go by
     * @param versions the plan versions of the enrollment by number
     */
    public Optional<Transition> letOutBy(Rules rules, IntFunction<PlanVersion> versions) {
        Decider decider = Decider.of(replayed(rules, List.of()));
        return letOut.map(let -> decider.decide(
                versions.apply(version), before.orElseThrow(), new Command.StepDue(let.recovery()), facts, let.at()));
    }

    /**
     * What is decided by these rules of law, the retries being those of then, and the host's checks saying again what they said.
     *
     * @param rules the rules of law to go by
     * @param versions the plan versions of the enrollment by number
     */
    public Transition again(Rules rules, IntFunction<PlanVersion> versions) {
        return putTo(Decider.of(replayed(rules, answers)), versions);
    }

    private Rules replayed(Rules rules, List<CheckResult> said) {
        List<EligibilityCheck> checks = new ArrayList<>(Checks.standard());
        checks.addAll(RecordedCheck.all(said));
        Rules.Builder builder = Rules.builder();
        return builder.from(rules).checks(checks).retries(retries).build();
    }
}
