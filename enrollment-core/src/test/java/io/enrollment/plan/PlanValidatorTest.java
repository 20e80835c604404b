package io.enrollment.plan;

import static io.enrollment.criteria.Condition.equal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.enrollment.calendar.Delay;
import io.enrollment.calendar.SendWindow;
import io.enrollment.criteria.Condition;
import io.enrollment.eligibility.CaslRules;
import io.enrollment.eligibility.ClassRule;
import io.enrollment.subject.ChannelKind;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlanValidatorTest {

    private static final Organization ACME = Organization.named("Acme")
            .sentBy("Acme, 1 Main St, Toronto")
            .unsubscribeAt("https://acme.example/u")
            .build();
    private static final Organization NAMELESS = Organization.named("Acme").build();
    private static final PlanContext FULL = PlanContext.builder()
            .organization(ACME)
            .addChannels(ChannelKind.EMAIL, ChannelKind.TEXT)
            .addAction("crm.update")
            .build();

    private static PlanBuilder plan() {
        return Plan.forPeople("p");
    }

    private static List<String> faults(PlanBuilder plan) {
        return faults(plan, FULL);
    }

    private static List<String> faults(PlanBuilder plan, PlanContext context) {
        return PlanValidator.validate(plan.build(), context).stream()
                .map(fault -> fault.severity() + " " + fault.path() + " " + fault.code())
                .toList();
    }

    @Test
    void aSoundPlanHasNoFault() {
        PlanBuilder plan = plan().email("hello", "hello")
                .waitFor(Delay.businessDays(2).at("09:00"))
                .branch("fork", equal("model", "Civic"), "nudge", "care")
                .text("nudge", "nudge")
                .within(SendWindow.weekdays("09:00", "20:00"))
                .email("care", "care")
                .exit("end");
        assertThat(faults(plan)).isEmpty();
    }

    @Test
    void keysAreUnique() {
        assertThat(faults(plan().email("a", "t").email("b", "t").email("a", "t")))
                .containsExactly("ERROR steps[2].key DUPLICATE_KEY");
    }

    @Test
    void everyTargetExists() {
        Step split = new Step.Split(
                StepKey.of("s"),
                StepSettings.none(),
                List.of(new Step.Share("A", 1, StepKey.of("x")), new Step.Share("B", 1, StepKey.of("end"))));
        assertThat(faults(plan().email("a", "t")
                        .thenGoTo("nowhere")
                        .branch("fork", new Condition.Everybody(), "y", "z")
                        .step(split)
                        .exit("end")))
                .contains(
                        "ERROR steps[0].next UNKNOWN_TARGET",
                        "ERROR steps[1].arms[0].goTo UNKNOWN_TARGET",
                        "ERROR steps[1].otherwise UNKNOWN_TARGET",
                        "ERROR steps[2].shares[0].goTo UNKNOWN_TARGET");
    }

    @Test
    void noStepJumpsBackOrToItself() {
        assertThat(faults(plan().email("a", "t")
                        .branch("fork", new Condition.Everybody(), "a", "fork")
                        .email("b", "t")
                        .thenGoTo("b")))
                .containsExactly(
                        "ERROR steps[1].arms[0].goTo BACKWARD_JUMP",
                        "ERROR steps[1].otherwise BACKWARD_JUMP",
                        "ERROR steps[2].next BACKWARD_JUMP",
                        "ERROR steps[2] UNREACHABLE_STEP");
    }

    @Test
    void everyStepCanBeReachedExceptThoseThatAreWatched() {
        assertThat(faults(plan().email("a", "t")
                        .exit("end")
                        .email("b", "t")
                        .goal("won", equal("stage", "won"))
                        .step(new Step.Exit(StepKey.of("lost"), StepSettings.none(), Optional.of(equal("x", "y"))))))
                .containsExactly("ERROR steps[2] UNREACHABLE_STEP");
    }

    @Test
    void whatFollowsAConditionalExitOrAGoalCanBeReached() {
        assertThat(faults(plan().goal("won", equal("stage", "won"))
                        .step(new Step.Exit(StepKey.of("lost"), StepSettings.none(), Optional.of(equal("x", "y"))))
                        .email("a", "t")))
                .isEmpty();
    }

    @Test
    void aBranchNeedsADefault() {
        Step branch = new Step.Branch(
                StepKey.of("fork"),
                StepSettings.none(),
                List.of(new Step.Arm(new Condition.Everybody(), StepKey.of("a"))),
                Optional.empty());
        assertThat(faults(plan().step(branch).email("a", "t")))
                .containsExactly("ERROR steps[0].otherwise BRANCH_WITHOUT_DEFAULT");
    }

    @Test
    void whatSaysNextWithoutGoingOnIsPointedOut() {
        assertThat(faults(plan().branch("fork", new Condition.Everybody(), "a", "a")
                        .thenGoTo("a")
                        .email("a", "t")
                        .exit("end")
                        .thenGoTo("end")))
                .contains("WARNING steps[0].next UNUSED_NEXT", "WARNING steps[2].next UNUSED_NEXT");
    }

    @Test
    void aWindowOpensAtLeastOnceAWeek() {
        SendWindow never = SendWindow.daily("09:00", "12:00").and(SendWindow.daily("12:00", "15:00"));
        assertThat(faults(plan().email("a", "t").within(never).window(never).email("b", "t")))
                .containsExactly("ERROR window WINDOW_NEVER_OPENS", "ERROR steps[0].window WINDOW_NEVER_OPENS");
    }

    @Test
    void aWindowOpensOnABusinessDayWhereTheStepAsksForOne() {
        SendWindow weekend = SendWindow.on(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), "09:00", "12:00");
        assertThat(faults(plan().email("a", "t").within(weekend).onBusinessDays()))
                .containsExactly("ERROR steps[0].window WINDOW_NEVER_OPENS");
        assertThat(faults(plan().email("a", "t").onBusinessDays().window(weekend)))
                .containsExactly("ERROR steps[0].window WINDOW_NEVER_OPENS");
        assertThat(faults(plan().email("a", "t").within(weekend))).isEmpty();
    }

    @Test
    void aTextHasAMomentOutsideOfQuietHours() {
        SendWindow night = SendWindow.daily("21:00", "08:00");
        assertThat(faults(plan().text("a", "t").within(night)))
                .containsExactly("ERROR steps[0].window WINDOW_NEVER_OPENS");
        assertThat(faults(plan().email("a", "t").within(night))).isEmpty();
        assertThat(faults(plan().text("a", "t").within(SendWindow.daily("20:00", "23:00"))))
                .isEmpty();
    }

    @Test
    void everyChannelHasAnAdapterEveryActionIsKnownAndEveryTemplateExists() {
        PlanContext bare = PlanContext.builder()
                .organization(ACME)
                .addChannel(ChannelKind.TEXT)
                .templateExists(message -> !message.message().template().equals("gone"))
                .build();
        assertThat(faults(plan().email("a", "t").text("b", "gone").action("c", "crm.update", Map.of()), bare))
                .containsExactly(
                        "ERROR steps[0].kind NO_CHANNEL",
                        "ERROR steps[1].template MISSING_TEMPLATE",
                        "ERROR steps[2].action UNKNOWN_ACTION");
    }

    @Test
    void aCommercialMessageNeedsASenderAndAnUnsubscribe() {
        PlanContext nameless =
                PlanContext.builder().from(FULL).organization(NAMELESS).build();
        assertThat(faults(
                        plan().email("a", "t")
                                .as(MessageClass.RESPONSE)
                                .email("b", "t")
                                .email("c", "t"),
                        nameless))
                .containsExactly(
                        "ERROR steps[1].messageClass NO_IDENTIFICATION", "ERROR steps[1].messageClass NO_UNSUBSCRIBE");
        assertThat(faults(plan().email("a", "t").as(MessageClass.NOT_COMMERCIAL), nameless))
                .isEmpty();
    }

    /** The table of the law decides; the list here exists only because the plan must not know the checks. */
    @ParameterizedTest
    @EnumSource
    void theFormIsAskedOfJustTheClassesThatTheLawNames(MessageClass messageClass) {
        Map<MessageClass, ClassRule> law = CaslRules.current().classes();
        assertThat(law).containsKey(messageClass);
        ClassRule.Treatment treatment =
                Objects.requireNonNull(law.get(messageClass)).treatment();
        boolean isFree = treatment == ClassRule.Treatment.EXEMPT || treatment == ClassRule.Treatment.NOT_COMMERCIAL;
        assertThat(StepValidator.WITHOUT_FORM.contains(messageClass)).isEqualTo(isFree);
    }

    @Test
    void whatPeopleDoAndWhatIsWaitedForIsPublished() {
        PlanBuilder plan = plan().call("call", "sales", 3, Duration.ofDays(1))
                .task("task", "sales", "offer")
                .skipWhenOpenFor(Duration.ofHours(4))
                .waitForEvent("wait", "booked", Duration.ofDays(7))
                .onTimeout("other")
                .enrollIn("other", "care");
        assertThat(faults(plan)).isEmpty();
    }

    @Test
    void theWayOfATimeoutLeadsForwardToAStepThatExists() {
        assertThat(faults(plan().task("task", "sales", "offer")
                        .waitForEvent("wait", "booked", Duration.ofDays(7))
                        .onTimeout("task")))
                .containsExactly("ERROR steps[1].event.onTimeout BACKWARD_JUMP");
        assertThat(faults(plan().waitForEvent("wait", "booked", Duration.ofDays(7))
                        .onTimeout("nowhere")))
                .containsExactly("ERROR steps[0].event.onTimeout UNKNOWN_TARGET");
    }

    @Test
    void aStepThatOnlyATimeoutLeadsToIsReached() {
        assertThat(faults(plan().waitForEvent("wait", "booked", Duration.ofDays(7))
                        .onTimeout("remind")
                        .thenGoTo("end")
                        .task("remind", "sales", "ask again")
                        .exit("end")))
                .isEmpty();
    }

    @Test
    void twoDispositionsOfOneNameAndASkipThatNeverComesAreReported() {
        Step.Task task =
                new Step.Task(StepKey.of("task"), StepSettings.none(), "sales", "offer", Optional.empty(), true);
        assertThat(faults(plan().step(task).dispositions(Disposition.done("sold"), Disposition.retry("sold"))))
                .containsExactly(
                        "ERROR dispositions[1].name DUPLICATE_NAME", "WARNING steps[0].skipOverdue UNUSED_SKIP");
    }

    @Test
    void evaluatingAsksForNoSurroundingsButForASoundPlan() {
        PlanBuilder plan =
                plan().email("a", "gone").action("b", "unknown", Map.of()).thenGoTo("a");
        assertThat(faults(plan, PlanContext.lenient(NAMELESS))).containsExactly("ERROR steps[1].next BACKWARD_JUMP");
    }

    @Test
    void aPlanEndsAfterItStarts() {
        LocalDate day = LocalDate.of(2026, 3, 1);
        for (LocalDate end : List.of(day.minusDays(1), day)) {
            assertThat(faults(plan().email("a", "t").with(p -> p.startDate(day).endDate(end))))
                    .containsExactly("ERROR endDate END_NOT_AFTER_START");
        }
        assertThat(faults(plan().email("a", "t").with(p -> p.startDate(day).endDate(day.plusDays(1)))))
                .isEmpty();
    }

    @Test
    void audienceQueriesAndExclusionsHaveNamesOfTheirOwn() {
        Condition all = new Condition.Everybody();
        assertThat(faults(plan().email("a", "t")
                        .with(p -> p.addAudience(new AudienceQuery("q", 1, all), new AudienceQuery("q", 2, all))
                                .addExclusions(
                                        new Exclusion("x", all), new Exclusion("y", all), new Exclusion("x", all)))))
                .containsExactly("ERROR audience[1].key DUPLICATE_NAME", "ERROR exclusions[2].name DUPLICATE_NAME");
    }

    @Test
    void oddSettingsArePointedOut() {
        assertThat(faults(plan().email("a", "t")
                        .requires(ChannelKind.TEXT, ChannelKind.EMAIL)
                        .minimumGap(Duration.ofDays(367))
                        .zone("-05:00")
                        .with(p -> p.enforceCriteria(true))
                        .step(new Step.Wait(
                                StepKey.of("w"),
                                StepSettings.builder()
                                        .timing(Timing.after(Delay.days(1)))
                                        .zone(ZoneId.of("+02:00"))
                                        .build(),
                                new WaitFor.Time(Delay.days(2))))))
                .containsExactly(
                        "WARNING zone FIXED_OFFSET",
                        "WARNING enforceCriteria NO_CRITERIA",
                        "WARNING requiredChannels UNUSED_CHANNEL",
                        "WARNING minimumGap LONG_GAP",
                        "WARNING steps[1].zone FIXED_OFFSET",
                        "WARNING steps[1] UNUSED_TIMING");
        assertThat(faults(plan().email("a", "t").zone("UTC").with(p -> p.zone(ZoneOffset.UTC))))
                .isEmpty();
    }

    @Test
    void manyMessagesAWeekArePointedOut() {
        PlanBuilder plan = plan();
        for (int i = 0; i < 8; i++) {
            plan.email("e" + i, "t");
        }
        assertThat(faults(plan)).containsExactly("WARNING steps MANY_TOUCHES");
        assertThat(faults(
                        plan, PlanContext.builder().from(FULL).touchesPerWeek(8).build()))
                .isEmpty();
    }

    @Test
    void refusalsCarryEveryFaultAndWarningsAloneRefuseNothing() {
        Plan faulty = plan().email("a", "t")
                .thenGoTo("x")
                .email("a", "t")
                .zone("+01:00")
                .build();
        assertThatExceptionOfType(PlanInvalidException.class)
                .isThrownBy(() -> PlanValidator.require(faulty, FULL))
                .satisfies(e -> assertThat(e.faults()).hasSize(4))
                .withMessageContaining("steps[0].next: ERROR UNKNOWN_TARGET: no step has the key \"x\"");
        Plan odd = plan().email("a", "t").zone("+01:00").build();
        assertThatCode(() -> PlanValidator.require(odd, FULL)).doesNotThrowAnyException();
    }

    @Test
    void requiredChannelsOfAPlanWithoutMessagesArePointedOutOneByOne() {
        assertThat(faults(plan().exit("end").with(p -> p.requiredChannels(Set.of(ChannelKind.values())))))
                .hasSize(3)
                .allMatch("WARNING requiredChannels UNUSED_CHANNEL"::equals);
    }
}
