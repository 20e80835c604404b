package io.enrollment.testkit;

import io.enrollment.calendar.SendWindow;
import io.enrollment.plan.DeliveryMode;
import io.enrollment.plan.MessageClass;
import io.enrollment.plan.MessageSettings;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import io.enrollment.plan.StepKind;
import io.enrollment.plan.StepSettings;
import io.enrollment.plan.Timing;
import io.enrollment.plan.WaitFor;
import io.enrollment.plan.WhenBlocked;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random steps. Where a step goes is up to the caller, who knows the other steps. */
public final class StepArbitraries {

    private StepArbitraries() {}

    /**
     * Steps of one kind.
     *
     * @param key the step's key
     * @param kind the kind
     * @param settings its settings
     * @param targets the steps that it may go to, for branches and splits
     * @param fallback where a branch goes otherwise, and the first share of a split
     */
    public static Arbitrary<Step> steps(
            StepKey key,
            StepKind kind,
            Arbitrary<StepSettings> settings,
            Arbitrary<StepKey> targets,
            Arbitrary<Optional<StepKey>> fallback) {
        return switch (kind) {
            case EMAIL -> settings.flatMap(s -> messages().map(message -> new Step.Email(key, s, message)));
            case TEXT -> settings.flatMap(s -> messages().map(message -> new Step.Text(key, s, message)));
            case CALL -> settings.flatMap(s -> calls(key, s));
            case TASK -> settings.flatMap(s -> tasks(key, s));
            case ACTION -> settings.flatMap(s -> actions(key, s));
            case WAIT -> settings.flatMap(s -> waits(true).map(until -> new Step.Wait(key, s, until)));
            case BRANCH -> settings.flatMap(s -> branches(key, s, targets, fallback));
            case SPLIT -> settings.flatMap(s -> splits(key, s, targets, fallback));
            case GOAL ->
                settings.flatMap(s -> ConditionArbitraries.conditions().map(when -> new Step.Goal(key, s, when)));
            case ENROLL_IN -> settings.map(s -> new Step.EnrollIn(key, s, PlanId.of("other")));
            case EXIT ->
                settings.flatMap(
                        s -> ConditionArbitraries.conditions().optional().map(when -> new Step.Exit(key, s, when)));
        };
    }

    /** Settings of every kind, with windows from {@code windows}; they do not say what follows. */
    public static Arbitrary<StepSettings> settings(Arbitrary<SendWindow> windows) {
        Arbitrary<Timing> timings = Combinators.combine(Arbitraries.of(Timing.Anchor.class), TimeArbitraries.delays())
                .as(Timing::new);
        return Combinators.combine(
                        Arbitraries.oneOf(Arbitraries.just(Timing.immediately()), timings),
                        windows.optional(0.3),
                        TimeArbitraries.zones().optional(0.2),
                        Arbitraries.of(true, false),
                        TimeArbitraries.durations().optional(0.2))
                .as((timing, window, zone, businessDays, stale) -> StepSettings.builder()
                        .timing(timing)
                        .window(window)
                        .zone(zone)
                        .businessDaysOnly(businessDays)
                        .staleAfter(stale)
                        .build());
    }

    /** What messages send and under which rules. */
    public static Arbitrary<MessageSettings> messages() {
        return Combinators.combine(
                        names(),
                        Arbitraries.of(MessageClass.class),
                        names().optional(0.3),
                        Arbitraries.of(true, false),
                        Arbitraries.of(WhenBlocked.class),
                        Arbitraries.of(true, false),
                        Arbitraries.of(DeliveryMode.class))
                .as((template, messageClass, topic, role, blocked, quiet, delivery) -> MessageSettings.builder()
                        .template(template)
                        .messageClass(messageClass)
                        .topic(topic)
                        .concernsRole(role)
                        .whenBlocked(blocked)
                        .quietHours(quiet)
                        .delivery(delivery)
                        .build());
    }

    /** What waits wait for; with or without events. */
    public static Arbitrary<WaitFor> waits(boolean withEvents) {
        Arbitrary<Integer> units = Arbitraries.integers().between(-30, 30);
        Arbitrary<WaitFor> time = TimeArbitraries.delays().map(WaitFor.Time::new);
        Arbitrary<WaitFor> date = Combinators.combine(
                        TimeArbitraries.dates(), TimeArbitraries.times().optional())
                .as(WaitFor.Date::new);
        Arbitrary<WaitFor> attribute = Combinators.combine(
                        names(),
                        Combinators.combine(units, units, units).as(Period::of),
                        TimeArbitraries.times().optional())
                .as(WaitFor.AttributeDate::new);
        Arbitrary<WaitFor> event = Combinators.combine(
                        names(), TimeArbitraries.durations(), Arbitraries.of(true, false))
                .as(WaitFor.Event::new);
        return withEvents ? Arbitraries.oneOf(time, date, attribute, event) : Arbitraries.oneOf(time, date, attribute);
    }

    /** Names as people give them: 1 to 20 code points, from plain to far from it. */
    public static Arbitrary<String> names() {
        Arbitrary<String> odd = Arbitraries.strings()
                .withChars("aZ09 _-~/\"\\{}<é\u0130\u05D0\u4E2D")
                .ofMinLength(1)
                .ofMaxLength(20)
                .filter(text -> !text.isBlank());
        return Arbitraries.oneOf(Arbitraries.of("hello", "nudge", "care", "\uD83D\uDE97 offer"), odd);
    }

    private static Arbitrary<Step> calls(StepKey key, StepSettings settings) {
        return Combinators.combine(
                        names(),
                        names().optional(),
                        Arbitraries.integers().between(1, 100),
                        Arbitraries.oneOf(Arbitraries.just(Duration.ZERO), TimeArbitraries.durations()))
                .as((who, script, attempts, spacing) -> new Step.Call(key, settings, who, script, attempts, spacing));
    }

    private static Arbitrary<Step> tasks(StepKey key, StepSettings settings) {
        return Combinators.combine(names(), names(), TimeArbitraries.durations().optional())
                .as((who, what, within) -> new Step.Task(key, settings, who, what, within));
    }

    private static Arbitrary<Step> actions(StepKey key, StepSettings settings) {
        return Combinators.combine(
                        Arbitraries.of("crm.update", "notify"),
                        Arbitraries.maps(names(), Arbitraries.oneOf(names(), Arbitraries.just("")))
                                .ofMaxSize(4))
                .as((action, parameters) -> new Step.Action(key, settings, action, parameters));
    }

    private static Arbitrary<Step> branches(
            StepKey key, StepSettings settings, Arbitrary<StepKey> targets, Arbitrary<Optional<StepKey>> fallback) {
        Arbitrary<List<Step.Arm>> arms = Combinators.combine(ConditionArbitraries.conditions(), targets)
                .as(Step.Arm::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
        return Combinators.combine(arms, fallback)
                .as((some, otherwise) -> new Step.Branch(key, settings, some, otherwise));
    }

    private static Arbitrary<Step> splits(
            StepKey key, StepSettings settings, Arbitrary<StepKey> targets, Arbitrary<Optional<StepKey>> fallback) {
        Arbitrary<Integer> weights = Arbitraries.integers().between(1, 1_000_000);
        return Combinators.combine(weights, weights, targets, targets, fallback)
                .as((a, b, toA, toB, first) -> new Step.Split(
                        key,
                        settings,
                        List.of(new Step.Share("A", a, first.orElse(toA)), new Step.Share("B", b, toB))));
    }
}
