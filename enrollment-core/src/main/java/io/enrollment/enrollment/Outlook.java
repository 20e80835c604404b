package io.enrollment.enrollment;

import io.enrollment.eligibility.CheckInput;
import io.enrollment.eligibility.PlannedMessage;
import io.enrollment.plan.CaslPolicy;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.PlanVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages that lie ahead of an enrollment, if nothing happens to it but what its plan says: every message and action is
 * accepted at once, no check skips one, calls and tasks are carried out the moment they are assigned, no event comes before its
 * timeout, and the subject stays as it is. Caps are left aside; windows, calendars and branches are not. Pure.
 */
public final class Outlook {

    private static final EnrollmentId NOBODY = EnrollmentId.of("outlook");
    private static final String NO_HASH = "0".repeat(64);
    private static final Outcome ACCEPTED = new Outcome.Accepted("outlook");

    private final Decider decider;
    private final PlanVersion version;
    private final Facts facts;
    private final List<PlannedMessage> messages = new ArrayList<>();
    private Enrollment state;

    private Outlook(Decider decider, PlanVersion version, Facts facts, Enrollment begun) {
        this.decider = decider;
        this.version = version;
        this.facts = facts;
        this.state = begun;
    }

    /**
     * The input of the checks, with the messages ahead if the policy of the organization has them judged.
     *
     * @param rules what decisions go by
     * @param input what is to be judged, in phase ENROLL
     */
    public static CheckInput whereRequired(Rules rules, CheckInput input) {
        boolean required = input.organization().casl().lookahead() == CaslPolicy.Lookahead.REQUIRE_WHOLE_PLAN;
        return required ? ahead(rules, input) : input;
    }

    /**
     * The input of the checks, with the messages that an enrollment would come to if it began at its instant: those with a
     * usable address, the earliest first.
     *
     * @param rules what decisions go by; its checks are left aside
     * @param input what is to be judged, in phase ENROLL
     */
    public static CheckInput ahead(Rules rules, CheckInput input) {
        Rules.Builder unchecked = Rules.builder();
        Decider decider = Decider.of(unchecked.from(rules).checks(List.of()).build());
        PlanVersion version = new PlanVersion(input.plan(), 1, NO_HASH, input.now());
        Facts.Builder facts = Facts.builder();
        Facts known = facts.subject(input.subject())
                .contacts(input.contacts())
                .organization(input.organization())
                .history(input.history())
                .build();
        Transition begun = decider.begin(NOBODY, version, 1, input.eventKey(), input.purpose(), known, input.now());
        Outlook outlook = new Outlook(decider, version, known, begun.after());
        outlook.walk(input.now());
        CheckInput.Builder whole = CheckInput.builder();
        return whole.from(input).ahead(outlook.messages).build();
    }

    /** A step is come to, held by its window and carried out; what is still not over after that many turns never is. */
    private void walk(Instant begun) {
        Instant now = begun;
        int turns = 8 + 8 * version.plan().steps().size();
        for (int turn = 0; turn < turns && state.status().isActive(); turn++) {
            if (state.status() == EnrollmentStatus.ASSIGNED) {
                state = tell(new Command.SkipIt(state.step().orElseThrow(), Command.By.ENGINE), now)
                        .after();
            } else {
                Instant due = state.due().orElseThrow().at();
                now = due.isAfter(now) ? due : now;
                carryOut(tell(new Command.StepDue(new Recovery.Fresh()), now), now);
            }
        }
    }

    private void carryOut(Transition decided, Instant now) {
        if (decided.effect() instanceof Effect.HandOff handOff) {
            messages.add(new PlannedMessage(handOff.step(), now, messages.size()));
        }
        state = decided.isSettled()
                ? decided.after()
                : tell(new Command.Attempted(ACCEPTED, now, false), now).after();
    }

    private Transition tell(Command command, Instant now) {
        return decider.decide(version, state, command, facts, now);
    }
}
