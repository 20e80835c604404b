package io.enrollment.plan;

import io.enrollment.calendar.SendWindow;
import io.enrollment.internal.Require;
import io.enrollment.internal.ValueStyle;
import io.enrollment.subject.ChannelKind;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.immutables.value.Value;

/** What a plan is validated against: the organization that publishes it and the engine that is to run it. */
@Value.Immutable
@ValueStyle
public interface PlanContext {

    /** Who publishes it. */
    Organization organization();

    /** The channels that have an adapter. */
    Set<ChannelKind> channels();

    /** The names of the actions that the host registered. */
    Set<String> actions();

    /** Whether the template of a message step exists; empty when nobody knows, and then it is not asked. */
    Optional<Predicate<Step.Message>> templateExists();

    /**
     * Whether the plan is to run. Otherwise it is only to be evaluated or simulated, for which no adapter, action or
     * declaration of the organization needs to be there, and every kind of step is good enough to be read.
     */
    @Value.Default
    default boolean toRun() {
        return true;
    }

    /**
     * The hours in which a text may go out to somebody at all: outside of them every recipient has quiet hours. By default
     * those of a region without a rule of its own, which no rule exceeds.
     */
    @Value.Default
    default SendWindow textHours() {
        return SendWindow.daily("08:00", "21:00");
    }

    /** From how many messages a week on, in the worst case, the author is warned; one a day by default. */
    @Value.Default
    default int touchesPerWeek() {
        return 7;
    }

    /** Checks the bound. */
    @Value.Check
    default void check() {
        Require.that(touchesPerWeek() >= 1, "context touchesPerWeek", touchesPerWeek(), "be at least 1");
    }

    /** For a plan that is evaluated or simulated but not run. */
    static PlanContext lenient(Organization organization) {
        return builder().organization(organization).toRun(false).build();
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link PlanContext}; not thread-safe. */
    final class Builder extends ImmutablePlanContext.Builder {
        Builder() {}
    }
}
