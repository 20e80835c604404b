package io.enrollment.plan;

import io.enrollment.calendar.Delay;
import io.enrollment.calendar.SendWindow;
import io.enrollment.criteria.Condition;
import io.enrollment.internal.Require;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.SubjectType;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The fluent form of a plan. A method that adds a step makes it the current one; {@link #within}, {@link #after},
 * {@link #thenGoTo} and the like shape the current step. Not thread-safe.
 */
public final class PlanBuilder {

    private final Plan.Builder plan = Plan.builder();
    private final List<Step> steps = new ArrayList<>();
    private final List<AudienceQuery> audience = new ArrayList<>();

    PlanBuilder(PlanId id, SubjectType type) {
        plan.id(id).subjectType(type);
    }

    /** Adds an email. */
    public PlanBuilder email(String key, String template) {
        return step(new Step.Email(StepKey.of(key), StepSettings.none(), MessageSettings.of(template)));
    }

    /** Adds a text message. */
    public PlanBuilder text(String key, String template) {
        return step(new Step.Text(StepKey.of(key), StepSettings.none(), MessageSettings.of(template)));
    }

    /** Adds a wait; its key is {@code wait-} and its place among the steps, from 1. */
    public PlanBuilder waitFor(Delay delay) {
        return waitFor("wait-" + (steps.size() + 1), delay);
    }

    /** Adds a wait. */
    public PlanBuilder waitFor(String key, Delay delay) {
        return step(new Step.Wait(StepKey.of(key), StepSettings.none(), new WaitFor.Time(delay)));
    }

    /** Adds a wait until the start of a date. */
    public PlanBuilder waitUntil(String key, LocalDate date) {
        return step(new Step.Wait(StepKey.of(key), StepSettings.none(), new WaitFor.Date(date, Optional.empty())));
    }

    /** Adds a wait until the date in an attribute, shifted by calendar units. */
    public PlanBuilder waitUntilAttribute(String key, String attribute, Period offset) {
        WaitFor until = new WaitFor.AttributeDate(attribute, offset, Optional.empty());
        return step(new Step.Wait(StepKey.of(key), StepSettings.none(), until));
    }

    /** Adds a wait for an event, of which those since the previous step count. */
    public PlanBuilder waitForEvent(String key, String event, Duration timeout) {
        return step(new Step.Wait(StepKey.of(key), StepSettings.none(), new WaitFor.Event(event, timeout, false)));
    }

    /** Goes on with another step when the event that the current wait waits for does not come in time. */
    public PlanBuilder onTimeout(String goTo) {
        Step current = current();
        Require.that(
                current instanceof Step.Wait wait && wait.until() instanceof WaitFor.Event,
                "current step",
                current.key(),
                "be a wait for an event");
        WaitFor.Event event = (WaitFor.Event) ((Step.Wait) current).until();
        WaitFor until =
                new WaitFor.Event(event.event(), event.timeout(), event.sinceStart(), Optional.of(StepKey.of(goTo)));
        return replace(new Step.Wait(current.key(), current.settings(), until));
    }

    /** Adds a call that this user or role makes, once; {@link #step(Step)} takes one that says more. */
    public PlanBuilder call(String key, String assignee) {
        return call(key, assignee, 1, Duration.ZERO);
    }

    /** Adds a call that this user or role makes, tried so many times and with so much time in between. */
    public PlanBuilder call(String key, String assignee, int maxAttempts, Duration spacing) {
        StepSettings none = StepSettings.none();
        return step(new Step.Call(StepKey.of(key), none, assignee, Optional.empty(), maxAttempts, spacing));
    }

    /** Adds a task that this user or role does; {@link #step(Step)} takes one that says more. */
    public PlanBuilder task(String key, String assignee, String title) {
        return step(new Step.Task(StepKey.of(key), StepSettings.none(), assignee, title, Optional.empty()));
    }

    /** Skips the current call or task when an attempt stays open for longer than this. */
    public PlanBuilder skipWhenOpenFor(Duration limit) {
        Step current = current();
        Require.that(current instanceof Step.Personal, "current step", current.key(), "be a call or a task");
        return replace(Steps.skippedAfter((Step.Personal) current, limit));
    }

    /** Enrolls the subject in another plan, if every check of it lets it pass. */
    public PlanBuilder enrollIn(String key, String otherPlan) {
        return step(new Step.EnrollIn(StepKey.of(key), StepSettings.none(), PlanId.of(otherPlan)));
    }

    /** Adds a branch with one condition; {@link #step(Step)} takes one with more. */
    public PlanBuilder branch(String key, Condition when, String goTo, String otherwise) {
        List<Step.Arm> arms = List.of(new Step.Arm(when, StepKey.of(goTo)));
        return step(new Step.Branch(StepKey.of(key), StepSettings.none(), arms, Optional.of(StepKey.of(otherwise))));
    }

    /** Adds an even split in two. */
    public PlanBuilder split(String key, String goToA, String goToB) {
        Step.Share a = new Step.Share("A", 1, StepKey.of(goToA));
        Step.Share b = new Step.Share("B", 1, StepKey.of(goToB));
        return step(new Step.Split(StepKey.of(key), StepSettings.none(), List.of(a, b)));
    }

    /** Adds an action of the host's. */
    public PlanBuilder action(String key, String action, Map<String, String> parameters) {
        return step(new Step.Action(StepKey.of(key), StepSettings.none(), action, parameters));
    }

    /** Adds a goal. */
    public PlanBuilder goal(String key, Condition when) {
        return step(new Step.Goal(StepKey.of(key), StepSettings.none(), when));
    }

    /** Adds the end. */
    public PlanBuilder exit(String key) {
        return step(new Step.Exit(StepKey.of(key), StepSettings.none(), Optional.empty()));
    }

    /** Adds any step. */
    public PlanBuilder step(Step step) {
        steps.add(step);
        return this;
    }

    /** Lets the current step happen only in these hours. */
    public PlanBuilder within(SendWindow window) {
        return settings(builder -> builder.window(window));
    }

    /** Makes the current step due this long after the previous one. */
    public PlanBuilder after(Delay delay) {
        return settings(builder -> builder.timing(Timing.after(delay)));
    }

    /** Makes the current step due this long after the enrollment's start. */
    public PlanBuilder afterStart(Delay delay) {
        return settings(builder -> builder.timing(Timing.afterStart(delay)));
    }

    /** Lets the current step happen on business days only. */
    public PlanBuilder onBusinessDays() {
        return settings(builder -> builder.businessDaysOnly(true));
    }

    /** Skips the current step when it is this late. */
    public PlanBuilder staleAfter(Duration late) {
        return settings(builder -> builder.staleAfter(late));
    }

    /** Goes on with this step after the current one. */
    public PlanBuilder thenGoTo(String key) {
        return settings(builder -> builder.next(StepKey.of(key)));
    }

    /** Says what the current message is in the eyes of the law. */
    public PlanBuilder as(MessageClass messageClass) {
        return message(builder -> builder.messageClass(messageClass));
    }

    /** Says what the current message is about. */
    public PlanBuilder about(String topic) {
        return message(builder -> builder.topic(topic));
    }

    /** Says what becomes of the current message when its checks do not pass right before the hand-off. */
    public PlanBuilder whenBlocked(WhenBlocked what) {
        return message(builder -> builder.whenBlocked(what));
    }

    /** Says what a crash may do to the current message. */
    public PlanBuilder delivery(DeliveryMode mode) {
        return message(builder -> builder.delivery(mode));
    }

    /** What people call the plan. */
    public PlanBuilder name(String name) {
        plan.name(name);
        return this;
    }

    /** The zone of its times for subjects without one. */
    public PlanBuilder zone(String zone) {
        plan.zone(ZoneId.of(zone));
        return this;
    }

    /** The hours of all its message steps. */
    public PlanBuilder window(SendWindow window) {
        plan.window(window);
        return this;
    }

    /** What a reply does. */
    public PlanBuilder onReply(OnReply policy) {
        plan.onReply(policy);
        return this;
    }

    /** What an appointment does. */
    public PlanBuilder onAppointment(OnAppointment policy) {
        plan.onAppointment(policy);
        return this;
    }

    /** The outcomes that people may give to its calls and tasks, in the place of the standard ones. */
    public PlanBuilder dispositions(Disposition... dispositions) {
        plan.dispositions(List.of(dispositions));
        return this;
    }

    /** What a step that failed for good does. */
    public PlanBuilder onFailure(OnFailure policy) {
        plan.onFailure(policy);
        return this;
    }

    /** Keeps out whom any visible plan got this many days ago or less; only whole days. */
    public PlanBuilder marketingExclusion(Delay days) {
        plan.marketingExclusionDays(wholeDays(days));
        return this;
    }

    /** The least time between two messages of one enrollment. */
    public PlanBuilder minimumGap(Duration gap) {
        plan.minimumGap(gap);
        return this;
    }

    /** Who may be enrolled; refused otherwise. */
    public PlanBuilder criteria(Condition criteria) {
        plan.criteria(criteria).enforceCriteria(true);
        return this;
    }

    /** The channels that it needs, when not all message channels of its steps. */
    public PlanBuilder requires(ChannelKind... channels) {
        plan.addRequiredChannels(channels);
        return this;
    }

    /** Whether a subject may go through it again. */
    public PlanBuilder reEnrollment(ReEnrollment policy) {
        plan.reEnrollment(policy);
        return this;
    }

    /** A way to qualify in an enroller run; ways that come later are processed later. */
    public PlanBuilder audience(String key, Condition when) {
        audience.add(new AudienceQuery(key, audience.size(), when));
        plan.audience(audience);
        return this;
    }

    /** Starts enroller runs by themselves. */
    public PlanBuilder runs(RunSchedule schedule) {
        plan.runSchedule(schedule);
        return this;
    }

    /** Asks a person before a run enrolls more than this. */
    public PlanBuilder guardedBy(BlastGuard guard) {
        plan.blastGuard(guard);
        return this;
    }

    /** When too many bounces or complaints pause the plan. */
    public PlanBuilder circuitBreaker(CircuitBreaker breaker) {
        plan.circuitBreaker(breaker);
        return this;
    }

    /** Anything else that a plan can say. */
    public PlanBuilder with(Consumer<Plan.Builder> more) {
        more.accept(plan);
        return this;
    }

    /**
     * The plan.
     *
     * @throws IllegalArgumentException if it has no step
     */
    public Plan build() {
        return plan.steps(steps).build();
    }

    private static int wholeDays(Delay delay) {
        Require.that(
                delay instanceof Delay.CalendarDays days
                        && days.at().isEmpty()
                        && days.period().toTotalMonths() == 0,
                "plan marketingExclusion",
                delay,
                "be whole days");
        return Math.toIntExact(((Delay.CalendarDays) delay).period().get(ChronoUnit.DAYS));
    }

    private PlanBuilder settings(UnaryOperator<StepSettings.Builder> change) {
        Step current = current();
        StepSettings settings =
                change.apply(StepSettings.builder().from(current.settings())).build();
        return replace(Steps.with(current, settings));
    }

    private PlanBuilder message(UnaryOperator<MessageSettings.Builder> change) {
        Step current = current();
        Require.that(current instanceof Step.Message, "current step", current.key(), "be an email or a text");
        MessageSettings message = change.apply(MessageSettings.builder().from(((Step.Message) current).message()))
                .build();
        return replace(Steps.with((Step.Message) current, message));
    }

    private Step current() {
        Require.notEmpty("plan steps", steps);
        return steps.get(steps.size() - 1);
    }

    private PlanBuilder replace(Step step) {
        steps.set(steps.size() - 1, step);
        return this;
    }
}
