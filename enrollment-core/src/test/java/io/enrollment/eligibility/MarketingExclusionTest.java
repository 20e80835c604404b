package io.enrollment.eligibility;

import static io.enrollment.eligibility.Given.NOW;
import static io.enrollment.eligibility.Given.at;
import static io.enrollment.eligibility.Given.history;
import static io.enrollment.eligibility.Given.noon;
import static io.enrollment.eligibility.Given.past;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.criteria.Condition;
import io.enrollment.criteria.Operator;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.Exclusion;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.testkit.CalendarArbitraries;
import io.enrollment.testkit.CalendarArbitraries.Moment;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MarketingExclusionTest {

    private static final Exclusion STAFF = new Exclusion("staff", Condition.equal("staff", "yes"));
    private static final Exclusion RECENT =
            new Exclusion("recent buyer", Condition.fromToday("bought", Operator.GE, Period.ofDays(-10)));

    @ParameterizedTest
    @CsvSource({
        // enrolled at, days, now
        "2026-02-08T23:59, 30, 2026-03-10T23:59, FAILED",
        "2026-02-08T00:00, 30, 2026-03-10T23:59, FAILED",
        "2026-02-08T23:59, 30, 2026-03-11T00:00, PASSED",
        "2026-03-10T00:00, 0, 2026-03-10T23:59, FAILED",
        "2026-03-09T23:59, 0, 2026-03-10T00:00, PASSED",
        "2026-03-10T12:00, 30, 2026-03-10T12:00, FAILED",
        "2026-03-10T12:01, 30, 2026-03-10T12:00, PASSED"
    })
    void dayNIsBlockedAndTheNextIsNot(String enrolled, int days, String now, CheckResult.Outcome outcome) {
        CheckResult result = run(Given.input()
                .plan(excluding(days))
                .history(history(past(at(enrolled)).build()))
                .now(at(now)));

        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.reason()).isEqualTo(result.failed() ? "MARKETING_EXCLUSION" : "NOT_EXCLUDED");
        if (result.failed()) {
            LocalDate date = LocalDate.parse(enrolled.substring(0, 10));
            assertThat(result.earliestPassAt())
                    .contains(
                            date.plusDays(days + 1L).atStartOfDay(Given.TORONTO).toInstant());
            assertThat(result.evidence())
                    .containsEntry("plan", "welcome")
                    .containsEntry("date", date.toString())
                    .containsEntry("days", String.valueOf(days))
                    .containsEntry("zone", "America/Toronto");
        }
    }

    @Test
    void theLastEnrollmentInAnyVisiblePlanCounts() {
        PastEnrollment old = past(noon("2026-02-20")).build();
        PastEnrollment last =
                past(noon("2026-03-01")).plan(PlanId.of("service")).build();
        PastEnrollment invisible = past(noon("2026-03-09"))
                .plan(PlanId.of("recall"))
                .visible(false)
                .build();
        CheckResult result = run(Given.input().plan(excluding(30)).history(history(last, invisible, old)));

        assertThat(result.evidence()).containsEntry("plan", "service").containsEntry("date", "2026-03-01");
        assertThat(run(Given.input().plan(excluding(30)).history(history(invisible)))
                        .reason())
                .isEqualTo("NOT_EXCLUDED");
    }

    @Test
    void whereTheClockWentBackOverMidnightTheLaterDateCounts() {
        Instant firstMidnight = Instant.parse("2010-11-07T02:30:30Z");
        Instant eveningAgain = Instant.parse("2010-11-07T03:00:00Z");
        CheckResult result = run(Given.input()
                .organization(Given.acme().zone("America/St_Johns").build())
                .plan(excluding(0))
                .history(history(past(firstMidnight).build(), past(eveningAgain).build()))
                .now(eveningAgain.plusSeconds(60)));

        assertThat(result.evidence()).containsEntry("date", "2010-11-07");
        assertThat(result.earliestPassAt()).contains(Instant.parse("2010-11-08T03:30:00Z"));
    }

    @Test
    void aPlanWithoutExclusionHasNone() {
        CheckResult result = run(Given.input().history(history(past(NOW).build())));

        assertThat(result.describe()).isEqualTo("MARKETING_EXCLUSION NOT_APPLICABLE NO_EXCLUSION");
    }

    @ParameterizedTest
    @EnumSource(EntryPurpose.class)
    void whoComesByItselfIsNotExcludedUnlessThePlanSaysSo(EntryPurpose purpose) {
        Plan strict = Given.plan(Given.email())
                .marketingExclusionDays(30)
                .inboundOverridesExclusion(false)
                .build();
        CheckInput.Builder input =
                Given.input().purpose(purpose).history(history(past(NOW).build()));

        assertThat(run(input.plan(excluding(30))).reason())
                .isEqualTo(purpose == EntryPurpose.DEFAULT ? "MARKETING_EXCLUSION" : "INBOUND_OVERRIDES");
        assertThat(run(input.plan(strict)).reason()).isEqualTo("MARKETING_EXCLUSION");
    }

    @Test
    void theFirstNamedExclusionThatHoldsIsNamed() {
        Exclusion people = new Exclusion("people", Condition.equal("type", "PERSON"));
        CheckInput.Builder input = Given.input(Given.lead().attribute("staff", "yes"));
        CheckResult result = run(input.plan(naming(STAFF, people)));

        assertThat(result.reason()).isEqualTo("EXCLUDED:staff");
        assertThat(result.evidence().get("exclusion")).isEqualTo("staff");
        assertThat(result.evidence().get("because")).contains("staff");
        assertThat(result.wouldPassIf()).isPresent();
        assertThat(run(input.plan(naming(people, STAFF))).reason()).isEqualTo("EXCLUDED:people");
        assertThat(run(Given.input().plan(naming(STAFF))).describe())
                .isEqualTo("MARKETING_EXCLUSION PASSED NOT_EXCLUDED");
    }

    @Test
    void anExclusionThatCannotBeEvaluatedFailsClosed() {
        Instant withoutDate = Instant.MAX;
        CheckResult result = run(Given.input().plan(naming(RECENT, STAFF)).now(withoutDate));

        assertThat(result.failed()).isTrue();
        assertThat(result.reason()).isEqualTo("EXCLUSION_UNKNOWN");
        assertThat(result.evidence()).containsEntry("exclusion", "recent buyer");
        assertThat(result.evidence().get("error")).startsWith("java.time.DateTimeException: ");
        assertThat(result.wouldPassIf()).isPresent();
    }

    @Test
    void daysThatEndWhileANamedExclusionHoldsPromiseNothing() {
        CheckInput.Builder input = Given.input(Given.lead().attribute("staff", "yes"))
                .plan(Given.plan(Given.email())
                        .marketingExclusionDays(30)
                        .addExclusion(STAFF)
                        .build())
                .history(history(past(noon("2026-03-01")).build()));
        CheckResult result = run(input);

        assertThat(result.reason()).isEqualTo("MARKETING_EXCLUSION");
        assertThat(result.earliestPassAt()).isEmpty();
        assertThat(result.wouldPassIf()).isPresent();
        assertThat(result.evidence())
                .containsEntry("daysOverAt", at("2026-04-01T00:00").toString());
    }

    @Test
    void namedExclusionsAreJudgedForTheDayOnWhichTheDaysEnd() {
        CheckInput.Builder input = Given.input(Given.lead().attribute("bought", "2026-03-05"))
                .plan(Given.plan(Given.email())
                        .marketingExclusionDays(30)
                        .addExclusion(RECENT)
                        .build())
                .history(history(past(noon("2026-03-01")).build()));

        assertThat(run(input).earliestPassAt()).contains(at("2026-04-01T00:00"));
        assertThat(run(input.plan(naming(RECENT))).reason()).isEqualTo("EXCLUDED:recent buyer");
    }

    @Property(tries = 600)
    void theDaysEndWhereTheySayTheyEndInEveryZone(
            @ForAll("moments") Moment enrolled,
            @ForAll @IntRange(max = 40) int days,
            @ForAll @IntRange(max = 9000) int later) {
        Instant now = enrolled.at().plus(later, ChronoUnit.MINUTES);
        CheckInput.Builder input = Given.input()
                .organization(Given.acme().zone(enrolled.zone()).build())
                .plan(excluding(days))
                .history(history(past(enrolled.at()).build()))
                .now(now);
        CheckResult result = run(input);
        long passed = ChronoUnit.DAYS.between(
                enrolled.at().atZone(enrolled.zone()).toLocalDate(),
                now.atZone(enrolled.zone()).toLocalDate());

        assertThat(result.failed()).isEqualTo(passed <= days);
        result.earliestPassAt().ifPresent(at -> {
            assertThat(at).isAfter(now);
            assertThat(run(input.now(at)).failed()).isFalse();
            assertThat(run(input.now(at.minusNanos(1))).failed()).isTrue();
        });
        assertThat(result.earliestPassAt().isPresent()).isEqualTo(result.failed());
    }

    @Provide
    Arbitrary<Moment> moments() {
        return CalendarArbitraries.moments();
    }

    private static Plan excluding(int days) {
        return Given.plan(Given.email()).marketingExclusionDays(days).build();
    }

    private static Plan naming(Exclusion... exclusions) {
        return Given.plan(Given.email()).addExclusions(exclusions).build();
    }

    private static CheckResult run(CheckInput.Builder input) {
        return Given.run(CheckName.MARKETING_EXCLUSION, input.build());
    }
}
