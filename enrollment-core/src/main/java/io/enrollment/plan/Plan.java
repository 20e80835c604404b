package io.enrollment.plan;

import io.enrollment.calendar.SendWindow;
import io.enrollment.criteria.Condition;
import io.enrollment.internal.Require;
import io.enrollment.internal.ValueStyle;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.SubjectType;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.immutables.value.Value;

/**
 * The sequence of steps with its settings, as an author writes it. Immutable; a plan value may be faulty in ways that only
 * publishing refuses (see {@link PlanValidator}).
 */
@Value.Immutable
@ValueStyle
public interface Plan {

    /** The identifier through all versions. */
    PlanId id();

    /** What people call it; the id when it is not given. */
    @Value.Default
    default String name() {
        return id().value();
    }

    /** Whom it is for. */
    @Value.Default
    default SubjectType subjectType() {
        return SubjectType.PERSON;
    }

    /** The steps in order. */
    List<Step> steps();

    /** The zone of its times for subjects without one. */
    Optional<ZoneId> zone();

    /** The first local day, in the organization's zone, on which subjects may be enrolled. */
    Optional<LocalDate> startDate();

    /** The local day, in the organization's zone, on which the plan is deactivated and what still runs expires. */
    Optional<LocalDate> endDate();

    /** How old an enrollment may become before it expires. */
    Optional<Period> maximumAge();

    /** The channels that the plan needs; empty for all message channels of its steps. */
    Set<ChannelKind> requiredChannels();

    /** Who may be enrolled. */
    Optional<Condition> criteria();

    /** Whether a direct enrollment of a subject that does not meet the criteria is refused and not only warned about. */
    @Value.Default
    default boolean enforceCriteria() {
        return false;
    }

    /** The ways to qualify in an enroller run. */
    List<AudienceQuery> audience();

    /** When enroller runs start by themselves, in the zone of the organization; empty for never. */
    Optional<RunSchedule> runSchedule();

    /** How many a run may enroll before a person has to confirm it; empty for any number. */
    Optional<BlastGuard> blastGuard();

    /** When too many bounces or complaints pause the plan; never unless set. */
    Optional<CircuitBreaker> circuitBreaker();

    /**
     * Whether a run with the purpose CAMPAIGN_EVALUATION_AND_EXPIRE expires the enrolled who match no audience query, or the
     * criteria, any more.
     */
    @Value.Default
    default boolean expireNoLongerMatching() {
        return false;
    }

    /** Named criteria that keep a subject out (part of the marketing exclusion check). */
    List<Exclusion> exclusions();

    /**
     * Days of marketing exclusion: a subject enrolled in any visible plan this many calendar days ago or less is kept out.
     * Empty: no exclusion.
     */
    Optional<Integer> marketingExclusionDays();

    /** Whether enrollments of this plan are invisible to the marketing exclusion of other plans. */
    @Value.Default
    default boolean exclusionExempt() {
        return false;
    }

    /** Whether inbound leads override the marketing exclusion. */
    @Value.Default
    default boolean inboundOverridesExclusion() {
        return true;
    }

    /** Whether a subject is enrolled only once for the same event key. */
    @Value.Default
    default boolean uniqueEvent() {
        return true;
    }

    /** The attribute that holds the event key of a subject; empty for the constant key, unless the caller gives one. */
    Optional<String> eventKeyAttribute();

    /** Whether a subject may go through the plan again. */
    @Value.Default
    default ReEnrollment reEnrollment() {
        return new ReEnrollment.OncePerEventKey();
    }

    /** What a reply does. */
    @Value.Default
    default OnReply onReply() {
        return OnReply.CONTINUE;
    }

    /** What an appointment does. */
    @Value.Default
    default OnAppointment onAppointment() {
        return OnAppointment.COMPLETE;
    }

    /** The outcomes that people may give to its calls and tasks; empty for {@link Disposition#standard()}. */
    List<Disposition> dispositions();

    /** What a step that failed for good does. */
    @Value.Default
    default OnFailure onFailure() {
        return OnFailure.BLOCK;
    }

    /** What an uncertain hand-off does. */
    @Value.Default
    default OnUncertain onUncertain() {
        return OnUncertain.CONTINUE;
    }

    /** How the due time is found when a pause ends. */
    @Value.Default
    default OnResume onResume() {
        return OnResume.FREEZE;
    }

    /** The hours in which its message steps may be carried out, unless a step has its own. */
    Optional<SendWindow> window();

    /** The least time between two messages of one enrollment. */
    @Value.Default
    default Duration minimumGap() {
        return Duration.ZERO;
    }

    /** Checks what no plan may be without; everything else is for {@link PlanValidator} to report. */
    @Value.Check
    default void check() {
        Require.text("plan name", name(), 200);
        Require.notEmpty("plan steps", steps());
        Require.that(!minimumGap().isNegative(), "plan minimumGap", minimumGap(), "not be negative");
        marketingExclusionDays()
                .ifPresent(days -> Require.that(
                        days >= 0 && days <= 36_500, "plan marketingExclusionDays", days, "be 0 to 36500"));
        maximumAge()
                .ifPresent(
                        age -> Require.that(!age.isNegative() && !age.isZero(), "plan maximumAge", age, "be positive"));
    }

    /** The message channels that its steps use, in the order of first use. */
    default Set<ChannelKind> messageChannels() {
        return steps().stream()
                .filter(Step.Message.class::isInstance)
                .map(step -> ((Step.Message) step).channel())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The channels that the plan needs: the declared ones, else all message channels of its steps. */
    default Set<ChannelKind> neededChannels() {
        return requiredChannels().isEmpty() ? messageChannels() : requiredChannels();
    }

    /** The first step with this key. */
    default Optional<Step> step(StepKey key) {
        for (Step step : steps()) {
            if (step.key().equals(key)) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    /** The outcomes that people may give: the declared ones, else the standard ones. */
    default List<Disposition> knownDispositions() {
        return dispositions().isEmpty() ? Disposition.standard() : dispositions();
    }

    /** The outcome with this name. */
    default Optional<Disposition> disposition(String name) {
        return knownDispositions().stream()
                .filter(one -> one.name().equals(name))
                .findFirst();
    }

    /** The steps that can still be reached from one of them, itself included. */
    default List<Step> reachableFrom(StepKey key) {
        PlanGraph graph = new PlanGraph(this);
        return graph.place(key).stream()
                .flatMap(at -> graph.reachable(at).stream().mapToObj(steps()::get))
                .toList();
    }

    /** The step that follows this one by its own word or by the list; empty at the end. */
    default Optional<StepKey> following(Step step) {
        if (step.settings().next().isPresent()) {
            return step.settings().next();
        }
        int at = steps().indexOf(step) + 1;
        return at < steps().size() ? Optional.of(steps().get(at).key()) : Optional.empty();
    }

    /** A plain builder of the value; {@link #forPeople} and {@link #forCompanies} start the fluent one. */
    static Builder builder() {
        return new Builder();
    }

    /** Starts a plan for people in the fluent form. */
    static PlanBuilder forPeople(String id) {
        return new PlanBuilder(PlanId.of(id), SubjectType.PERSON);
    }

    /** Starts a plan for companies in the fluent form. */
    static PlanBuilder forCompanies(String id) {
        return new PlanBuilder(PlanId.of(id), SubjectType.COMPANY);
    }

    /** Builds a {@link Plan}; not thread-safe. */
    final class Builder extends ImmutablePlan.Builder {
        Builder() {}
    }
}
