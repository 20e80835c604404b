package io.enrollment.eligibility;

import static io.enrollment.eligibility.Given.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.criteria.Condition;
import io.enrollment.criteria.Operator;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.Plan;
import io.enrollment.subject.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryRulesTest {

    private static final Condition CIVIC = Condition.equal("model", "Civic");

    @Test
    void aCandidateWithoutFlawsEnters() {
        assertThat(EntryRules.refusal(Given.input().build())).isEmpty();
        assertThat(EntryRules.warning(Given.input().build())).isEmpty();
    }

    @Test
    void aPlanIsForOneTypeOfSubject() {
        CheckInput input = Given.input(Subject.company("c")).build();

        assertThat(EntryRules.refusal(input).map(CheckResult::describe))
                .contains("ENTRY FAILED SUBJECT_TYPE_MISMATCH (subject=COMPANY, plan=PERSON),"
                        + " passes if the plan is for a COMPANY");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-31T23:59:59, PLAN_NOT_STARTED",
        "2026-04-01T00:00, ''",
        "2026-04-30T23:59:59, ''",
        "2026-05-01T00:00, PLAN_ENDED"
    })
    void aPlanRunsFromItsFirstDayUntilTheDayOnWhichItIsDeactivated(String now, String reason) {
        Plan plan = Given.plan(Given.email())
                .startDate(LocalDate.of(2026, 4, 1))
                .endDate(LocalDate.of(2026, 5, 1))
                .build();
        CheckInput input = Given.input().plan(plan).now(at(now)).build();

        assertThat(EntryRules.refusal(input).map(CheckResult::reason).orElse(""))
                .isEqualTo(reason);
        EntryRules.refusal(input).ifPresent(result -> {
            boolean early = reason.equals("PLAN_NOT_STARTED");
            assertThat(result.earliestPassAt().isPresent()).isEqualTo(early);
            assertThat(result.wouldPassIf().isPresent()).isNotEqualTo(early);
            assertThat(result.evidence())
                    .containsEntry(early ? "startDate" : "endDate", early ? "2026-04-01" : "2026-05-01")
                    .containsEntry("zone", "America/Toronto");
            result.earliestPassAt().ifPresent(start -> assertThat(start).isEqualTo(at("2026-04-01T00:00")));
        });
    }

    @Test
    void aPlanThatEndsBeforeItStartsPromisesNothing() {
        Plan plan = Given.plan(Given.email())
                .startDate(LocalDate.of(2026, 4, 1))
                .endDate(LocalDate.of(2026, 4, 1))
                .build();
        CheckResult result =
                EntryRules.refusal(Given.input().plan(plan).build()).orElseThrow();

        assertThat(result.reason()).isEqualTo("PLAN_NOT_STARTED");
        assertThat(result.earliestPassAt()).isEmpty();
        assertThat(result.wouldPassIf()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        // origin, purpose, plan enforces, refused
        "EXPLICIT, DEFAULT, false, false",
        "EXPLICIT, DEFAULT, true, true",
        "RULE, DEFAULT, false, true",
        "RULE, RETURN_CALL, false, false",
        "RULE, RETURN_CALL, true, true",
        "EXPLICIT, RETURN_EMAIL, false, false"
    })
    void criteriaBindRulesAndPlansThatInsist(
            EntryOrigin origin, EntryPurpose purpose, boolean enforce, boolean refused) {
        CheckInput input = Given.input(Given.lead().attribute("model", "Accord"))
                .plan(Given.plan(Given.email())
                        .criteria(CIVIC)
                        .enforceCriteria(enforce)
                        .build())
                .origin(origin)
                .purpose(purpose)
                .build();
        CheckResult notMet =
                EntryRules.refusal(input).or(() -> EntryRules.warning(input)).orElseThrow();

        assertThat(EntryRules.refusal(input).isPresent()).isEqualTo(refused);
        assertThat(EntryRules.warning(input).isPresent()).isNotEqualTo(refused);
        assertThat(notMet.check()).isEqualTo(CheckName.ENTRY);
        assertThat(notMet.reason()).isEqualTo("CRITERIA_NOT_MET");
        assertThat(notMet.evidence()).containsEntry("plan", "welcome");
        assertThat(notMet.evidence().get("because")).contains("model").contains("Accord");
        assertThat(notMet.wouldPassIf()).isPresent();
    }

    @Test
    void criteriaThatAreMetSayNothing() {
        CheckInput.Builder input = Given.input(Given.lead().attribute("model", "Civic"))
                .plan(Given.plan(Given.email()).criteria(CIVIC).build());

        assertThat(EntryRules.warning(input.build())).isEmpty();
        assertThat(EntryRules.refusal(input.origin(EntryOrigin.RULE).build())).isEmpty();
    }

    @Test
    void criteriaThatCannotBeEvaluatedRefuse() {
        Condition recent = Condition.fromToday("bought", Operator.GE, Period.ofDays(-1));
        CheckInput input = Given.input()
                .plan(Given.plan(Given.email())
                        .criteria(recent)
                        .enforceCriteria(true)
                        .build())
                .now(Instant.MAX)
                .build();
        CheckResult result = EntryRules.refusal(input).orElseThrow();

        assertThat(result.reason()).isEqualTo("ERROR");
        assertThat(result.evidence().get("error")).startsWith("java.time.DateTimeException");
        assertThat(result.wouldPassIf()).isPresent();
    }

    @Test
    void theTypeIsAskedBeforeTheDates() {
        Plan plan = Given.plan(Given.email())
                .endDate(LocalDate.of(2020, 1, 1))
                .startDate(LocalDate.of(2030, 1, 1))
                .build();

        assertThat(EntryRules.refusal(
                                Given.input(Subject.company("c")).plan(plan).build())
                        .map(CheckResult::reason))
                .contains("SUBJECT_TYPE_MISMATCH");
        assertThat(EntryRules.refusal(Given.input().plan(plan).build()).map(CheckResult::reason))
                .contains("PLAN_ENDED");
    }
}
