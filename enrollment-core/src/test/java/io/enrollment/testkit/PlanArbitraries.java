package io.enrollment.testkit;

import io.enrollment.calendar.Cron;
import io.enrollment.calendar.SendWindow;
import io.enrollment.criteria.Condition;
import io.enrollment.plan.AudienceQuery;
import io.enrollment.plan.BlastGuard;
import io.enrollment.plan.CircuitBreaker;
import io.enrollment.plan.Disposition;
import io.enrollment.plan.Exclusion;
import io.enrollment.plan.OnAppointment;
import io.enrollment.plan.OnFailure;
import io.enrollment.plan.OnMissedRun;
import io.enrollment.plan.OnReply;
import io.enrollment.plan.OnResume;
import io.enrollment.plan.OnUncertain;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.ReEnrollment;
import io.enrollment.plan.RunSchedule;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import io.enrollment.plan.StepKind;
import io.enrollment.plan.StepSettings;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.SubjectType;
import io.enrollment.testkit.StepArbitraries.Draft;
import io.enrollment.testkit.StepArbitraries.Ways;
import java.time.Duration;
import java.time.Period;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;

/** Random plans. */
public final class PlanArbitraries {

    private static final int MOST_STEPS = 7;

    private static final Arbitrary<SendWindow> DAYTIME =
            Arbitraries.of(SendWindow.daily("09:00", "20:00"), SendWindow.weekdays("08:30", "17:00"));

    private PlanArbitraries() {}

    /** Any plan that can be built: most of them make no sense, and publishing would refuse them. */
    public static Arbitrary<Plan> anyPlans() {
        List<StepKey> few =
                Stream.of("a", "b", "c", "d", "\u00E9 ~/").map(StepKey::of).toList();
        Arbitrary<StepKey> keys = Arbitraries.of(few);
        Arbitrary<StepSettings> settings = Combinators.combine(
                        StepArbitraries.settings(TimeArbitraries.windows()), keys.optional(0.3))
                .as((some, next) -> StepSettings.builder().from(some).next(next).build());
        Arbitrary<Step> steps = Combinators.combine(
                        keys,
                        StepArbitraries.drafts(EnumSet.allOf(StepKind.class), settings, true),
                        keys.list().ofMinSize(1).ofMaxSize(3),
                        keys.optional())
                .as((key, draft, targets, fallback) -> draft.at(key, new Ways(targets, fallback)));
        return Combinators.combine(
                        plans(TimeArbitraries.windows()),
                        steps.list().ofMinSize(1).ofMaxSize(MOST_STEPS))
                .as((plan, some) -> plan.steps(some).build())
                .withoutEdgeCases();
    }

    /**
     * Plans that can be published where email and text have adapters and the actions {@code crm.update} and {@code
     * notify} are known: every step can be reached, and every way leads forward.
     */
    public static Arbitrary<Plan> plans() {
        Arbitrary<List<Step>> steps = StepArbitraries.drafts(
                        EnumSet.allOf(StepKind.class), StepArbitraries.settings(DAYTIME), true)
                .list()
                .ofMinSize(1)
                .ofMaxSize(MOST_STEPS)
                .map(PlanArbitraries::forward);
        return Combinators.combine(plans(DAYTIME), steps)
                .as(PlanArbitraries::withChannels)
                .withoutEdgeCases();
    }

    /** Declares no channel that no step uses, and ends after it starts. */
    private static Plan withChannels(Plan.Builder plan, List<Step> steps) {
        Plan draft = plan.steps(steps).build();
        return Plan.builder()
                .from(draft)
                .requiredChannels(draft.messageChannels())
                .endDate(draft.startDate().map(start -> start.plusDays(30)))
                .build();
    }

    private static List<Step> forward(List<Draft> drafts) {
        List<StepKey> keys = IntStream.rangeClosed(1, drafts.size())
                .mapToObj(at -> StepKey.of("step-" + at))
                .toList();
        return IntStream.range(0, drafts.size())
                .mapToObj(at -> forward(drafts.get(at), keys.get(at), keys.subList(at + 1, keys.size())))
                .toList();
    }

    /** Goes to later steps only; the last step ends the plan where it would branch, and none before it does. */
    private static Step forward(Draft draft, StepKey key, List<StepKey> later) {
        if (later.isEmpty()) {
            Step last = draft.at(key, new Ways(List.of(key), Optional.empty()));
            boolean leadsOn = last instanceof Step.Branch || last instanceof Step.Split;
            return leadsOn ? new Step.Exit(key, last.settings(), Optional.empty()) : last;
        }
        Step step = draft.at(key, new Ways(later, Optional.of(later.get(0))));
        boolean ends = step instanceof Step.Exit exit && exit.when().isEmpty();
        return ends ? new Step.Exit(key, step.settings(), Optional.of(Condition.present("left"))) : step;
    }

    /** Everything but the steps. */
    private static Arbitrary<Plan.Builder> plans(Arbitrary<SendWindow> windows) {
        return Builders.withBuilder(Plan::builder)
                .use(StepArbitraries.names())
                .in((plan, id) -> plan.id(PlanId.of(id)))
                .use(StepArbitraries.names())
                .withProbability(0.5)
                .in(Plan.Builder::name)
                .use(Arbitraries.of(SubjectType.class))
                .in(Plan.Builder::subjectType)
                .use(TimeArbitraries.zones().optional())
                .in((plan, zone) -> plan.zone(zone))
                .use(TimeArbitraries.dates().optional())
                .in((plan, date) -> plan.startDate(date))
                .use(TimeArbitraries.dates().optional())
                .in((plan, date) -> plan.endDate(date))
                .use(Arbitraries.integers().between(1, 400).map(Period::ofDays).optional())
                .in((plan, age) -> plan.maximumAge(age))
                .use(windows.optional())
                .in((plan, window) -> plan.window(window))
                .use(Arbitraries.oneOf(Arbitraries.just(Duration.ZERO), TimeArbitraries.durations()))
                .in(Plan.Builder::minimumGap)
                .use(policies())
                .in((plan, more) -> more.apply(plan))
                .use(audience())
                .in((plan, more) -> more.apply(plan))
                .use(guards().optional(0.2))
                .in((plan, guard) -> plan.blastGuard(guard))
                .use(breakers().optional(0.2))
                .in((plan, breaker) -> plan.circuitBreaker(breaker))
                .build();
    }

    private static Arbitrary<CircuitBreaker> breakers() {
        Arbitrary<Integer> shares = Arbitraries.integers().between(1, 1000);
        Arbitrary<Integer> minimums = Arbitraries.integers().between(1, 100);
        Arbitrary<Duration> windows = Arbitraries.integers().between(1, 744).map(Duration::ofHours);
        return Combinators.combine(shares, minimums, windows, Arbitraries.of(true, false), Arbitraries.of(true, false))
                .as((share, minimum, window, bounces, complaints) -> {
                    CircuitBreaker.Threshold limit = new CircuitBreaker.Threshold(share, minimum);
                    return new CircuitBreaker(
                            bounces || !complaints ? Optional.of(limit) : Optional.empty(),
                            complaints ? Optional.of(limit) : Optional.empty(),
                            window);
                });
    }

    private static Arbitrary<Part> policies() {
        Arbitrary<ReEnrollment> reEntry = Arbitraries.oneOf(
                Arbitraries.of(
                        new ReEnrollment.Once(), new ReEnrollment.OncePerEventKey(), new ReEnrollment.RestartActive()),
                Combinators.combine(
                                Arbitraries.integers().between(0, 90).map(Period::ofDays),
                                Arbitraries.integers().between(1, 9).optional())
                        .as(ReEnrollment.AfterExit::new));
        return Combinators.combine(
                        reEntry,
                        Arbitraries.of(OnReply.class),
                        Arbitraries.of(OnFailure.class),
                        Arbitraries.of(OnUncertain.class),
                        Arbitraries.of(OnResume.class),
                        Arbitraries.of(OnAppointment.class),
                        dispositions())
                .as((policy, reply, failure, uncertain, resume, appointment, outcomes) ->
                        plan -> plan.reEnrollment(policy)
                                .onAppointment(appointment)
                                .dispositions(outcomes)
                                .onReply(reply)
                                .onFailure(failure)
                                .onUncertain(uncertain)
                                .onResume(resume));
    }

    private static Arbitrary<List<Disposition>> dispositions() {
        Arbitrary<Disposition> one = Arbitraries.oneOf(
                StepArbitraries.names().map(Disposition::done),
                StepArbitraries.names().map(name -> new Disposition(name, true, false, false, true, Optional.empty())),
                Combinators.combine(
                                StepArbitraries.names(),
                                TimeArbitraries.durations().optional())
                        .as((name, after) -> new Disposition(name, false, false, false, false, after)),
                StepArbitraries.names().map(name -> new Disposition(name, true, true, false, false, Optional.empty())));
        return one.list().uniqueElements(Disposition::name).ofMaxSize(4);
    }

    /** Guards of runs. */
    public static Arbitrary<BlastGuard> guards() {
        Arbitrary<Long> counts = Arbitraries.longs().between(0, Integer.MAX_VALUE);
        Arbitrary<Integer> shares = Arbitraries.integers().between(0, 100);
        return Combinators.combine(counts, shares, Arbitraries.of(1, 2, 3), Arbitraries.of(true, false))
                .as((count, share, which, every) -> new BlastGuard(
                        Optional.of(count).filter(any -> which != 1),
                        Optional.of(share).filter(any -> which != 2),
                        every));
    }

    /** Schedules of runs that fire on some days of each month. */
    public static Arbitrary<RunSchedule> schedules() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 59),
                        Arbitraries.integers().between(0, 23),
                        Arbitraries.of("*", "1,15"),
                        Arbitraries.of("*", "MON-FRI", "0"),
                        Arbitraries.of(OnMissedRun.class),
                        Arbitraries.integers().between(5, 10_000).map(Duration::ofMinutes),
                        Arbitraries.of(true, false))
                .as((minute, hour, days, weekdays, missed, age, expire) -> new RunSchedule(
                        Cron.parse(minute + " " + hour + " " + days + " * " + weekdays), missed, age, expire));
    }

    private static Arbitrary<Part> audience() {
        Arbitrary<Boolean> truths = Arbitraries.of(true, false);
        Arbitrary<List<AudienceQuery>> queries = ConditionArbitraries.clauses()
                .list()
                .ofMaxSize(3)
                .map(conditions -> IntStream.range(0, conditions.size())
                        .mapToObj(n -> new AudienceQuery("query-" + n, n, conditions.get(n)))
                        .toList());
        Arbitrary<List<Exclusion>> exclusions = ConditionArbitraries.clauses()
                .list()
                .ofMaxSize(2)
                .map(conditions -> IntStream.range(0, conditions.size())
                        .mapToObj(n -> new Exclusion("out-" + n, conditions.get(n)))
                        .toList());
        return Combinators.combine(
                        Arbitraries.of(ChannelKind.class).set().ofMaxSize(3),
                        ConditionArbitraries.conditions().optional(),
                        queries,
                        exclusions,
                        Arbitraries.integers().between(0, 365).optional(),
                        Combinators.combine(truths, truths, truths, truths, truths)
                                .as(Flags::new),
                        StepArbitraries.names().optional(),
                        schedules().optional(0.3))
                .as((channels, criteria, audience, excluded, days, flags, eventKey, schedule) ->
                        plan -> plan.requiredChannels(channels)
                                .runSchedule(schedule.filter(any -> !audience.isEmpty()))
                                .criteria(criteria)
                                .enforceCriteria(flags.enforce)
                                .audience(audience)
                                .exclusions(excluded)
                                .marketingExclusionDays(days)
                                .exclusionExempt(flags.exempt)
                                .inboundOverridesExclusion(flags.inbound)
                                .uniqueEvent(flags.unique)
                                .expireNoLongerMatching(flags.expire)
                                .eventKeyAttribute(eventKey));
    }

    private record Flags(boolean enforce, boolean exempt, boolean inbound, boolean unique, boolean expire) {}

    private interface Part {
        Plan.Builder apply(Plan.Builder plan);
    }
}
