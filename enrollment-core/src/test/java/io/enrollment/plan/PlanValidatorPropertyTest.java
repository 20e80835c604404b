package io.enrollment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.subject.ChannelKind;
import io.enrollment.testkit.PlanArbitraries;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PlanValidatorPropertyTest {

    private static final PlanContext FULL = PlanContext.builder()
            .organization(Organization.named("Acme")
                    .sentBy("Acme, 1 Main St")
                    .unsubscribeAt("https://acme.example/u")
                    .build())
            .addChannels(ChannelKind.EMAIL, ChannelKind.TEXT)
            .addActions("crm.update", "notify")
            .build();

    @Provide
    Arbitrary<Plan> plans() {
        return PlanArbitraries.plans();
    }

    @Provide
    Arbitrary<Plan> anyPlans() {
        return PlanArbitraries.anyPlans();
    }

    @Property(tries = 300)
    void plansMadeToBeSoundHaveNoError(@ForAll("plans") Plan plan) {
        assertThat(PlanValidator.validate(plan, FULL)).noneMatch(PlanFault::isError);
    }

    @Property(tries = 300)
    void aPlanThatValidatesEndsWhateverItsConditionsSay(@ForAll("plans") Plan plan, @ForAll long seed) {
        assertThat(walk(plan, new Random(seed)))
                .isLessThanOrEqualTo(plan.steps().size());
    }

    @Property(tries = 500)
    void aPlanEndsOrHasAnError(@ForAll("anyPlans") Plan plan, @ForAll long seed) {
        boolean isSound = PlanValidator.validate(plan, PlanContext.lenient(FULL.organization())).stream()
                .noneMatch(PlanFault::isError);
        if (isSound) {
            assertThat(walk(plan, new Random(seed)))
                    .isLessThanOrEqualTo(plan.steps().size());
        }
    }

    @Property(tries = 300)
    void whatNoChoiceOfWaysReachesIsReported(@ForAll("anyPlans") Plan plan, @ForAll long seed) {
        List<String> unreachable = PlanValidator.validate(plan, FULL).stream()
                .filter(fault -> fault.code().equals("UNREACHABLE_STEP"))
                .map(PlanFault::path)
                .toList();
        Random random = new Random(seed);
        Optional<Integer> at = Optional.of(0);
        for (int i = 0; i < 50 && at.isPresent(); i++) {
            assertThat(unreachable).doesNotContain("steps[" + at.get() + "]");
            at = next(plan, at.get(), random);
        }
    }

    @Property(tries = 200)
    void faultsDoNotDependOnAnythingButThePlan(@ForAll("anyPlans") Plan plan) {
        Plan same = Plan.builder().from(plan).build();
        assertThat(PlanValidator.validate(same, FULL)).isEqualTo(PlanValidator.validate(plan, FULL));
    }

    @Property(tries = 300)
    void theWorstWeekHasNoMoreMessagesThanThePlan(@ForAll("plans") Plan plan) {
        long messages =
                plan.steps().stream().filter(Step.Message.class::isInstance).count();
        assertThat(PlanReach.worstTouchesPerWeek(plan)).isBetween(messages > 0 ? 1 : 0, (int) messages);
    }

    /** The number of steps that one walk takes, every choice made by chance; stops past twice the plan's length. */
    private static int walk(Plan plan, Random random) {
        int taken = 0;
        for (Optional<Integer> at = Optional.of(0);
                at.isPresent() && taken <= 2 * plan.steps().size();
                at = next(plan, at.get(), random)) {
            taken++;
        }
        return taken;
    }

    /** What follows by the words of the plan, written down apart from the graph that the validator uses. */
    private static Optional<Integer> next(Plan plan, int at, Random random) {
        Step step = plan.steps().get(at);
        if (step instanceof Step.Exit exit && (exit.when().isEmpty() || random.nextBoolean())) {
            return Optional.empty();
        }
        List<StepKey> ways = ways(step);
        boolean goesOn = step instanceof Step.Wait && random.nextBoolean();
        if (ways.isEmpty() || goesOn) {
            return step.settings().next().isPresent()
                    ? place(plan, step.settings().next().get())
                    : Optional.of(at + 1).filter(below -> below < plan.steps().size());
        }
        return place(plan, ways.get(random.nextInt(ways.size())));
    }

    private static List<StepKey> ways(Step step) {
        if (step instanceof Step.Branch branch) {
            return Stream.concat(branch.arms().stream().map(Step.Arm::goTo), branch.otherwise().stream())
                    .toList();
        }
        if (step instanceof Step.Wait wait && wait.until() instanceof WaitFor.Event event) {
            return event.onTimeout().stream().toList();
        }
        return step instanceof Step.Split split
                ? split.shares().stream().map(Step.Share::goTo).toList()
                : List.of();
    }

    private static Optional<Integer> place(Plan plan, StepKey key) {
        List<StepKey> keys = plan.steps().stream().map(Step::key).toList();
        return Optional.of(keys.indexOf(key)).filter(place -> place >= 0);
    }
}
