package io.enrollment.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.Delay;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import io.enrollment.plan.PlanVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * By the rules alone: with FREEZE a step is due when its delay, counted in minutes, has passed outside of pauses, whatever
 * pauses, retries and migrations there were; what would be due in the past is due now.
 */
class UnpausedTimeTest {

    /** What happens this far on the way to the due time. */
    private record Move(Kind kind, int perMille, int minutes) {}

    private enum Kind {
        PAUSE,
        MIGRATE,
        FAIL
    }

    private record Interval(Instant from, Instant until) {}

    /** A plan of emails under way, and what the rules say of it. */
    private static final class Run {
        private final Decider decider = Decider.of(Course.RULES);
        private final Facts facts = Course.facts(Course.lead().build());
        private final Instant begun = Course.local(Course.MONDAY);
        private final List<Integer> delays;
        private final int fromStart;
        private final List<Interval> pauses = new ArrayList<>();
        private PlanVersion version;
        private Enrollment state;
        private Instant now = begun;
        private Instant anchor = begun;
        private Instant notBefore = begun;
        private Optional<Instant> failed = Optional.empty();
        private int again;
        private int at;

        Run(List<Integer> delays, int fromStart) {
            this.delays = new ArrayList<>(delays);
            this.fromStart = fromStart;
            this.version = version(1);
            this.state = decider.begin(
                            EnrollmentId.of("e-1"), version, 1, EventKey.DEFAULT, EntryPurpose.DEFAULT, facts, begun)
                    .after();
        }

        private PlanVersion version(int number) {
            PlanBuilder plan = Plan.forPeople("minutes");
            for (int i = 0; i < delays.size(); i++) {
                PlanBuilder email = plan.email("step-" + i, "t");
                Delay delay = Delay.minutes(delays.get(i));
                plan = isFromStart(i) ? email.afterStart(delay) : email.after(delay);
            }
            return new PlanVersion(plan.build(), number, "0".repeat(64), begun);
        }

        private boolean isFromStart(int step) {
            return (fromStart >> step & 1) == 1;
        }

        Instant due() {
            return state.due().orElseThrow().at();
        }

        Instant expected() {
            Instant counted = isFromStart(at) ? begun : anchor;
            Instant over = failed.map(since -> passed(since, again)).orElseGet(() -> passed(counted, delays.get(at)));
            return over.isBefore(notBefore) ? notBefore : over;
        }

        private Instant passed(Instant since, int minutes) {
            Instant reached = since;
            Duration left = Duration.ofMinutes(minutes);
            for (Interval pause : pauses) {
                Duration until = Duration.between(reached, pause.from());
                if (pause.until().isAfter(reached) && left.compareTo(until) > 0) {
                    left = left.minus(until.isNegative() ? Duration.ZERO : until);
                    reached = pause.until();
                }
            }
            return reached.plus(left);
        }

        void happens(Move move) {
            Duration way = Duration.between(now, due());
            now = move.kind() == Kind.FAIL
                    ? due()
                    : now.plus(way.multipliedBy(move.perMille()).dividedBy(1000));
            if (move.kind() == Kind.PAUSE) {
                pause(move.minutes());
            } else if (move.kind() == Kind.MIGRATE) {
                delays.set(at, move.minutes());
                PlanVersion next = version(version.version() + 1);
                state = decider.migrate(version, next, state, MigrationOptions.DEFAULT, facts, Course.ANN, now)
                        .after();
                version = next;
            } else {
                again = 61 + move.minutes();
                failed = Optional.of(now);
                attempted(new Outcome.Failed("BUSY", "later", Optional.of(Duration.ofMinutes(again))));
            }
            notBefore = now;
        }

        private void pause(int minutes) {
            Instant from = now;
            tell(new Command.PauseIt(PauseCause.MANUAL, Course.ANN));
            now = now.plus(Duration.ofMinutes(minutes));
            tell(new Command.ResumeIt(Optional.empty(), Course.ANN));
            pauses.add(new Interval(from, now));
        }

        void goOn() {
            now = due();
            attempted(new Outcome.Accepted("r-1"));
            at++;
            anchor = now;
            notBefore = now;
            failed = Optional.empty();
        }

        private void attempted(Outcome outcome) {
            assertThat(decider.decide(version, state, new Command.StepDue(new Recovery.Fresh()), facts, now)
                            .isSettled())
                    .isFalse();
            tell(new Command.Attempted(outcome, now, true));
        }

        private void tell(Command command) {
            state = decider.decide(version, state, command, facts, now).after();
        }
    }

    @Property(tries = 500)
    void aStepIsDueOnceItsDelayHasPassedOutsideOfPauses(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 6000) Integer> delays,
            @ForAll @IntRange(max = 15) int fromStart,
            @ForAll("moves") List<List<Move>> moves) {
        Run run = new Run(delays, fromStart);
        for (int step = 0; step < delays.size(); step++) {
            for (Move move : step < moves.size() ? moves.get(step) : List.<Move>of()) {
                run.happens(move);
                assertThat(run.due()).as("after " + move).isEqualTo(run.expected());
            }
            run.goOn();
            if (step + 1 < delays.size()) {
                assertThat(run.due()).as("of step " + (step + 1)).isEqualTo(run.expected());
            }
        }
        assertThat(run.state.status().isTerminal()).isTrue();
    }

    /** Up to four a step, so that no step fails for good. */
    @Provide
    Arbitrary<List<List<Move>>> moves() {
        Arbitrary<Move> move = Combinators.combine(
                        Arbitraries.of(Kind.PAUSE, Kind.PAUSE, Kind.PAUSE, Kind.MIGRATE, Kind.FAIL),
                        Arbitraries.integers().between(0, 999),
                        Arbitraries.integers().between(0, 6000))
                .as(Move::new);
        return move.list().ofMaxSize(4).list().ofMaxSize(4);
    }
}
