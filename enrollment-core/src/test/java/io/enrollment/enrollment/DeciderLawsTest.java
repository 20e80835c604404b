package io.enrollment.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.json.CaptureJson;
import io.enrollment.json.DecisionJson;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.OnResume;
import io.enrollment.plan.Plan;
import io.enrollment.plan.Step;
import io.enrollment.report.Capture;
import io.enrollment.report.Capture.Recorded;
import io.enrollment.report.Replay;
import io.enrollment.testkit.CommandArbitraries;
import io.enrollment.testkit.FactsArbitraries;
import io.enrollment.testkit.PlanArbitraries;
import io.enrollment.testkit.RunningPlanArbitraries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** The laws of decisions; {@link EnrollmentLaws} has those that hold after each one. */
class DeciderLawsTest {

    private static final Instant START = Instant.parse("2026-01-05T15:00:00Z");

    /** Each plan step needs a claim on the way to it, one for itself, and one for what came of it; some wait once more. */
    private static final int MOST_DECISIONS_A_STEP = 4;

    private static final Set<LogKind> WITHOUT_EFFECT =
            EnumSet.of(LogKind.HELD, LogKind.PAUSED, LogKind.RESUMED, LogKind.MIGRATED);

    @Provide
    Arbitrary<Plan> plans() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, RunningPlanArbitraries.plans()), Tuple.of(1, PlanArbitraries.plans()));
    }

    @Provide
    Arbitrary<Plan> running() {
        return RunningPlanArbitraries.plans();
    }

    @Provide
    Arbitrary<Facts> facts() {
        return FactsArbitraries.facts(START);
    }

    @Provide
    Arbitrary<List<Storm.Move>> storms() {
        return move().list()
                .ofMinSize(10)
                .ofMaxSize(50)
                .withSizeDistribution(RandomDistribution.uniform())
                .withoutEdgeCases();
    }

    private Arbitrary<Storm.Move> move() {
        Arbitrary<Boolean> truths = Arbitraries.of(true, false);
        Arbitrary<Storm.Move> claims = Combinators.combine(
                        Arbitraries.of(false, false, false, true), Arbitraries.of(Storm.Knowledge.class))
                .as(Storm.Move.Claim::new);
        Arbitrary<Storm.Move> settles =
                Combinators.combine(CommandArbitraries.outcomes(), truths).as(Storm.Move.Settle::new);
        Arbitrary<Storm.Move> waits =
                Arbitraries.of(0, 1, 1, 1, 2, 9, 70).map(hours -> new Storm.Move.Wait(Duration.ofHours(hours)));
        return Arbitraries.frequencyOf(
                Tuple.of(30, claims),
                Tuple.of(25, settles),
                Tuple.of(12, CommandArbitraries.interventions().map(Storm.Move.Tell::new)),
                Tuple.of(4, waits),
                Tuple.of(10, disposals()),
                Tuple.of(14, hearings()),
                Tuple.of(2, Arbitraries.just(new Storm.Move.UndoReply())),
                Tuple.of(2, truths.map(Storm.Move.Resolve::new)),
                Tuple.of(3, Arbitraries.of(true, true, false).map(Storm.Move.Step::new)),
                Tuple.of(2, Arbitraries.of("bo", "sales").map(Storm.Move.Reassign::new)),
                Tuple.of(3, Arbitraries.just(new Storm.Move.Crash())),
                Tuple.of(1, facts().map(Storm.Move.Learn::new)),
                Tuple.of(1, Arbitraries.just(new Storm.Move.Park())));
    }

    private static Arbitrary<Storm.Move> hearings() {
        Arbitrary<Duration> ago = Arbitraries.of(0, 0, 1, 30).map(Duration::ofHours);
        return Combinators.combine(CommandArbitraries.heard(), ago, Arbitraries.of(true, false))
                .as(Storm.Move.Hear::new);
    }

    private static Arbitrary<Storm.Move> disposals() {
        Arbitrary<String> names =
                Arbitraries.of("done", "no-answer", "left-message", "call-back", "appointment", "nap");
        Arbitrary<Optional<Duration>> callBacks =
                Arbitraries.of(-1, 3, 50).map(Duration::ofHours).optional(0.3);
        return Combinators.combine(names, callBacks).as(Storm.Move.Dispose::new);
    }

    @Property(tries = 1000)
    void theLawsHoldWhateverHappensInWhateverOrder(
            @ForAll("plans") Plan plan, @ForAll("facts") Facts facts, @ForAll("storms") List<Storm.Move> storm) {
        Storm enrollment = new Storm(plan, facts, START);

        storm.forEach(enrollment::happens);
    }

    /** What was decided is decided again from what was recorded, in JSON, with names and addresses and without them. */
    @Property(tries = 100)
    void aReplayOfWhateverHappenedDecidesTheSame(
            @ForAll("plans") Plan plan, @ForAll("facts") Facts facts, @ForAll("storms") List<Storm.Move> storm) {
        List<Recorded> recorded = new ArrayList<>();
        Storm enrollment = new Storm(
                plan,
                facts,
                START,
                (decision, made) -> recorded.add(CaptureJson.recorded(
                        made.log().get(0).seq(),
                        DecisionJson.write(decision, made.log().size()))));

        storm.forEach(enrollment::happens);

        Capture capture = new Capture(
                START, false, enrollment.state(), List.of(enrollment.version()), enrollment.log(), recorded);
        String written = CaptureJson.write(capture);
        assertThat(CaptureJson.write(CaptureJson.read(written))).isEqualTo(written);
        assertThat(Replay.of(CaptureJson.read(written), Storm.RULES).differences())
                .isEmpty();
        Capture masked = CaptureJson.read(CaptureJson.write(CaptureJson.masked(capture)));
        assertThat(Replay.of(masked, Storm.RULES).differences()).isEmpty();
        assertThat(masked.replayable()).isEqualTo(enrollment.log().size());
    }

    /** One seed, so that it is no matter of chance whether something rare comes up. */
    @Property(tries = 1000, seed = "42")
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void stormsReachEveryStatusAndLogEveryKind(
            @ForAll("plans") Plan plan, @ForAll("facts") Facts facts, @ForAll("storms") List<Storm.Move> storm) {
        Storm enrollment = new Storm(plan, facts, START);

        for (Storm.Move move : storm) {
            enrollment.happens(move);
            Statistics.label("status").collect(enrollment.state().status());
        }

        enrollment.log().forEach(entry -> Statistics.label("kind").collect(entry.kind()));
        everythingHappensNowAndThen();
    }

    /** Everything but a migration, for which a storm would need another version of its plan. */
    private static void everythingHappensNowAndThen() {
        Statistics.label("kind").coverage(kinds -> {
            for (LogKind kind : EnumSet.complementOf(EnumSet.of(LogKind.MIGRATED))) {
                kinds.check(kind).count(count -> count > 0);
            }
        });
        Statistics.label("status")
                .coverage(statuses -> Set.of(EnrollmentStatus.values())
                        .forEach(status -> statuses.check(status).count(count -> count > 0)));
    }

    @Property(tries = 300)
    void aValidPlanComesToItsEndInABoundedNumberOfDecisions(@ForAll("plans") Plan plan, @ForAll("facts") Facts facts) {
        Storm enrollment = new Storm(plan, facts, START);

        int decisions = enrollment.calm();

        assertThat(decisions).isLessThanOrEqualTo(MOST_DECISIONS_A_STEP * attempts(plan) + 1);
        EnrollmentStatus status = enrollment.state().status();
        assertThat(status.isTerminal() || status == EnrollmentStatus.FAILED).isTrue();
    }

    /** How often the steps of a plan can be begun: once each, but calls and tasks as often as they may be tried. */
    private static int attempts(Plan plan) {
        return plan.steps().stream()
                .mapToInt(step -> step instanceof Step.Personal personal ? personal.maxAttempts() : 1)
                .sum();
    }

    @Property(tries = 300)
    void afterAStormAnEnrollmentThatIsLetGoComesToItsEnd(
            @ForAll("plans") Plan plan, @ForAll("facts") Facts facts, @ForAll("storms") List<Storm.Move> storm) {
        Storm enrollment = new Storm(plan, facts, START);
        storm.forEach(enrollment::happens);

        enrollment.happens(new Storm.Move.Learn(facts));
        enrollment.happens(new Storm.Move.Settle(new Outcome.Accepted(""), true));
        enrollment.happens(new Storm.Move.Tell(new Command.ResumeIt(Optional.empty(), Command.By.ENGINE)));
        enrollment.calm();

        EnrollmentStatus status = enrollment.state().status();
        assertThat(status.isTerminal() || status == EnrollmentStatus.FAILED).isTrue();
    }

    /** What happens to an enrollment on its way, but for what ends it and for changes of the subject, which move its zone. */
    @Provide
    Arbitrary<List<Storm.Move>> ways() {
        Arbitrary<Storm.Move> claims = Arbitraries.just(new Storm.Move.Claim(false, Storm.Knowledge.CONFIRMS));
        Arbitrary<Storm.Move> settles = Arbitraries.of(0, 0, 1, 30)
                .map(hours -> hours == 0
                        ? new Storm.Move.Settle(new Outcome.Accepted(""), true)
                        : new Storm.Move.Settle(
                                new Outcome.Failed("BUSY", "later", Optional.of(Duration.ofHours(hours))), true));
        Arbitrary<Storm.Move> away = Arbitraries.integers()
                .between(0, 14)
                .map(days -> new InboundEvent.OutOfOffice(
                        Optional.of(RunningPlanArbitraries.AROUND.minusDays(7).plusDays(days))))
                .map(what -> new Storm.Move.Hear(what, Duration.ZERO, false));
        Arbitrary<Storm.Move> waits =
                Arbitraries.integers().between(1, 600).map(minutes -> new Storm.Move.Wait(Duration.ofMinutes(minutes)));
        return Arbitraries.frequencyOf(
                        Tuple.of(6, claims),
                        Tuple.of(6, settles),
                        Tuple.of(3, waits),
                        Tuple.of(2, disposals()),
                        Tuple.of(1, away),
                        Tuple.of(1, Arbitraries.just(new Storm.Move.Step(true))),
                        Tuple.of(1, CommandArbitraries.pauses().map(Storm.Move.Tell::new)),
                        Tuple.of(2, CommandArbitraries.resumes().map(Storm.Move.Tell::new)))
                .list()
                .ofMaxSize(8)
                .withoutEdgeCases();
    }

    private static Storm after(Plan plan, Facts facts, List<Storm.Move> way) {
        Storm enrollment = new Storm(plan, facts, START);
        way.forEach(enrollment::happens);
        enrollment.happens(new Storm.Move.Settle(new Outcome.Accepted(""), true));
        enrollment.happens(new Storm.Move.Tell(new Command.ResumeIt(Optional.empty(), Command.By.ENGINE)));
        return enrollment;
    }

    /** What is overdue is due at the resume instead, by which what follows counts. */
    private static boolean isWaiting(Storm enrollment) {
        return enrollment.state().status().isActive()
                && enrollment
                        .state()
                        .due()
                        .filter(due -> !due.at().isAfter(enrollment.now()))
                        .isEmpty();
    }

    /** What came of it from an entry of its log on, but for what changes nothing. */
    private static List<String> course(Storm enrollment, int from) {
        enrollment.calm();
        return enrollment.log().stream()
                .skip(from)
                .filter(entry -> !WITHOUT_EFFECT.contains(entry.kind()))
                .map(entry -> entry.at() + " " + entry.kind() + entry.step() + entry.reason())
                .toList();
    }

    @Property(tries = 500, maxDiscardRatio = 20)
    void aPauseOfNoLengthChangesNothingWhateverHappenedBefore(
            @ForAll("running") Plan plan, @ForAll("facts") Facts facts, @ForAll("ways") List<Storm.Move> way) {
        Storm one = after(plan, facts, way);
        Storm other = after(plan, facts, way);
        Assume.that(plan.onResume() != OnResume.RESTART_DELAY && isWaiting(one));
        int before = one.log().size();

        other.happens(new Storm.Move.Tell(new Command.PauseIt(PauseCause.MANUAL, Command.By.ENGINE)));
        other.happens(new Storm.Move.Tell(new Command.ResumeIt(Optional.empty(), Command.By.ENGINE)));

        assertThat(course(other, before)).isEqualTo(course(one, before));
    }

    @Property(tries = 500, maxDiscardRatio = 20)
    void norDoesAMigrationToTheSamePlan(
            @ForAll("running") Plan plan, @ForAll("facts") Facts facts, @ForAll("ways") List<Storm.Move> way) {
        Storm one = after(plan, facts, way);
        Storm other = after(plan, facts, way);
        Assume.that(isWaiting(one));
        int before = one.log().size();

        other.publishAgain();

        assertThat(course(other, before)).isEqualTo(course(one, before));
    }
}
