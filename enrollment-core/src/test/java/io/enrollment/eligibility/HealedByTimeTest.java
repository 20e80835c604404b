package io.enrollment.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.subject.Consent;
import io.enrollment.testkit.EligibilityArbitraries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** When a failure would pass is the first instant at which it does, and a failure that gives none is healed by no waiting. */
class HealedByTimeTest {

    private static final Duration SIX_YEARS = Duration.ofDays(6 * 366);
    private static final int PROBES = 40;

    @Property(tries = 1000)
    void noInstantBeforeTheOneThatIsPromisedPasses(@ForAll("inputs") CheckInput input, @ForAll Random random) {
        for (CheckResult failure : failures(input)) {
            failure.earliestPassAt()
                    .ifPresent(promised -> assertThat(probes(input, random))
                            .filteredOn(promised::isAfter)
                            .allSatisfy(at -> assertFails(input, failure, at)));
        }
    }

    @Property(tries = 1000)
    void whatPromisesNothingIsHealedByNoWaiting(@ForAll("inputs") CheckInput input, @ForAll Random random) {
        for (CheckResult failure : failures(input)) {
            if (failure.earliestPassAt().isEmpty()) {
                assertThat(probes(input, random)).allSatisfy(at -> assertFails(input, failure, at));
            }
        }
    }

    private static List<CheckResult> failures(CheckInput input) {
        return Eligibility.evaluate(input, Mode.ALL_FAILURES).results().stream()
                .filter(CheckResult::failed)
                .toList();
    }

    /** Later instants: those of which the facts speak, and any others, nearer ones more often. */
    private static List<Instant> probes(CheckInput input, Random random) {
        List<Instant> probes = new ArrayList<>();
        for (Consent entry : input.subject().consents()) {
            probes.add(entry.at());
            entry.endsAt().ifPresent(probes::add);
        }
        for (PastEnrollment past : input.history().enrollments()) {
            probes.add(past.enrolledAt());
            past.endedAt().ifPresent(probes::add);
        }
        for (int i = 0; i < PROBES; i++) {
            double share = Math.pow(random.nextDouble(), 4);
            probes.add(input.now().plusSeconds((long) (share * SIX_YEARS.toSeconds())));
        }
        probes.removeIf(at -> !at.isAfter(input.now()));
        return probes;
    }

    private static void assertFails(CheckInput input, CheckResult failure, Instant at) {
        CheckResult result = Given.run(failure.check(), Given.later(input, at));
        assertThat(result.failed())
                .as("at %s %s, though at %s %s", at, result.describe(), input.now(), failure.describe())
                .isTrue();
    }

    @Provide
    Arbitrary<CheckInput> inputs() {
        return Arbitraries.oneOf(
                EligibilityArbitraries.enrollInputs(Given.NOW), EligibilityArbitraries.sendInputs(Given.NOW));
    }
}
