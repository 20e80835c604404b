package io.enrollment.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.enrollment.eligibility.CheckName;
import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.EntryOrigin;
import io.enrollment.eligibility.Verdict;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.internal.Micros;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import io.enrollment.testkit.EnrollmentArbitraries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CandidateResultJsonTest {

    private static final Instant AT = Instant.parse("2026-03-02T10:15:30.123456789Z");

    @Provide
    Arbitrary<EnrollmentResult> attempts() {
        return Combinators.combine(
                        EnrollmentArbitraries.attempts(), ofTheEngine().list().ofMaxSize(12))
                .as((attempt, more) -> {
                    List<CheckResult> all = new ArrayList<>(attempt.checks());
                    all.addAll(more);
                    EnrollmentResult.Builder with = EnrollmentResult.builder();
                    return with.from(attempt).verdict(new Verdict(all)).build();
                })
                .withoutEdgeCases();
    }

    /** Findings that have numbers, with facts and remedies of which some have. */
    private static Arbitrary<CheckResult> ofTheEngine() {
        Arbitrary<String> texts = Arbitraries.of("channel", "EMAIL", "a \"text\"", "17", "", "#3", "CASL s.12(1)");
        return Combinators.combine(
                        Arbitraries.integers().between(0, 70),
                        Arbitraries.maps(texts, texts).ofMaxSize(4),
                        texts.optional(),
                        Arbitraries.of(true, false))
                .as((number, facts, remedy, heals) -> {
                    CheckResult.Builder result =
                            CandidateWords.finding(number).orElseThrow().result();
                    result.evidence(facts);
                    boolean failed = result.build().failed();
                    return result.wouldPassIf(remedy.filter(any -> failed))
                            .earliestPassAt(failed && heals ? Optional.of(AT) : Optional.empty())
                            .build();
                });
    }

    @Property(tries = 500)
    void candidateIsReadAsItWasWritten(@ForAll("attempts") EnrollmentResult attempt) {
        String text = CandidateResultJson.write(attempt);
        assertThat(CandidateResultJson.read(text, columns(attempt))).isEqualTo(attempt);
        String newer = "{\"newer\":{\"a\":[1,{\"b\":null}]}," + text.substring(1);
        assertThat(CandidateResultJson.read(newer, columns(attempt))).isEqualTo(attempt);
    }

    private static CandidateResultJson.Columns columns(EnrollmentResult attempt) {
        return new CandidateResultJson.Columns(
                attempt.organization(),
                attempt.plan(),
                attempt.subject(),
                Micros.instant(Micros.floor(attempt.at())),
                attempt.refusal());
    }

    @Example
    void whatIsSaidOverAndOverIsANumber() {
        EnrollmentResult refused = refused(
                CheckResult.passed(CheckName.DELETED, "NOT_DELETED").build(),
                CheckResult.failed(CheckName.VALID_EMAIL, "EMAIL_MISSING")
                        .wouldPassIf("a usable address for EMAIL is recorded")
                        .build(),
                CheckResult.failed(CheckName.of("OWN"), "BUSY")
                        .earliestPassAt(AT)
                        .build());
        assertThat(CandidateResultJson.write(refused))
                .isEqualTo(
                        "{\"id\":\"a-1\",\"v\":3,\"ns\":789,\"c\":[0,[27,[],\"\",57],{\"check\":\"OWN\","
                                + "\"result\":\"FAILED\",\"reason\":\"BUSY\",\"earliestPassAt\":\"2026-03-02T10:15:30.123456789Z\"}]}");
    }

    @Example
    void numbersOfNewerVersionsArePassedOver() {
        EnrollmentResult read = CandidateResultJson.read(
                "{\"id\":\"a-1\",\"v\":3,\"c\":[9999,[9998,[0,1],\"\",5,{\"newer\":[1]}],[15,[0,9997]],0]}",
                columns(refused()));
        assertThat(read.checks())
                .containsExactly(
                        CheckResult.passed(CheckName.DELETED, "NOT_DELETED").build(),
                        CheckResult.passed(CheckName.CASL, "PASSED_EXPRESS")
                                .fact("channel", "#9997")
                                .build());
    }

    /** The numbers are stored: an entry that moved would change the meaning of what is stored. */
    @Example
    void numbersKeepTheirMeaning() {
        Map<Integer, String> findings = Map.of(0, "NOT_DELETED", 15, "PASSED_EXPRESS", 73, "SUBJECT_TYPE_MISMATCH");
        findings.forEach((number, reason) -> assertThat(
                        CandidateWords.finding(number).orElseThrow().reason())
                .isEqualTo(reason));
        Map<Integer, String> words = Map.of(
                0,
                "channel",
                27,
                "MOBILE",
                37,
                "CASL s.6(1)(a), s.10(1)",
                57,
                "a usable address for EMAIL is recorded");
        words.forEach((number, word) -> assertThat(CandidateWords.word(number)).isEqualTo(word));
        List<CandidateWords.Finding> all = IntStream.iterate(
                        0, number -> CandidateWords.finding(number).isPresent(), number -> number + 1)
                .mapToObj(number -> CandidateWords.finding(number).orElseThrow())
                .toList();
        assertThat(new HashSet<>(all)).hasSameSizeAs(all);
        assertThat(all)
                .allSatisfy(finding -> assertThat(
                                CandidateWords.numberOf(finding.result().build()))
                        .hasValue(all.indexOf(finding)));
    }

    @Example
    void whatCannotBeReadIsAnIllegalArgument() {
        for (String text : new String[] {"", "[]", "{", "{\"id\":\"a-1\"}", "{\"v\":1,\"c\":[]}", "null"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> CandidateResultJson.read(text, columns(refused())));
        }
    }

    private static EnrollmentResult refused(CheckResult... checks) {
        EnrollmentResult.Builder result = EnrollmentResult.builder();
        return result.id("a-1")
                .organization(OrganizationId.DEFAULT)
                .plan(PlanId.of("plan"))
                .version(3)
                .subject(SubjectId.of("subject"))
                .eventKey(EventKey.DEFAULT)
                .purpose(EntryPurpose.DEFAULT)
                .origin(EntryOrigin.RULE)
                .at(AT)
                .verdict(new Verdict(List.of(checks)))
                .refusal("EMAIL_MISSING")
                .build();
    }
}
