package io.enrollment.testkit;

import io.enrollment.criteria.Condition;
import io.enrollment.eligibility.CheckInput;
import io.enrollment.eligibility.EntryOrigin;
import io.enrollment.eligibility.PastEnrollment;
import io.enrollment.eligibility.Phase;
import io.enrollment.eligibility.PlannedMessage;
import io.enrollment.eligibility.SubjectHistory;
import io.enrollment.plan.CaslPolicy;
import io.enrollment.plan.CaslPolicy.LegalDay;
import io.enrollment.plan.CaslPolicy.Lookahead;
import io.enrollment.plan.CaslPolicy.UnknownJurisdiction;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.Exclusion;
import io.enrollment.plan.MessageCap;
import io.enrollment.plan.MessageCaps;
import io.enrollment.plan.MessageClass;
import io.enrollment.plan.MessageSettings;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Organization.SenderKind;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.ReEnrollment;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import io.enrollment.plan.StepSettings;
import io.enrollment.subject.ChannelKind;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Random histories, plans, organizations, and whole inputs of the checks, for the laws of a host's own checks. Everything
 * lies around a given instant.
 */
public final class EligibilityArbitraries {

    private static final List<PlanId> PLANS = List.of(PlanId.of("welcome"), PlanId.of("service"), PlanId.of("recall"));
    private static final List<EventKey> EVENTS =
            List.of(EventKey.DEFAULT, EventKey.of("visit-1"), EventKey.of("visit-2"));

    private EligibilityArbitraries() {}

    /** Earlier enrollments in every status, of a few plans and events. */
    public static Arbitrary<PastEnrollment> pastEnrollments(Instant around) {
        return Combinators.combine(
                        Arbitraries.of(PLANS),
                        Arbitraries.of(EVENTS),
                        Arbitraries.of(EnrollmentStatus.class),
                        SubjectArbitraries.instants(around),
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.of(EndCause.class).optional(0.8),
                        Arbitraries.of(true, true, false))
                .as((plan, event, status, at, days, cause, visible) -> PastEnrollment.builder()
                        .plan(plan)
                        .eventKey(event)
                        .status(status)
                        .enrolledAt(at)
                        .endedAt(status.isTerminal() ? Optional.of(at.plus(Duration.ofDays(days))) : Optional.empty())
                        .endCause(status.isTerminal() ? cause : Optional.empty())
                        .visible(visible)
                        .build());
    }

    /** Histories of up to four enrollments. */
    public static Arbitrary<SubjectHistory> histories(Instant around) {
        return Combinators.combine(pastEnrollments(around).list().ofMaxSize(4), Arbitraries.of(0L, 0L, 1L, 9L))
                .as(SubjectHistory::new);
    }

    /** Emails, texts and calls, the messages of every class. */
    public static Arbitrary<Step> sendSteps(String key) {
        Arbitrary<MessageSettings> messages = messages();
        StepKey name = StepKey.of(key);
        return Arbitraries.frequencyOf(
                Tuple.of(4, messages.map(message -> new Step.Email(name, StepSettings.none(), message))),
                Tuple.of(3, messages.map(message -> new Step.Text(name, StepSettings.none(), message))),
                Tuple.of(1, Arbitraries.just(callStep(name))));
    }

    /** Plans of one to three steps that send, with every policy. */
    public static Arbitrary<Plan> plans() {
        Arbitrary<List<Step>> steps = Combinators.combine(
                        sendSteps("one"),
                        sendSteps("two").optional(0.5),
                        sendSteps("three").optional(0.3))
                .as((one, two, three) -> Stream.of(Optional.of(one), two, three)
                        .flatMap(Optional::stream)
                        .toList());
        return Combinators.combine(
                        Arbitraries.of(PLANS),
                        steps,
                        Arbitraries.of(ChannelKind.class).set().ofMaxSize(2),
                        Arbitraries.of(0, 1, 7, 30, 365).optional(0.7),
                        exclusions().list().ofMaxSize(2),
                        reEnrollments(),
                        Arbitraries.of(true, true, false),
                        Arbitraries.of(true, false))
                .as(EligibilityArbitraries::plan);
    }

    /** Organizations of every kind, place and policy. */
    public static Arbitrary<Organization> organizations() {
        return Combinators.combine(
                        zones().optional(0.9),
                        zones().optional(0.2),
                        Arbitraries.of("CA", "CA", "US").optional(0.8),
                        Arbitraries.of(SenderKind.class),
                        Arbitraries.of(true, true, true, false),
                        policies(),
                        caps())
                .as((zone, legalZone, country, kind, complete, policy, caps) -> Organization.named("Acme Motors")
                        .zone(zone)
                        .legalZone(legalZone)
                        .country(country)
                        .senderKind(kind)
                        .identification(complete ? Optional.of("Acme Motors, 1 Main St") : Optional.empty())
                        .unsubscribe(complete ? Optional.of("https://acme.example/u") : Optional.empty())
                        .casl(policy)
                        .caps(caps)
                        .build());
    }

    /** Limits of every kind, more often none. */
    public static Arbitrary<MessageCaps> caps() {
        Arbitrary<Duration> spans = Arbitraries.of(1, 90, 3600, 86_400, 604_800).map(Duration::ofSeconds);
        Arbitrary<MessageCap> limits = Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        spans.optional(0.7),
                        messageChannels().optional(0.5))
                .as((messages, span, channel) -> {
                    MessageCap cap = span.map(length -> MessageCap.within(messages, length))
                            .orElseGet(() -> MessageCap.perLocalDay(messages));
                    return channel.map(cap::on).orElse(cap);
                });
        return Combinators.combine(
                        limits.list().ofMaxSize(3),
                        spans.optional(0.3),
                        Arbitraries.of(MessageClass.class).set().ofMaxSize(3).optional(0.3))
                .as((all, gap, exempt) -> {
                    MessageCaps.Builder caps = MessageCaps.builder().addAllCaps(all);
                    gap.ifPresent(caps::minimumGap);
                    exempt.ifPresent(caps::exempt);
                    return caps.build();
                });
    }

    private static Arbitrary<ChannelKind> messageChannels() {
        return Arbitraries.of(ChannelKind.EMAIL, ChannelKind.TEXT);
    }

    /** Everything that the checks of an enrollment may use. */
    public static Arbitrary<CheckInput> enrollInputs(Instant around) {
        return Combinators.combine(
                        SubjectArbitraries.subjects(around),
                        plans(),
                        organizations(),
                        histories(around),
                        Arbitraries.of(EVENTS),
                        Arbitraries.of(
                                EntryPurpose.DEFAULT,
                                EntryPurpose.DEFAULT,
                                EntryPurpose.DEFAULT,
                                EntryPurpose.RETURN_CALL),
                        Arbitraries.of(EntryOrigin.class),
                        SubjectArbitraries.instants(around))
                .as((subject, plan, organization, history, event, purpose, origin, now) -> CheckInput.builder()
                        .subject(subject)
                        .plan(plan)
                        .organization(organization)
                        .history(history)
                        .eventKey(event)
                        .purpose(purpose)
                        .origin(origin)
                        .now(now)
                        .build())
                .flatMap(EligibilityArbitraries::withMessagesAhead)
                .withoutEdgeCases();
    }

    private static Arbitrary<CheckInput> withMessagesAhead(CheckInput input) {
        List<Step.Message> messages = input.plan().steps().stream()
                .filter(Step.Message.class::isInstance)
                .map(Step.Message.class::cast)
                .toList();
        return Arbitraries.longs()
                .between(0, Duration.ofDays(900).toSeconds())
                .list()
                .ofSize(messages.size())
                .map(delays -> {
                    List<Long> sorted = delays.stream().sorted().toList();
                    CheckInput.Builder ahead = CheckInput.builder();
                    ahead.from(input);
                    for (int i = 0; i < messages.size(); i++) {
                        ahead.addAhead(
                                new PlannedMessage(messages.get(i), input.now().plusSeconds(sorted.get(i)), i));
                    }
                    return ahead.build();
                });
    }

    /** Everything that the checks before a step may use. */
    public static Arbitrary<CheckInput> sendInputs(Instant around) {
        return enrollInputs(around).map(input -> {
            CheckInput.Builder send = CheckInput.builder();
            send.from(input).phase(Phase.SEND).step(input.plan().steps().get(0));
            return send.build();
        });
    }

    private static Arbitrary<MessageSettings> messages() {
        Arbitrary<MessageClass> classes = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(MessageClass.COMMERCIAL)),
                Tuple.of(1, Arbitraries.of(MessageClass.class)));
        return Combinators.combine(classes, Arbitraries.of("news", "offers").optional(0.3), Arbitraries.of(true, false))
                .as((messageClass, topic, concernsRole) -> MessageSettings.builder()
                        .template("templates/any")
                        .messageClass(messageClass)
                        .topic(topic)
                        .concernsRole(concernsRole)
                        .build());
    }

    private static Step callStep(StepKey key) {
        return new Step.Call(key, StepSettings.none(), "sales", Optional.empty(), 3, Duration.ofHours(4));
    }

    private static Plan plan(
            PlanId id,
            List<Step> steps,
            Set<ChannelKind> required,
            Optional<Integer> days,
            List<Exclusion> exclusions,
            ReEnrollment reEnrollment,
            boolean uniqueEvent,
            boolean inboundOverrides) {
        return Plan.builder()
                .id(id)
                .steps(steps)
                .requiredChannels(required)
                .marketingExclusionDays(days)
                .exclusions(exclusions)
                .reEnrollment(reEnrollment)
                .uniqueEvent(uniqueEvent)
                .inboundOverridesExclusion(inboundOverrides)
                .build();
    }

    private static Arbitrary<Exclusion> exclusions() {
        return Arbitraries.of(
                new Exclusion("staff", Condition.present("staff")),
                new Exclusion("Canadians", Condition.equal("country", "CA")),
                new Exclusion("people", Condition.equal("type", "PERSON")));
    }

    private static Arbitrary<ReEnrollment> reEnrollments() {
        Arbitrary<Period> coolDowns =
                Arbitraries.of(Period.ZERO, Period.ofDays(1), Period.ofDays(30), Period.ofMonths(6));
        Arbitrary<ReEnrollment> afterExit = Combinators.combine(
                        coolDowns, Arbitraries.of(1, 2, 5).optional(0.5))
                .as(ReEnrollment.AfterExit::new);
        return Arbitraries.oneOf(
                Arbitraries.of(
                        new ReEnrollment.Once(), new ReEnrollment.OncePerEventKey(), new ReEnrollment.RestartActive()),
                afterExit);
    }

    private static Arbitrary<CaslPolicy> policies() {
        return Combinators.combine(
                        Arbitraries.of(UnknownJurisdiction.class),
                        Arbitraries.of(true, true, false),
                        Arbitraries.of(false, false, true),
                        Arbitraries.of("US", "GB").set().ofMaxSize(1),
                        Arbitraries.of(true, false),
                        Arbitraries.of(LegalDay.class),
                        Arbitraries.of(Lookahead.class))
                .as((unknown, sameDay, revives, states, exempt, day, lookahead) -> CaslPolicy.builder()
                        .legalDay(day)
                        .lookahead(lookahead)
                        .unknownJurisdiction(unknown)
                        .sameDayCounts(sameDay)
                        .impliedAfterWithdrawal(revives)
                        .foreignStates(states)
                        .exemptAfterWithdrawal(exempt)
                        .build());
    }

    private static Arbitrary<ZoneId> zones() {
        return CalendarArbitraries.zones();
    }
}
