package io.enrollment.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.eligibility.CheckResult.Outcome;
import io.enrollment.testkit.EligibilityArbitraries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of the checks, over random candidates. */
class EligibilityLawsTest {

    @Property
    void theOrderOfTheChecksPlaysNoPart(@ForAll("inputs") CheckInput input, @ForAll Mode mode, @ForAll Random random) {
        List<EligibilityCheck> shuffled = new ArrayList<>(Checks.standard());
        Collections.shuffle(shuffled, random);

        assertThat(Eligibility.evaluate(input, mode, shuffled)).isEqualTo(Eligibility.evaluate(input, mode));
    }

    @Property
    void stoppingAtTheFirstFailureFindsTheSameHeadline(@ForAll("inputs") CheckInput input) {
        Verdict all = Eligibility.evaluate(input, Mode.ALL_FAILURES);
        Verdict first = Eligibility.evaluate(input, Mode.FIRST_FAILURE);

        assertThat(first.headline()).isEqualTo(all.headline());
        assertThat(first.eligible()).isEqualTo(all.eligible());
        assertThat(all.results()).startsWith(first.results().toArray(CheckResult[]::new));
        assertThat(first.results().stream().filter(CheckResult::failed).count()).isLessThanOrEqualTo(1);
    }

    @Property
    void everyCheckOfThePhaseAnswersOnceAndUnderItsName(@ForAll("inputs") CheckInput input) {
        List<CheckName> expected = input.phase() == Phase.ENROLL
                ? CheckName.HEADLINE_ORDER
                : List.of(
                        CheckName.DELETED,
                        CheckName.VALID_EMAIL,
                        CheckName.VALID_MESSAGE,
                        CheckName.VALID_PHONE,
                        CheckName.OPT_OUT_ALL,
                        CheckName.CASL);

        assertThat(Eligibility.evaluate(input, Mode.ALL_FAILURES).results())
                .extracting(CheckResult::check)
                .containsExactlyElementsOf(expected);
    }

    @Property
    void onlyAFailureBlocks(@ForAll("inputs") CheckInput input) {
        Verdict verdict = Eligibility.evaluate(input, Mode.ALL_FAILURES);

        assertThat(verdict.eligible())
                .isEqualTo(verdict.results().stream().noneMatch(result -> result.outcome() == Outcome.FAILED));
    }

    @Property
    void everyFailureSaysWhenOrHowItWouldPass(@ForAll("inputs") CheckInput input) {
        for (CheckResult result : Eligibility.evaluate(input, Mode.ALL_FAILURES).results()) {
            assertThat(result.earliestPassAt().isPresent()
                            ^ result.wouldPassIf().isPresent())
                    .as(result.describe())
                    .isEqualTo(result.failed());
        }
    }

    @Property(tries = 1000)
    void aFailureThatTimeHealsIsHealedThenAndNotBefore(@ForAll("inputs") CheckInput input) {
        for (CheckResult result : Eligibility.evaluate(input, Mode.ALL_FAILURES).results()) {
            result.earliestPassAt().ifPresent(at -> {
                assertThat(at).isAfter(input.now());
                assertThat(again(input, result, 0).failed())
                        .as(result.describe())
                        .isFalse();
                assertThat(again(input, result, -1).failed())
                        .as(result.describe())
                        .isTrue();
            });
        }
    }

    @Property
    void noCheckFailsByItself(@ForAll("inputs") CheckInput input) {
        assertThat(Eligibility.evaluate(input, Mode.ALL_FAILURES).results())
                .extracting(CheckResult::reason)
                .doesNotContain(Reasons.ERROR, Reasons.EXCLUSION_UNKNOWN);
    }

    @Property
    void noEvidenceShowsAnAddress(@ForAll("inputs") CheckInput input) {
        String shown = Eligibility.evaluate(input, Mode.ALL_FAILURES).toString();

        assertThat(shown).doesNotContain("@", "447911123456", "4165550123");
    }

    @Property
    void everyReasonHasTheCategoryOfAnEngineThatWorks(@ForAll("inputs") CheckInput input) {
        Eligibility.evaluate(input, Mode.ALL_FAILURES)
                .headline()
                .ifPresent(failure ->
                        assertThat(ReasonCategory.of(failure.reason())).isNotEqualTo(ReasonCategory.ERROR));
    }

    @Provide
    Arbitrary<CheckInput> inputs() {
        return Arbitraries.oneOf(
                EligibilityArbitraries.enrollInputs(Given.NOW), EligibilityArbitraries.sendInputs(Given.NOW));
    }

    private static CheckResult again(CheckInput input, CheckResult result, long nanos) {
        Instant later = result.earliestPassAt().orElseThrow().plusNanos(nanos);
        return Given.run(result.check(), Given.later(input, later));
    }
}
