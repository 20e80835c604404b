package io.enrollment.enrollment;

import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanVersion;
import io.enrollment.plan.StepKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what happens to one enrollment. Pure: the same input gives the same output; reads no clock, does no I/O.
 * Thread-safe.
 */
public final class Decider {

    private final Rules rules;

    private Decider(Rules rules) {
        this.rules = rules;
    }

    /** A decider that goes by these rules. */
    public static Decider of(Rules rules) {
        return new Decider(rules);
    }

    /** The rules that it goes by. */
    public Rules rules() {
        return rules;
    }

    /**
     * Begins an enrollment: its first state, waiting for the first step of the plan.
     *
     * @param id its identifier
     * @param version the plan version that it is pinned to
     * @param cycle 1 for the subject's first enrollment in the plan, then one more each time
     * @param eventKey the event that caused it
     * @param purpose why the subject enters
     * @param facts the subject and its organization
     * @param now when
     */
    public Transition begin(
            EnrollmentId id,
            PlanVersion version,
            int cycle,
            EventKey eventKey,
            EntryPurpose purpose,
            Facts facts,
            Instant now) {
        Schedule schedule = new Schedule(rules, version.plan(), facts);
        Walk walk = new Walk(schedule, version.plan(), first(id, version, cycle, eventKey, purpose, facts, now), now);
        walk.log(walk.entry(LogKind.ENROLLED).reason(purpose.name()));
        walk.schedule(now);
        return walk.settled();
    }

    /**
     * What a command does to an enrollment.
     *
     * @param version the plan version that the enrollment is pinned to
     * @param state the enrollment as it stands
     * @param command what it is told
     * @param facts the subject, its organization and its history
     * @param now when, by the engine's clock
     */
    public Transition decide(PlanVersion version, Enrollment state, Command command, Facts facts, Instant now) {
        Schedule schedule = new Schedule(rules, version.plan(), facts);
        Walk walk = new Walk(schedule, version.plan(), state, now);
        if (command instanceof Command.StepDue due) {
            return new Advance(rules, version.plan(), facts, schedule, walk).onDue(due);
        }
        if (command instanceof Command.Attempted attempted) {
            return new Attempts(rules, schedule, walk).settle(attempted);
        }
        if (command instanceof Command.DisposeIt || command instanceof Command.ReassignIt) {
            return new Works(version.plan(), schedule, walk).carryOut(command);
        }
        if (command instanceof Command.HearIt hear) {
            return new Hearing(version.plan(), schedule, walk, hear).hear(facts);
        }
        return StepCommands.isOne(command)
                ? new StepCommands(version.plan(), facts, schedule, walk).carryOut(command)
                : new Interventions(version.plan(), facts, schedule, walk).carryOut(command);
    }

    /**
     * What the outcome of an attempt does to an enrollment that was changed by somebody else in between. Nothing that
     * happened goes unlogged, and a message that was handed off is never handed off again.
     *
     * @param version the plan version that the enrollment is pinned to
     * @param state the enrollment as it stands now
     * @param step the step of the attempt
     * @param occurrence the occurrence of that step
     * @param attempted the outcome
     * @param facts the subject, its organization and its history
     * @param now when, by the engine's clock
     */
    public Transition late(
            PlanVersion version,
            Enrollment state,
            StepKey step,
            int occurrence,
            Command.Attempted attempted,
            Facts facts,
            Instant now) {
        boolean sameStep = state.step().filter(step::equals).isPresent() && state.occurrence() == occurrence;
        if (sameStep && state.status().isActive()) {
            return decide(version, state, attempted, facts, now);
        }
        Walk walk = new Walk(new Schedule(rules, version.plan(), facts), version.plan(), state, now);
        return new LateOutcomes(version.plan(), walk, step, occurrence, sameStep).record(attempted);
    }

    /**
     * Moves an enrollment to another version of its plan. A step that was carried out is never carried out again, the time
     * already waited counts, and what would have been due in the past is due now, under windows and the minimum gap.
     *
     * @param from the version that it is pinned to
     * @param to the version that it is moved to
     * @param state the enrollment as it stands
     * @param options what the steps are called in the other version, and whether inserted ones are sent
     * @param facts the subject, its organization and its history
     * @param by who wants it, and why
     * @param now when, by the engine's clock
     */
    public Transition migrate(
            PlanVersion from,
            PlanVersion to,
            Enrollment state,
            MigrationOptions options,
            Facts facts,
            Command.By by,
            Instant now) {
        return new Migrating(from, to, options, rules, facts, now).move(state, by);
    }

    /**
     * Takes the migration of an enrollment back; refused when anything happened to it since.
     *
     * @param from the version that it was moved to
     * @param to the version that it was pinned to before
     * @param state the enrollment as it stands
     * @param moved the last entry of its log
     * @param facts the subject, its organization and its history
     * @param by who wants it, and why
     * @param now when, by the engine's clock
     */
    public Transition undoMigration(
            PlanVersion from,
            PlanVersion to,
            Enrollment state,
            LogEntry moved,
            Facts facts,
            Command.By by,
            Instant now) {
        return new Migrating(from, to, MigrationOptions.DEFAULT, rules, facts, now).undo(state, moved, by);
    }

    /** The message steps that a plan would still carry out from where an enrollment stands, by the order of its steps. */
    public static Set<StepKey> messagesAhead(Plan plan, Enrollment state) {
        return Migrating.ahead(plan, state);
    }

    /**
     * Puts an enrollment aside as FAILED, because no decision about it can be made.
     *
     * @param state the enrollment as it stands, not terminal
     * @param reason one machine-readable code
     * @param message what went wrong; no address and no message body
     * @param now when, by the engine's clock
     */
    public Transition park(Enrollment state, String reason, String message, Instant now) {
        LogEntry.Builder entry = LogEntry.builder();
        entry.enrollment(state.id())
                .seq(state.nextSeq())
                .at(now)
                .kind(LogKind.STEP_FAILED)
                .step(state.step())
                .reason(reason)
                .putDetail("message", message);
        Enrollment failed = state.toBuilder()
                .status(EnrollmentStatus.FAILED)
                .due(Optional.empty())
                .pause(Optional.empty())
                .heldBecause(Optional.empty())
                .work(state.work().closed())
                .failure(new Failure(reason, message, now))
                .nextSeq(state.nextSeq() + 1)
                .build();
        return Transition.settled(failed, List.of(entry.build()));
    }

    private static Enrollment first(
            EnrollmentId id,
            PlanVersion version,
            int cycle,
            EventKey eventKey,
            EntryPurpose purpose,
            Facts facts,
            Instant now) {
        Enrollment.Builder builder = Enrollment.builder();
        StepKey step = version.plan().steps().get(0).key();
        return builder.id(id)
                .organization(facts.organization().id())
                .plan(version.id())
                .version(version.version())
                .subject(facts.subject().id())
                .subjectName(facts.subject().displayName())
                .cycle(cycle)
                .eventKey(eventKey)
                .purpose(purpose)
                .enrolledAt(now)
                .status(EnrollmentStatus.QUEUED)
                .step(step)
                .anchor(now)
                .due(Dues.provisional(now))
                .build();
    }
}
