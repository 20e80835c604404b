package io.enrollment.engine;

import io.enrollment.eligibility.CheckName;
import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.EligibilityCheck;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Decider;
import io.enrollment.enrollment.Decision;
import io.enrollment.enrollment.Decision.Asked;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.Facts;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.MigrationOptions;
import io.enrollment.enrollment.Rules;
import io.enrollment.enrollment.Transition;
import io.enrollment.json.DecisionJson;
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
 * The {@link Decider} as the shell asks it. An engine that records sends what each decision went by with its first log entry to
 * the store, in the transaction that stores the log; one that does not asks straight on. Thread-safe.
 */
final class Decisions {

    private final Decider decider;
    private final boolean recording;
    private final boolean hostChecks;

    Decisions(Rules rules, boolean recording) {
        this.decider = Decider.of(rules);
        this.recording = recording;
        this.hostChecks = rules.checks().stream().anyMatch(check -> !isOwn(check));
    }

    private static boolean isOwn(EligibilityCheck check) {
        return CheckName.HEADLINE_ORDER.contains(check.name());
    }

    Rules rules() {
        return decider.rules();
    }

    /** {@link Decider#begin}. */
    Transition begin(
            EnrollmentId id,
            PlanVersion version,
            int cycle,
            EventKey eventKey,
            EntryPurpose purpose,
            Facts facts,
            Instant now) {
        if (!recording) {
            return decider.begin(id, version, cycle, eventKey, purpose, facts, now);
        }
        Asked asked = new Asked.Begin(id, cycle, eventKey, purpose);
        return recorded(decision(asked, Optional.empty(), version.version(), facts, now), number -> version);
    }

    /** {@link Decider#decide}. */
    Transition decide(PlanVersion version, Enrollment state, Command command, Facts facts, Instant now) {
        return decide(version, state, command, facts, now, Optional.empty());
    }

    /** {@link Decider#decide}, on the outcome of a step that was let out so. */
    Transition decide(
            PlanVersion version,
            Enrollment state,
            Command command,
            Facts facts,
            Instant now,
            Optional<Decision.LetOut> letOut) {
        if (!records(state)) {
            return decider.decide(version, state, command, facts, now);
        }
        Decision plain = decision(new Asked.Told(command), Optional.of(state), version.version(), facts, now);
        return recorded(plain.letOut(letOut), number -> version);
    }

    /** {@link Decider#late}. */
    Transition late(
            PlanVersion version,
            Enrollment state,
            StepKey step,
            int occurrence,
            Command.Attempted attempted,
            Facts facts,
            Instant now) {
        if (!records(state)) {
            return decider.late(version, state, step, occurrence, attempted, facts, now);
        }
        Asked asked = new Asked.Late(step, occurrence, attempted);
        return recorded(decision(asked, Optional.of(state), version.version(), facts, now), number -> version);
    }

    /** {@link Decider#migrate}. */
    Transition migrate(
            PlanVersion from,
            PlanVersion to,
            Enrollment state,
            MigrationOptions options,
            Facts facts,
            Command.By by,
            Instant now) {
        if (!records(state)) {
            return decider.migrate(from, to, state, options, facts, by, now);
        }
        Asked asked = new Asked.Moved(to.version(), options, by);
        return recorded(decision(asked, Optional.of(state), from.version(), facts, now), either(from, to));
    }

    /** {@link Decider#undoMigration}. */
    Transition undoMigration(
            PlanVersion from,
            PlanVersion to,
            Enrollment state,
            LogEntry moved,
            Facts facts,
            Command.By by,
            Instant now) {
        if (!records(state)) {
            return decider.undoMigration(from, to, state, moved, facts, by, now);
        }
        Asked asked = new Asked.MovedBack(to.version(), moved, by);
        return recorded(decision(asked, Optional.of(state), from.version(), facts, now), either(from, to));
    }

    /** {@link Decider#park}. */
    Transition park(Enrollment state, String reason, String message, Facts facts, Instant now) {
        if (!records(state)) {
            return decider.park(state, reason, message, now);
        }
        Asked asked = new Asked.Parked(reason, message);
        Decision decision = decision(asked, Optional.of(state), state.version(), facts, now);
        Transition parked = decider.park(state, reason, message, now);
        return parked.recorded(DecisionJson.write(decision, parked.log().size()));
    }

    private static IntFunction<PlanVersion> either(PlanVersion from, PlanVersion to) {
        return number -> number == from.version() ? from : to;
    }

    private Decision decision(Asked asked, Optional<Enrollment> before, int version, Facts facts, Instant now) {
        return new Decision(asked, before, version, facts, now, Optional.empty(), List.of(), rules().retries());
    }

    /** Of an enrollment whose subject was erased nothing is recorded: an event may still name who it was. */
    private boolean records(Enrollment state) {
        return recording && state.subjectName().isPresent();
    }

    private Transition recorded(Decision decision, IntFunction<PlanVersion> versions) {
        List<CheckResult> answers = new ArrayList<>();
        Transition decided = decision.putTo(hostChecks ? witnessed(answers) : decider, versions);
        return decided.log().isEmpty()
                ? decided
                : decided.recorded(DecisionJson.write(
                        decision.answered(answers), decided.log().size()));
    }

    /** A decider whose checks of the host are written down as they answer. */
    private Decider witnessed(List<CheckResult> answers) {
        List<EligibilityCheck> checks = rules().checks().stream()
                .map(check -> isOwn(check) ? check : new WitnessedCheck(check, answers))
                .toList();
        Rules.Builder rules = Rules.builder();
        return Decider.of(rules.from(rules()).checks(checks).build());
    }
}
