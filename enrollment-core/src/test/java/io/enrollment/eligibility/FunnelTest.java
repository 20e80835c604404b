package io.enrollment.eligibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.eligibility.Funnel.Stage;
import io.enrollment.testkit.EligibilityArbitraries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunnelTest {

    private static final Verdict FINE = new Verdict(List.of());

    @ParameterizedTest
    @CsvSource({
        "ENTRY, QUERY_PARAM_CUSTOMERS",
        "DELETED, POTENTIAL_CUSTOMERS",
        "VALID_EMAIL, POTENTIAL_CUSTOMERS",
        "VALID_MESSAGE, POTENTIAL_CUSTOMERS",
        "VALID_PHONE, POTENTIAL_CUSTOMERS",
        "ALREADY_IN_QUEUE, POTENTIAL_EVENTS",
        "UNIQUE_EVENT, POTENTIAL_EVENTS",
        "MARKETING_EXCLUSION, ELIGIBLE",
        "CASL, ELIGIBLE",
        "OPT_OUT_ALL, ELIGIBLE",
        "CREDIT, ELIGIBLE"
    })
    void everyCheckRejectsAtItsStage(String check, FunnelStage stage) {
        Funnel funnel = Funnel.of(List.of(refused(check, "BECAUSE"), enrolled()));

        assertThat(FunnelStage.of(CheckName.of(check))).isEqualTo(stage);
        assertThat(funnel.stage(stage)).isEqualTo(stage(stage, 2, 1, Map.of("BECAUSE", 1L)));
        assertThat(funnel.candidates()).isEqualTo(2);
        assertThat(funnel.enrolled()).isEqualTo(1);
        assertThat(refused(check, "BECAUSE").rejectedAt()).contains(stage);
    }

    @Test
    void aCandidateIsRejectedOnceAtTheFirstStageThatHasAFailure() {
        Verdict verdict = new Verdict(List.of(
                failed("OPT_OUT_ALL", "OPTED_OUT_ALL"),
                failed("UNIQUE_EVENT", "EVENT_ALREADY_USED"),
                failed("VALID_PHONE", "PHONE_MISSING"),
                failed("VALID_EMAIL", "EMAIL_MISSING")));
        Funnel funnel = Funnel.of(List.of(new FunnelEntry(verdict, false, Optional.empty())));

        assertThat(funnel.stage(FunnelStage.POTENTIAL_CUSTOMERS).rejections())
                .containsExactly(Map.entry("EMAIL_MISSING", 1L));
        assertThat(funnel.stage(FunnelStage.POTENTIAL_EVENTS).in()).isZero();
        assertThat(funnel.stage(FunnelStage.ELIGIBLE).rejections()).isEmpty();
    }

    @Test
    void aLostRaceIsRejectedAtTheLastStage() {
        FunnelEntry lost = new FunnelEntry(FINE, false, Optional.of(Reasons.ALREADY_IN_QUEUE));
        FunnelEntry simulated = new FunnelEntry(FINE, false, Optional.empty());
        Funnel funnel = Funnel.of(List.of(lost, simulated, enrolled(), enrolled()));

        assertThat(funnel.stage(FunnelStage.SUCCESS))
                .isEqualTo(stage(FunnelStage.SUCCESS, 4, 2, Map.of("ALREADY_IN_QUEUE", 1L, "NOT_ENROLLED", 1L)));
        assertThat(lost.rejectedAt()).contains(FunnelStage.SUCCESS);
        assertThat(enrolled().rejectedAt()).isEmpty();
    }

    @Test
    void nobodyMakesAnEmptyFunnel() {
        assertThat(Funnel.empty().candidates()).isZero();
        assertThat(Funnel.empty().stages()).allMatch(stage -> stage.in() == 0 && stage.out() == 0);
    }

    @Test
    void theArithmeticIsEnforced() {
        assertThatThrownBy(() -> stage(FunnelStage.SUCCESS, 3, 1, Map.of("A", 1L)))
                .hasMessageContaining("funnel in");
        assertThatThrownBy(() -> stage(FunnelStage.SUCCESS, 1, 1, Map.of("A", 0L)))
                .hasMessageContaining("funnel rejections");
        assertThatThrownBy(() -> stage(FunnelStage.SUCCESS, 0, -1, Map.of("A", 1L)))
                .hasMessageContaining("funnel out");
        List<Stage> stages = new ArrayList<>(Funnel.empty().stages());
        stages.set(3, stage(FunnelStage.ELIGIBLE, 1, 0, Map.of("A", 1L)));
        assertThatThrownBy(() -> new Funnel(stages)).hasMessageContaining("funnel in of ELIGIBLE");
        assertThatThrownBy(() -> new Funnel(stages.subList(0, 4))).hasMessageContaining("funnel stages");
        List<Stage> reversed = new ArrayList<>(Funnel.empty().stages());
        Collections.reverse(reversed);
        assertThatThrownBy(() -> new Funnel(reversed)).hasMessageContaining("funnel stages");
    }

    @Test
    void nobodyIsEnrolledAgainstTheVerdict() {
        Verdict refused = new Verdict(List.of(failed("CASL", "FAILED_NO_CONSENT")));

        assertThatThrownBy(() -> new FunnelEntry(refused, true, Optional.empty()))
                .hasMessageContaining("funnel enrolled");
        assertThatThrownBy(() -> new FunnelEntry(FINE, true, Optional.of("LOST")))
                .hasMessageContaining("funnel enrollRefusal");
    }

    @Property
    void whatComesInGoesOutOrIsRejected(@ForAll("audiences") List<FunnelEntry> audience) {
        Funnel funnel = Funnel.of(audience);
        long in = audience.size();

        for (Stage stage : funnel.stages()) {
            long rejected =
                    stage.rejections().values().stream().mapToLong(n -> n).sum();
            assertThat(stage.in()).isEqualTo(in).isEqualTo(stage.out() + rejected);
            in = stage.out();
        }
        assertThat(in).isEqualTo(audience.stream().filter(FunnelEntry::enrolled).count());
    }

    @Property
    void everyRejectionIsTheHeadlineOfSomebody(@ForAll("audiences") List<FunnelEntry> audience) {
        List<String> expected = audience.stream()
                .flatMap(entry -> entry.verdict().headline().stream())
                .map(CheckResult::reason)
                .sorted()
                .toList();
        List<String> counted = Funnel.of(audience).stages().stream()
                .filter(stage -> stage.stage() != FunnelStage.SUCCESS)
                .flatMap(stage -> stage.rejections().entrySet().stream())
                .flatMap(entry -> Collections.nCopies(entry.getValue().intValue(), entry.getKey()).stream())
                .sorted()
                .toList();

        assertThat(counted).isEqualTo(expected);
    }

    @Property
    void funnelsAddUpInAnyOrder(
            @ForAll("audiences") List<FunnelEntry> one,
            @ForAll("audiences") List<FunnelEntry> two,
            @ForAll("audiences") List<FunnelEntry> three,
            @ForAll Random random) {
        List<FunnelEntry> all =
                new ArrayList<>(Stream.of(one, two, three).flatMap(List::stream).toList());
        Collections.shuffle(all, random);
        Funnel a = Funnel.of(one);
        Funnel b = Funnel.of(two);
        Funnel c = Funnel.of(three);

        assertThat(a.plus(b).plus(c)).isEqualTo(Funnel.of(all)).isEqualTo(a.plus(b.plus(c)));
        assertThat(a.plus(b)).isEqualTo(b.plus(a));
        assertThat(a.plus(Funnel.empty())).isEqualTo(a);
    }

    @Provide
    Arbitrary<List<FunnelEntry>> audiences() {
        Arbitrary<FunnelEntry> candidates = Combinators.combine(
                        EligibilityArbitraries.enrollInputs(Given.NOW),
                        Arbitraries.of(Mode.class),
                        Arbitraries.of(true, true, false),
                        Arbitraries.of("ALREADY_IN_QUEUE", "LIMIT").optional(0.5))
                .as(FunnelTest::candidate);
        return candidates.list().ofMaxSize(12);
    }

    private static FunnelEntry candidate(CheckInput input, Mode mode, boolean wins, Optional<String> refusal) {
        Verdict verdict = EntryRules.refusal(input)
                .map(result -> new Verdict(List.of(result)))
                .orElseGet(() -> Eligibility.evaluate(input, mode));
        boolean enrolled = verdict.eligible() && wins;
        return new FunnelEntry(verdict, enrolled, enrolled ? Optional.empty() : refusal);
    }

    private static FunnelEntry enrolled() {
        return new FunnelEntry(FINE, true, Optional.empty());
    }

    private static FunnelEntry refused(String check, String reason) {
        return new FunnelEntry(new Verdict(List.of(failed(check, reason))), false, Optional.empty());
    }

    private static CheckResult failed(String check, String reason) {
        return CheckResult.failed(CheckName.of(check), reason).build();
    }

    private static Stage stage(FunnelStage stage, long in, long out, Map<String, Long> rejections) {
        return new Stage(stage, in, out, new TreeMap<>(rejections));
    }
}
