package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.criteria.Condition;
import io.enrollment.eligibility.FunnelStage;
import io.enrollment.enrollment.Command;
import io.enrollment.plan.AudienceQuery;
import io.enrollment.plan.BlastGuard;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunLimit;
import io.enrollment.run.RunPurpose;
import io.enrollment.run.RunStatus;
import io.enrollment.spi.AudienceSource;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Subject;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A plan says how many a run may enroll; over that, nobody is before a person has looked. */
class BlastGuardTest {

    private static final PlanId WELCOME = PlanId.of("welcome");
    private static final Command.By ANN = new Command.By("ann", "");

    private final Host host = new Host();
    private final EnrollmentEngine engine = host.engine(RecordingChannel.withLookup(ChannelKind.EMAIL))
            .audience((request, page) -> AudienceSource.of(host.people.values()).find(request, page))
            .build();

    private static Plan plan(BlastGuard guard, Condition who) {
        Plan.Builder plan = Plan.builder();
        return plan.from(Host.twoEmails())
                .addAudience(new AudienceQuery("all", 0, who))
                .blastGuard(guard)
                .build();
    }

    private static Plan plan(BlastGuard guard) {
        return plan(guard, new Condition.Everybody());
    }

    private void people(int from, int to) {
        for (int i = from; i <= to; i++) {
            Subject person = Objects.requireNonNull(host.people.get(host.person("p" + i)));
            Subject.Builder more = Subject.builder();
            host.put(more.from(person).attribute("city", "Ottawa").build());
        }
    }

    private EnrollerRun run(UnaryOperator<RunRequest.Builder> more) {
        RunRequest.Builder request = RunRequest.builder();
        EnrollerRun asked = runs().start(more.apply(request.plan(WELCOME)).build());
        work();
        return runs().find(asked.id());
    }

    private EnrollerRun run() {
        return run(request -> request);
    }

    private Runs runs() {
        return engine.enrollments().runs();
    }

    private void work() {
        engine.workRuns();
        host.clock.advance(Duration.ofSeconds(5));
        engine.workRuns();
    }

    private int enrolled() {
        return engine.enrollments()
                .list(WELCOME, PageRequest.first(100))
                .items()
                .size();
    }

    @Test
    void overTheLimitOfThePlanNobodyIsEnrolledBeforeSomebodyHasLookedAtFunnelAndSample() {
        people(1, 4);
        engine.enrollments().publish(plan(BlastGuard.count(3)));
        EnrollerRun held = run();
        assertThat(held.awaits()).contains("4 of 4 candidates are eligible, over the limit of 3 candidates");
        assertThat(runs().detail(held.id()).step()).isEqualTo("waits for a confirmation");
        EnrollerRun preview = runs().find(held.preview().orElseThrow());
        assertThat(preview.funnel().stage(FunnelStage.ELIGIBLE).out()).isEqualTo(4);
        assertThat(runs().sample(held.id(), 3))
                .extracting(one -> one.result().subject().value())
                .containsExactly("p1", "p2", "p3");
        work();
        assertThat(enrolled()).isZero();

        assertThat(runs().confirm(held.id(), ANN).confirmedBy()).contains("ann");
        work();
        EnrollerRun done = runs().find(held.id());
        assertThat(done.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(enrolled()).isEqualTo(4);
        assertThat(runs().detail(held.id()).events())
                .anyMatch(event -> event.text().equals("confirmed by ann"));
    }

    @Test
    void whatIsDeclinedEnrollsNobodyAndTheNextRunIsAskedForAgain() {
        people(1, 4);
        engine.enrollments().publish(plan(BlastGuard.percent(50).untilBegun()));
        EnrollerRun declined = runs().decline(run().id(), ANN);
        assertThat(declined.status()).isEqualTo(RunStatus.CANCELED);
        assertThat(declined.message()).contains("declined by ann");
        work();
        assertThat(enrolled()).isZero();
        assertThat(run().awaits()).isPresent();
    }

    @Test
    void withinTheLimitItBeginsByItself() {
        people(1, 3);
        engine.enrollments().publish(plan(BlastGuard.count(3)));
        assertThat(run().status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(enrolled()).isEqualTo(3);
    }

    @Test
    void everyRunIsGuardedUnlessThePlanSaysOtherwise() {
        people(1, 1);
        engine.enrollments().publish(plan(BlastGuard.count(2)));
        run();
        people(2, 5);
        assertThat(run().awaits()).isPresent();
        engine.enrollments().publish(plan(BlastGuard.count(2).untilBegun()));
        assertThat(run().status()).as("begun before with the same audience").isEqualTo(RunStatus.COMPLETED);
        assertThat(enrolled()).isEqualTo(5);
    }

    @Test
    void changedCriteriaAreAskedForAgain() {
        people(1, 2);
        BlastGuard guard = BlastGuard.count(2).untilBegun();
        engine.enrollments().publish(plan(guard));
        run();
        people(3, 6);
        engine.enrollments().publish(plan(guard, Condition.equal("city", "Ottawa")));
        EnrollerRun held = run();
        assertThat(held.awaits()).contains("4 of 6 candidates are eligible, over the limit of 2 candidates");
        runs().confirm(held.id(), ANN);
        work();
        people(7, 10);
        assertThat(run().status()).as("confirmed once").isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void aSimulationIsNotGuardedAndALooserLimitOfARequestDoesNotLoosenThatOfThePlan() {
        people(1, 4);
        engine.enrollments().publish(plan(BlastGuard.count(3)));
        assertThat(run(request -> request.purpose(RunPurpose.CAMPAIGN_SIMULATION))
                        .status())
                .isEqualTo(RunStatus.COMPLETED);
        assertThat(run(request -> request.limit(RunLimit.count(100))).awaits()).isPresent();
        assertThat(enrolled()).isZero();
    }

    @Test
    void onlyARunThatWaitsCanBeConfirmedOrDeclined() {
        people(1, 1);
        engine.enrollments().publish(plan(BlastGuard.count(3)));
        EnrollerRun done = run();
        assertThat(runs().confirm(done.id(), ANN)).isEqualTo(done);
        assertThat(runs().decline(done.id(), ANN)).isEqualTo(done);
        assertThat(runs().sample(
                                run(request -> request.purpose(RunPurpose.CRITERION_STATS))
                                        .id(),
                                5))
                .isEmpty();
    }

    @Test
    void aGuardNeedsALimit() {
        assertThatThrownBy(() -> new BlastGuard(Optional.empty(), Optional.empty(), true))
                .hasMessageContaining("have a count or a percent");
    }
}
