package io.enrollment.testkit;

import io.enrollment.calendar.Delay;
import io.enrollment.calendar.SendWindow;
import io.enrollment.criteria.Condition;
import io.enrollment.plan.MessageSettings;
import io.enrollment.plan.OnAppointment;
import io.enrollment.plan.OnFailure;
import io.enrollment.plan.OnReply;
import io.enrollment.plan.OnResume;
import io.enrollment.plan.OnUncertain;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import io.enrollment.plan.StepKind;
import io.enrollment.plan.StepSettings;
import io.enrollment.plan.Timing;
import io.enrollment.plan.WaitFor;
import io.enrollment.plan.WhenBlocked;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Plans to be run: of the kinds that run, forward only, with delays of hours and days, so that pauses, windows, dates and
 * expiries often meet. {@link PlanArbitraries} has plans of every shape.
 */
public final class RunningPlanArbitraries {

    /** The day before which, as a rule, enrollments in these plans begin. */
    public static final LocalDate AROUND = LocalDate.of(2026, 1, 12);

    private RunningPlanArbitraries() {}

    /** Plans with every policy. */
    public static Arbitrary<Plan> plans() {
        return Combinators.combine(settings(), Arbitraries.of(1, 2, 3, 4, 5, 6).flatMap(RunningPlanArbitraries::steps))
                .as((plan, steps) -> plan.steps(steps).build())
                .withoutEdgeCases();
    }

    private static Arbitrary<Plan.Builder> settings() {
        return Builders.withBuilder(Plan::builder)
                .use(Arbitraries.just("running"))
                .in((plan, id) -> plan.id(PlanId.of(id)))
                .use(Arbitraries.of(OnReply.class))
                .in(Plan.Builder::onReply)
                .use(Arbitraries.of(OnAppointment.class))
                .in(Plan.Builder::onAppointment)
                .use(Arbitraries.of(OnFailure.class))
                .in(Plan.Builder::onFailure)
                .use(Arbitraries.of(OnUncertain.class))
                .in(Plan.Builder::onUncertain)
                .use(Arbitraries.of(OnResume.class))
                .in(Plan.Builder::onResume)
                .use(windows().optional(0.5))
                .in((plan, window) -> plan.window(window))
                .use(Arbitraries.of(0, 0, 1, 26).map(Duration::ofHours))
                .in(Plan.Builder::minimumGap)
                .use(Arbitraries.integers().between(1, 40).map(Period::ofDays).optional(0.3))
                .in((plan, age) -> plan.maximumAge(age))
                .use(dates().optional(0.2))
                .in((plan, end) -> plan.endDate(end))
                .build();
    }

    private static Arbitrary<List<Step>> steps(int count) {
        List<Arbitrary<Step>> steps =
                IntStream.range(0, count).mapToObj(at -> step(at, count)).toList();
        return Combinators.combine(steps).as(all -> all);
    }

    private static Arbitrary<Step> step(int at, int count) {
        Arbitrary<StepKind> kinds = Arbitraries.frequency(
                Tuple.of(7, StepKind.EMAIL),
                Tuple.of(4, StepKind.TEXT),
                Tuple.of(3, StepKind.WAIT),
                Tuple.of(1, StepKind.ACTION),
                Tuple.of(3, StepKind.CALL),
                Tuple.of(2, StepKind.TASK),
                Tuple.of(1, StepKind.ENROLL_IN),
                Tuple.of(at + 1 < count ? 2 : 0, StepKind.BRANCH),
                Tuple.of(at + 1 < count ? 1 : 0, StepKind.SPLIT),
                Tuple.of(1, StepKind.GOAL),
                Tuple.of(1, StepKind.EXIT));
        Arbitrary<StepKey> later = Arbitraries.integers()
                .between(at + 1, Math.max(at + 1, count - 1))
                .map(RunningPlanArbitraries::key);
        return Combinators.combine(kinds, settingsOfAStep(), messages())
                .flatAs((kind, settings, message) -> kind == StepKind.WAIT
                        ? waits(later.optional(at + 1 < count ? 0.5 : 0))
                                .map(until -> new Step.Wait(key(at), settings, until))
                        : step(key(at), kind, settings, message, later));
    }

    private static Arbitrary<Step> step(
            StepKey key, StepKind kind, StepSettings settings, MessageSettings message, Arbitrary<StepKey> later) {
        return switch (kind) {
            case EMAIL -> Arbitraries.just(new Step.Email(key, settings, message));
            case TEXT -> Arbitraries.just(new Step.Text(key, settings, message));
            case ACTION -> Arbitraries.just(new Step.Action(key, settings, "notify", Map.of()));
            case WAIT -> throw new IllegalArgumentException("may lead nowhere: " + key);
            case CALL -> calls(key, settings);
            case TASK -> limits().map(limit -> new Step.Task(key, settings, "sales", "ask", limit, limit.isPresent()));
            case ENROLL_IN -> Arbitraries.just(new Step.EnrollIn(key, settings, PlanId.of("other")));
            case GOAL -> conditions().map(when -> new Step.Goal(key, settings, when));
            case EXIT -> conditions().optional().map(when -> new Step.Exit(key, settings, when));
            case BRANCH ->
                Combinators.combine(conditions(), later, later)
                        .as((when, goTo, otherwise) -> new Step.Branch(
                                key, settings, List.of(new Step.Arm(when, goTo)), Optional.of(otherwise)));
            case SPLIT ->
                Combinators.combine(later, later)
                        .as((a, b) -> new Step.Split(
                                key, settings, List.of(new Step.Share("A", 2, a), new Step.Share("B", 1, b))));
        };
    }

    private static Arbitrary<StepSettings> settingsOfAStep() {
        Arbitrary<Timing> timings = Arbitraries.oneOf(
                Arbitraries.just(Timing.immediately()),
                Combinators.combine(Arbitraries.of(Timing.Anchor.class), delays())
                        .as(Timing::new));
        return Combinators.combine(
                        timings,
                        windows().optional(0.2),
                        Arbitraries.of(true, false, false),
                        Arbitraries.of(1, 30).map(Duration::ofHours).optional(0.2))
                .as((timing, window, businessDays, stale) -> StepSettings.builder()
                        .timing(timing)
                        .window(window)
                        .businessDaysOnly(businessDays)
                        .staleAfter(stale)
                        .build());
    }

    private static Arbitrary<MessageSettings> messages() {
        return Arbitraries.of(WhenBlocked.class)
                .map(blocked -> MessageSettings.builder()
                        .template("t")
                        .whenBlocked(blocked)
                        .build());
    }

    private static Arbitrary<Step> calls(StepKey key, StepSettings settings) {
        return Combinators.combine(
                        Arbitraries.of(1, 2, 3),
                        Arbitraries.of(0, 4, 30).map(Duration::ofHours),
                        limits(),
                        Arbitraries.of(true, false))
                .as((attempts, spacing, limit, skip) -> new Step.Call(
                        key, settings, "sales", Optional.empty(), attempts, spacing, limit, skip && limit.isPresent()));
    }

    private static Arbitrary<Optional<Duration>> limits() {
        return Arbitraries.of(1, 20, 100).map(Duration::ofHours).optional(0.6);
    }

    private static Arbitrary<WaitFor> waits(Arbitrary<Optional<StepKey>> onTimeout) {
        return Arbitraries.oneOf(
                Combinators.combine(
                                Arbitraries.of("visit", "opened", "reply"),
                                Arbitraries.of(3, 60).map(Duration::ofHours),
                                Arbitraries.of(true, false),
                                onTimeout)
                        .as(WaitFor.Event::new),
                delays().map(WaitFor.Time::new),
                dates().map(date -> new WaitFor.Date(date, Optional.empty())),
                Arbitraries.integers()
                        .between(-3, 3)
                        .map(days -> new WaitFor.AttributeDate("date", Period.ofDays(days), Optional.empty())));
    }

    private static Arbitrary<Condition> conditions() {
        return Arbitraries.frequencyOf(
                Tuple.of(1, ConditionArbitraries.clauses()),
                Tuple.of(4, Arbitraries.just(Condition.equal("never", "so"))));
    }

    private static Arbitrary<Delay> delays() {
        Arbitrary<Integer> few = Arbitraries.integers().between(0, 5);
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 80).map(Delay::hours),
                few.map(Delay::days),
                few.map(days -> Delay.days(days).at("09:00")),
                few.map(days -> Delay.businessDays(days).at("09:00")),
                few.map(Delay::businessDays));
    }

    private static Arbitrary<LocalDate> dates() {
        return Arbitraries.integers().between(-10, 30).map(AROUND::plusDays);
    }

    private static Arbitrary<SendWindow> windows() {
        return Arbitraries.of(
                SendWindow.weekdays("09:00", "17:00"),
                SendWindow.daily("10:00", "12:00"),
                SendWindow.daily("16:00", "02:00"));
    }

    private static StepKey key(int at) {
        return StepKey.of("step-" + (at + 1));
    }
}
