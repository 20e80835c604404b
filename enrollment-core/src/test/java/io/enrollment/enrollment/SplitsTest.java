package io.enrollment.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanVersion;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import io.enrollment.plan.StepSettings;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitsTest {

    private static final Enrollment STATE = state();

    private static Enrollment state() {
        Instant now = Instant.parse("2026-01-05T15:00:00Z");
        Plan plan = Plan.forPeople("welcome").email("one", "t").build();
        return Decider.of(Course.RULES)
                .begin(
                        EnrollmentId.of("e-1"),
                        new PlanVersion(plan, 1, "0".repeat(64), now),
                        1,
                        EventKey.DEFAULT,
                        EntryPurpose.DEFAULT,
                        Course.facts(Course.lead().build()),
                        now)
                .after();
    }

    private static Enrollment of(String subject) {
        return STATE.toBuilder().subject(SubjectId.of(subject)).build();
    }

    private static Step.Split split(String key, int... weights) {
        List<Step.Share> shares = IntStream.range(0, weights.length)
                .mapToObj(n -> new Step.Share("share-" + n, weights[n], StepKey.of("to-" + n)))
                .toList();
        return new Step.Split(StepKey.of(key), StepSettings.none(), shares);
    }

    private static Map<String, Integer> counts(Step.Split split, int subjects) {
        Map<String, Integer> counts = new HashMap<>();
        for (int n = 0; n < subjects; n++) {
            counts.merge(Splits.choose(split, of("lead-" + n)).name(), 1, Integer::sum);
        }
        return counts;
    }

    /** Over so many subjects a share leaves these bounds, six standard deviations wide, once in 10^8. */
    @Property(tries = 20)
    void sharesComeCloseToTheirWeights(
            @ForAll @IntRange(min = 1, max = 20) int a,
            @ForAll @IntRange(min = 1, max = 20) int b,
            @ForAll @IntRange(min = 1, max = 20) int c) {
        int subjects = 4_000;
        Map<String, Integer> counts = counts(split("abc", a, b, c), subjects);
        double p = (double) a / (a + b + c);

        assertThat((double) counts.getOrDefault("share-0", 0))
                .isBetween(
                        subjects * p - 6 * Math.sqrt(subjects * p * (1 - p)),
                        subjects * p + 6 * Math.sqrt(subjects * p * (1 - p)));
        assertThat(counts.values().stream().mapToInt(n -> n).sum()).isEqualTo(subjects);
    }

    @Property(tries = 100)
    void theSameSubjectGoesTheSameWayInEveryCycleAndVersion(
            @ForAll @IntRange(min = 1, max = 100_000) int lead, @ForAll @IntRange(min = 2, max = 50) int other) {
        Enrollment again = of("lead-" + lead).toBuilder()
                .id(EnrollmentId.of("e-2"))
                .cycle(other)
                .version(other)
                .build();

        assertThat(Splits.choose(split("ab", 1, 1), again))
                .isEqualTo(Splits.choose(split("ab", 1, 1), of("lead-" + lead)));
    }

    @Test
    void twoSplitsOfAPlanAreIndependent() {
        Step.Split first = split("first", 1, 1);
        Step.Split second = split("second", 1, 1);
        int both = 0;
        for (int n = 0; n < 4_000; n++) {
            Enrollment state = of("lead-" + n);
            both += Splits.choose(first, state).name().equals("share-0")
                            && Splits.choose(second, state).name().equals("share-0")
                    ? 1
                    : 0;
        }

        assertThat(both).isBetween(800, 1_200);
    }
}
