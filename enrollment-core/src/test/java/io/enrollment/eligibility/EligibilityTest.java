package io.enrollment.eligibility;

import static io.enrollment.eligibility.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.subject.OptOut;
import io.enrollment.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Running checks, a host's among them, and overriding them. */
class EligibilityTest {

    private static final CheckName CREDIT = CheckName.of("CREDIT");
    private static final CheckInput INPUT = Given.input().build();

    @Test
    void aCandidateWithoutFlawsIsEligible() {
        Verdict verdict = Eligibility.evaluate(INPUT, Mode.ALL_FAILURES);

        assertThat(verdict.eligible()).isTrue();
        assertThat(verdict.headline()).isEmpty();
        assertThat(verdict.results())
                .extracting(CheckResult::describe)
                .containsExactly(
                        "DELETED PASSED NOT_DELETED",
                        "VALID_EMAIL PASSED EMAIL_OK",
                        "VALID_MESSAGE NOT_APPLICABLE NOT_NEEDED",
                        "VALID_PHONE NOT_APPLICABLE NOT_NEEDED",
                        "ALREADY_IN_QUEUE PASSED NOT_IN_QUEUE",
                        "UNIQUE_EVENT PASSED EVENT_NEW",
                        "MARKETING_EXCLUSION NOT_APPLICABLE NO_EXCLUSION",
                        "OPT_OUT_ALL PASSED NOT_OPTED_OUT",
                        "CASL PASSED PASSED_EXPRESS (kind=EXPRESS, date=2026-03-10, zone=America/Toronto,"
                                + " rule=CASL s.6(1)(a), s.10(1), channel=EMAIL, step=mail)");
    }

    @Test
    void theHeadlineFollowsTheOrderOfTheChecksNotOfTheirNames() {
        CheckInput input =
                Given.input(Subject.person("p").addOptOut(OptOut.all(NOW))).build();
        Verdict verdict = Eligibility.evaluate(input, Mode.ALL_FAILURES);

        assertThat(verdict.headline()).map(CheckResult::reason).contains("EMAIL_MISSING");
        assertThat(verdict.results().stream().filter(CheckResult::failed).map(CheckResult::reason))
                .containsExactly("EMAIL_MISSING", "OPTED_OUT_ALL", "FAILED_NO_CONSENT");
        assertThat(verdict.result(CheckName.OPT_OUT_ALL))
                .map(CheckResult::reason)
                .contains("OPTED_OUT_ALL");
        assertThat(verdict.result(CREDIT)).isEmpty();
    }

    @Test
    void hostChecksComeAfterTheNineByName() {
        EligibilityCheck zeal = host(
                "ZEAL",
                input -> CheckResult.failed(CheckName.of("ZEAL"), "LAZY").build());
        EligibilityCheck credit =
                host("CREDIT", input -> CheckResult.failed(CREDIT, "BROKE").build());
        Verdict verdict = Eligibility.evaluate(INPUT, Mode.ALL_FAILURES, with(zeal, credit));

        assertThat(verdict.results()).hasSize(11);
        assertThat(verdict.results().get(9).check()).isEqualTo(CREDIT);
        assertThat(verdict.headline()).map(CheckResult::reason).contains("BROKE");
        assertThat(Eligibility.evaluate(INPUT, Mode.FIRST_FAILURE, with(zeal, credit))
                        .results())
                .hasSize(10);
    }

    @Test
    void aHostCheckRunsInItsPhasesOnly() {
        EligibilityCheck credit =
                host("CREDIT", input -> CheckResult.failed(CREDIT, "BROKE").build());
        CheckInput send = Given.sending(Given.email()).build();

        assertThat(credit.phases()).containsExactly(Phase.ENROLL);
        assertThat(Eligibility.evaluate(send, Mode.ALL_FAILURES, with(credit)).result(CREDIT))
                .isEmpty();
    }

    @Test
    void aCheckThatThrowsFailsItsCandidateAndNothingElse() {
        List<Throwable> failures = List.of(
                new IllegalStateException("no line"),
                new AssertionError("odd"),
                new NoClassDefFoundError("gone"),
                new StackOverflowError());
        for (Throwable failure : failures) {
            EligibilityCheck broken = host("CREDIT", input -> {
                throw EligibilityTest.<RuntimeException>sneaky(failure);
            });
            Verdict verdict = Eligibility.evaluate(INPUT, Mode.ALL_FAILURES, with(broken));

            assertThat(verdict.results()).hasSize(10);
            assertThat(verdict.result(CREDIT).orElseThrow().describe())
                    .isEqualTo(
                            "CREDIT FAILED ERROR (error=" + failure.getClass().getName() + ": " + failure.getMessage()
                                    + "), passes if the check works");
        }
    }

    @Test
    void aMessageWithoutEndIsCut() {
        EligibilityCheck broken = host("CREDIT", input -> {
            throw new IllegalStateException("x".repeat(10_000));
        });
        CheckResult result = Eligibility.evaluate(INPUT, Mode.ALL_FAILURES, with(broken))
                .result(CREDIT)
                .orElseThrow();

        assertThat(result.evidence().get("error"))
                .hasSize(501)
                .startsWith("java.lang.IllegalStateException: xxx")
                .endsWith("x…");
        assertThat(Failures.describe(new IllegalStateException("y".repeat(500 - 33))))
                .hasSize(500)
                .endsWith("y");
    }

    @Test
    void aCheckThatAnswersForAnotherIsInError() {
        EligibilityCheck confused = host(
                "CREDIT", input -> CheckResult.passed(CheckName.CASL, "FINE").build());

        assertThat(Eligibility.evaluate(INPUT, Mode.ALL_FAILURES, with(confused))
                        .headline())
                .map(CheckResult::describe)
                .contains("CREDIT FAILED ERROR (error=it answered for CASL), passes if the check works");
    }

    @Test
    void twoChecksOfOneNameAreRefused() {
        List<EligibilityCheck> twice = with(
                host("CASL", input -> CheckResult.passed(CheckName.CASL, "FINE").build()));

        assertThatThrownBy(() -> Eligibility.evaluate(INPUT, Mode.FIRST_FAILURE, twice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CASL");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void anOverriddenFailurePassesWithWhoAndWhyAndWhatItWas(Mode mode) {
        CheckInput input =
                Given.input().history(Given.history(Given.past(NOW).build())).build();
        CheckOverride override = new CheckOverride(Set.of(CheckName.UNIQUE_EVENT), "ann", "asked for it");
        Verdict verdict = Eligibility.evaluate(input, mode, Checks.standard(), Optional.of(override));

        assertThat(verdict.eligible()).isTrue();
        assertThat(verdict.results()).hasSize(9);
        assertThat(verdict.result(CheckName.UNIQUE_EVENT).orElseThrow().describe())
                .isEqualTo("UNIQUE_EVENT PASSED OVERRIDDEN (actor=ann, reason=asked for it, was=EVENT_ALREADY_USED)");
        assertThat(override.apply(Eligibility.evaluate(input, Mode.ALL_FAILURES)))
                .isEqualTo(verdict);
    }

    @Test
    void whatDidNotFailOrIsNotNamedIsNotOverridden() {
        CheckOverride override = new CheckOverride(Set.of(CheckName.UNIQUE_EVENT), "ann", "asked for it");
        CheckInput input = Given.input(Subject.person("p")).build();
        Verdict verdict = Eligibility.evaluate(input, Mode.ALL_FAILURES);

        assertThat(override.apply(verdict)).isEqualTo(verdict);
    }

    @Test
    void theSubjectsWordAndTheLawCannotBeOverridden() {
        for (CheckName never : List.of(CheckName.OPT_OUT_ALL, CheckName.CASL, CheckName.DELETED)) {
            assertThatThrownBy(() -> new CheckOverride(Set.of(never, CheckName.UNIQUE_EVENT), "ann", "why not"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(never.value());
        }
        CheckOverride email = new CheckOverride(Set.of(CheckName.VALID_EMAIL), "ann", "I know the address");
        CheckResult optedOut = CheckResult.failed(CheckName.VALID_EMAIL, Reasons.CHANNEL_OPTED_OUT)
                .build();
        CheckResult bounced =
                CheckResult.failed(CheckName.VALID_EMAIL, Reasons.EMAIL_BOUNCED).build();

        assertThat(email.apply(optedOut)).isSameAs(optedOut);
        assertThat(email.apply(bounced).failed()).isFalse();
    }

    @Test
    void anOverrideNamesChecksActorAndReason() {
        assertThatThrownBy(() -> new CheckOverride(Set.of(), "ann", "why not")).hasMessageContaining("checks");
        assertThatThrownBy(() -> new CheckOverride(Set.of(CREDIT), "", "why not"))
                .hasMessageContaining("actor");
        assertThatThrownBy(() -> new CheckOverride(Set.of(CREDIT), "ann", " ")).hasMessageContaining("reason");
    }

    @Test
    void anInputNamesAStepThatSendsExactlyWhenItIsAboutToBeSent() {
        CheckInput.Builder without = Given.input().phase(Phase.SEND);
        CheckInput.Builder early = Given.input().step(Given.email());
        CheckInput.Builder other = Given.sending(Given.exit());

        assertThatThrownBy(without::build).hasMessageContaining("check input step");
        assertThatThrownBy(early::build).hasMessageContaining("check input step");
        assertThatThrownBy(other::build).hasMessageContaining("EXIT");
    }

    @Test
    void aNameIsComparedByRankThenText() {
        assertThat(CheckName.ENTRY).isLessThan(CheckName.DELETED);
        assertThat(CheckName.CASL).isLessThan(CREDIT);
        assertThat(CREDIT).isLessThan(CheckName.of("ZEAL"));
        assertThat(CheckName.of("A").compareTo(CheckName.of("A"))).isZero();
        assertThat(CheckName.HEADLINE_ORDER).isSorted().hasSize(9);
        assertThat(CREDIT).hasToString("CREDIT");
        assertThatThrownBy(() -> CheckName.of(" ")).hasMessageContaining("check name");
    }

    @Test
    void onlyAFailureSaysWhenItWouldPass() {
        CheckResult.Builder passed = CheckResult.passed(CREDIT, "FINE").wouldPassIf("it fails");
        CheckResult.Builder later = CheckResult.notApplicable(CREDIT, "FINE").earliestPassAt(NOW);

        assertThatThrownBy(passed::build).hasMessageContaining("check outcome");
        assertThatThrownBy(later::build).hasMessageContaining("check outcome");
        assertThatThrownBy(() -> CheckResult.passed(CREDIT, "").build()).hasMessageContaining("check reason");
        assertThat(CheckResult.failed(CREDIT, "BROKE")
                        .earliestPassAt(NOW)
                        .build()
                        .describe())
                .isEqualTo("CREDIT FAILED BROKE, passes from " + NOW);
    }

    @Test
    void aHistoryCountsFromZero() {
        assertThatThrownBy(() -> new SubjectHistory(List.of(), -1)).hasMessageContaining("messagesHandedOff");
        assertThat(SubjectHistory.none().enrollments()).isEmpty();
        assertThat(SubjectHistory.none().messagesHandedOff()).isZero();
    }

    private static List<EligibilityCheck> with(EligibilityCheck... more) {
        List<EligibilityCheck> checks = new ArrayList<>(List.of(more));
        checks.addAll(Checks.standard());
        return checks;
    }

    private static EligibilityCheck host(String name, Function<CheckInput, CheckResult> body) {
        return new EligibilityCheck() {
            @Override
            public CheckName name() {
                return CheckName.of(name);
            }

            @Override
            public CheckResult check(CheckInput input) {
                return body.apply(input);
            }
        };
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T sneaky(Throwable failure) throws T {
        throw (T) failure;
    }
}
