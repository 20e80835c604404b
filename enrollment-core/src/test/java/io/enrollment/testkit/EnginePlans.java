package io.enrollment.testkit;

import io.enrollment.calendar.Delay;
import io.enrollment.calendar.SendWindow;
import io.enrollment.criteria.Condition;
import io.enrollment.plan.OnFailure;
import io.enrollment.plan.OnReply;
import io.enrollment.plan.OnResume;
import io.enrollment.plan.OnUncertain;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.ReEnrollment;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small plans that have every kind of step and every policy between them. */
final class EnginePlans {

    static final PlanId DRIP = PlanId.of("drip");
    static final PlanId CHAIN = PlanId.of("chain");
    static final PlanId KEEP = PlanId.of("keep");
    static final List<PlanId> ALL = List.of(DRIP, CHAIN, KEEP);

    private EnginePlans() {}

    static Plan drip() {
        return open(Plan.forPeople(DRIP.value()).email("hello", "hello").within(SendWindow.weekdays("08:00", "18:00")))
                .text("nudge", "nudge")
                .after(Delay.days(2))
                .within(SendWindow.weekdays("09:00", "17:00"))
                .call("ring", "sales", 2, Duration.ofHours(4))
                .waitForEvent("await", "visit", Duration.ofDays(3))
                .branch("fork", Condition.equal("model", "Civic"), "bye", "later")
                .waitFor("later", Delay.hours(5))
                .email("bye", "bye")
                .onReply(OnReply.PAUSE)
                .with(plan -> plan.maximumAge(Period.ofDays(40)))
                .build();
    }

    /** The next version: one step is gone, one is new, one comes later. */
    static Plan dripAnew() {
        return open(Plan.forPeople(DRIP.value()).email("hello", "hello"))
                .email("extra", "extra")
                .after(Delay.hours(6))
                .text("nudge", "nudge")
                .after(Delay.days(3))
                .call("ring", "sales", 2, Duration.ofHours(4))
                .email("bye", "bye")
                .onReply(OnReply.PAUSE)
                .build();
    }

    static Plan chain() {
        return open(Plan.forPeople(CHAIN.value()).action("act", "act", Map.of()))
                .enrollIn("on", DRIP.value())
                .waitFor("rest", Delay.hours(3))
                .email("mail", "mail")
                .goal("won", Condition.equal("stage", "sold"))
                .text("ping", "ping")
                .within(SendWindow.weekdays("09:00", "10:00"))
                .exit("out")
                .onReply(OnReply.STOP)
                .onFailure(OnFailure.STOP)
                .with(plan -> plan.onResume(OnResume.RESTART_DELAY))
                .build();
    }

    static Plan keep() {
        return open(Plan.forPeople(KEEP.value()).task("prepare", "bo", "Prepare"))
                .skipWhenOpenFor(Duration.ofDays(6))
                .text("one", "one")
                .after(Delay.hours(5))
                .waitUntil("until", LocalDate.of(2026, 3, 9))
                .split("either", "two", "three")
                .email("two", "two")
                .text("three", "three")
                .after(Delay.businessDays(1))
                .with(plan -> plan.onResume(OnResume.SKIP_MISSED).onUncertain(OnUncertain.BLOCK))
                .build();
    }

    private static PlanBuilder open(PlanBuilder plan) {
        return plan.reEnrollment(new ReEnrollment.AfterExit(Period.ZERO, Optional.empty()))
                .with(more -> more.exclusionExempt(true).requiredChannels(List.of()));
    }
}
