package io.enrollment.plan;

import static io.enrollment.calendar.Delay.businessDays;
import static io.enrollment.calendar.Delay.days;
import static io.enrollment.calendar.Delay.hours;
import static io.enrollment.calendar.Delay.months;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.criteria.Condition;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import org.junit.jupiter.api.Test;

class PlanReachTest {

    private static int worst(PlanBuilder plan) {
        return PlanReach.worstTouchesPerWeek(plan.build());
    }

    @Test
    void messagesWithoutADelayAllComeAtOnce() {
        assertThat(worst(Plan.forPeople("p").email("a", "t").text("b", "t").exit("end")))
                .isEqualTo(2);
        assertThat(worst(Plan.forPeople("p").exit("end"))).isZero();
    }

    @Test
    void sevenDaysApartIsAnotherWeek() {
        PlanBuilder weekly = Plan.forPeople("p")
                .email("a", "t")
                .email("b", "t")
                .after(days(7))
                .email("c", "t")
                .after(days(7));
        assertThat(worst(weekly)).isEqualTo(1);
        PlanBuilder closer = Plan.forPeople("p")
                .email("a", "t")
                .email("b", "t")
                .after(hours(167))
                .email("c", "t")
                .after(hours(1));
        assertThat(worst(closer)).isEqualTo(2);
    }

    @Test
    void aTimeOfDayCanComeAlmostADayEarly() {
        PlanBuilder plan = Plan.forPeople("p").email("a", "t").email("b", "t").after(days(7).at("09:00"));
        assertThat(worst(plan)).isEqualTo(2);
        plan = Plan.forPeople("p")
                .email("a", "t")
                .email("b", "t")
                .after(businessDays(8).at("09:00"));
        assertThat(worst(plan)).isEqualTo(1);
    }

    @Test
    void waitsCountAsTheirDelayAndDatesAsNothing() {
        assertThat(worst(Plan.forPeople("p").email("a", "t").waitFor(months(1)).email("b", "t")))
                .isEqualTo(1);
        assertThat(worst(Plan.forPeople("p")
                        .email("a", "t")
                        .waitUntil("w", LocalDate.of(2030, 1, 1))
                        .email("b", "t")
                        .waitUntilAttribute("x", "birthday", Period.ofDays(-3))
                        .email("c", "t")))
                .isEqualTo(3);
    }

    @Test
    void theMinimumGapKeepsMessagesApart() {
        PlanBuilder plan = Plan.forPeople("p").minimumGap(Duration.ofDays(3));
        for (int i = 0; i < 9; i++) {
            plan.email("e" + i, "t");
        }
        assertThat(worst(plan)).isEqualTo(3);
    }

    @Test
    void delaysFromTheStartAreTakenBetweenTheSteps() {
        PlanBuilder plan = Plan.forPeople("p")
                .email("a", "t")
                .afterStart(days(0))
                .email("b", "t")
                .afterStart(days(7))
                .email("c", "t")
                .afterStart(days(14));
        assertThat(worst(plan)).isEqualTo(1);
    }

    @Test
    void theWorstWayThroughABranchCounts() {
        PlanBuilder plan = Plan.forPeople("p")
                .email("a", "t")
                .branch("fork", new Condition.Everybody(), "wait", "many")
                .waitFor("wait", days(30))
                .exit("end")
                .email("many", "t")
                .email("more", "t");
        assertThat(worst(plan)).isEqualTo(3);
    }

    @Test
    void hundredsOfMessagesAreToldAsAHundred() {
        PlanBuilder plan = Plan.forPeople("p");
        for (int i = 0; i < 3_000; i++) {
            plan.email("e" + i, "t");
        }
        assertThat(worst(plan)).isEqualTo(100);
    }
}
