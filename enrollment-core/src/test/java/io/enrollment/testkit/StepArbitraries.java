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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random steps: drafts that lack their key and the keys of other steps, and so fit into any plan. */
public final class StepArbitraries {

    private static final int PICKS = 1_000;

    private StepArbitraries() {}

    /** A step that lacks its place in a plan. */
    @FunctionalInterface
    public interface Draft {
        /**
         * The step in its place.
         *
         * @param key its key
         * @param ways where it may go
         */
        Step at(StepKey key, Ways ways);
    }

    /**
     * Where a step may go.
     *
     * @param targets the steps that branches and splits choose among, at least one
     * @param fallback where a branch goes otherwise, and the first share of a split
     */
    public record Ways(List<StepKey> targets, Optional<StepKey> fallback) {
        private StepKey pick(int n) {
            return targets.get(n % targets.size());
        }
    }

    /** Drafts of steps of these kinds; waits for an event only when {@code withEvents}. */
    public static Arbitrary<Draft> drafts(
            Collection<StepKind> kinds, Arbitrary<StepSettings> settings, boolean withEvents) {
        return Arbitraries.oneOf(
                kinds.stream().map(kind -> drafts(kind, settings, withEvents)).toList());
    }

    private static Arbitrary<Draft> drafts(StepKind kind, Arbitrary<StepSettings> settings, boolean withEvents) {
        return switch (kind) {
            case EMAIL ->
                Combinators.combine(settings, messages())
                        .as((s, message) -> (key, ways) -> new Step.Email(key, s, message));
            case TEXT ->
                Combinators.combine(settings, messages())
                        .as((s, message) -> (key, ways) -> new Step.Text(key, s, message));
            case CALL -> calls(settings);
            case TASK -> tasks(settings);
            case ACTION -> actions(settings);
            case WAIT ->
                Combinators.combine(settings, waits(withEvents))
                        .as((s, until) -> (key, ways) -> new Step.Wait(key, s, onTimeout(until, ways)));
            case BRANCH -> branches(settings);
            case SPLIT -> splits(settings);
            case GOAL ->
                Combinators.combine(settings, ConditionArbitraries.conditions())
                        .as((s, when) -> (key, ways) -> new Step.Goal(key, s, when));
            case ENROLL_IN -> settings.map(s -> (key, ways) -> new Step.EnrollIn(key, s, PlanId.of("other")));
            case EXIT ->
                Combinators.combine(settings, ConditionArbitraries.conditions().optional())
                        .as((s, when) -> (key, ways) -> new Step.Exit(key, s, when));
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
        Arbitrary<WaitFor> date = Combinators.combine(TimeArbitraries.dates(), TimeArbitraries.optionalTimes())
                .as(WaitFor.Date::new);
        Arbitrary<WaitFor> attribute = Combinators.combine(
                        names(),
                        Combinators.combine(units, units, units).as(Period::of),
                        TimeArbitraries.optionalTimes())
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

    /** Every other event leads elsewhere when it does not come; by its timeout, so that shrinking keeps it. */
    private static WaitFor onTimeout(WaitFor until, Ways ways) {
        return until instanceof WaitFor.Event event
                        && ways.fallback().isPresent()
                        && event.timeout().toSeconds() % 2 == 0
                ? new WaitFor.Event(event.event(), event.timeout(), event.sinceStart(), ways.fallback())
                : until;
    }

    private static Arbitrary<Draft> calls(Arbitrary<StepSettings> settings) {
        return Combinators.combine(
                        settings,
                        names(),
                        names().optional(),
                        Arbitraries.integers().between(1, 100),
                        Arbitraries.oneOf(Arbitraries.just(Duration.ZERO), TimeArbitraries.durations()),
                        TimeArbitraries.durations().optional(),
                        Arbitraries.of(true, false))
                .as((s, who, script, attempts, spacing, within, skip) -> (key, ways) ->
                        new Step.Call(key, s, who, script, attempts, spacing, within, skip && within.isPresent()));
    }

    private static Arbitrary<Draft> tasks(Arbitrary<StepSettings> settings) {
        return Combinators.combine(
                        settings, names(), names(), TimeArbitraries.durations().optional(), Arbitraries.of(true, false))
                .as((s, who, what, within, skip) ->
                        (key, ways) -> new Step.Task(key, s, who, what, within, skip && within.isPresent()));
    }

    private static Arbitrary<Draft> actions(Arbitrary<StepSettings> settings) {
        Arbitrary<Map<String, String>> parameters = Arbitraries.maps(
                        names(), Arbitraries.oneOf(names(), Arbitraries.just("")))
                .ofMaxSize(4);
        return Combinators.combine(settings, Arbitraries.of("crm.update", "notify"), parameters)
                .as((s, action, some) -> (key, ways) -> new Step.Action(key, s, action, some));
    }

    private static Arbitrary<Draft> branches(Arbitrary<StepSettings> settings) {
        Arbitrary<List<Function<Ways, Step.Arm>>> arms = Combinators.combine(ConditionArbitraries.conditions(), picks())
                .<Function<Ways, Step.Arm>>as((when, pick) -> ways -> new Step.Arm(when, ways.pick(pick)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
        return Combinators.combine(settings, arms)
                .as((s, some) -> (key, ways) -> new Step.Branch(
                        key, s, some.stream().map(arm -> arm.apply(ways)).toList(), ways.fallback()));
    }

    private static Arbitrary<Draft> splits(Arbitrary<StepSettings> settings) {
        Arbitrary<Integer> weights = Arbitraries.integers().between(1, 1_000_000);
        return Combinators.combine(settings, weights, weights, picks(), picks())
                .as((s, a, b, toA, toB) -> (key, ways) -> new Step.Split(
                        key,
                        s,
                        List.of(
                                new Step.Share("A", a, ways.fallback().orElse(ways.pick(toA))),
                                new Step.Share("B", b, ways.pick(toB)))));
    }

    private static Arbitrary<Integer> picks() {
        return Arbitraries.integers().between(0, PICKS);
    }
}
