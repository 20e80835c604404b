package io.enrollment.plan;

import io.enrollment.calendar.SendWindow;
import io.enrollment.internal.Require;
import io.enrollment.internal.ValueStyle;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.immutables.value.Value;

/** What every step has: when it is due, in which hours it may happen, and what follows it. */
@Value.Immutable
@ValueStyle
public interface StepSettings {

    /** When it is due. */
    @Value.Default
    default Timing timing() {
        return Timing.immediately();
    }

    /** The hours in which it may be carried out; empty for the plan's window. */
    Optional<SendWindow> window();

    /** The zone to resolve its times in when the subject has none. */
    Optional<ZoneId> zone();

    /** Whether it may be carried out on business days only. */
    @Value.Default
    default boolean businessDaysOnly() {
        return false;
    }

    /**
     * How late it may be carried out; older than that it is skipped as STALE, at once when its window opens only then. A
     * retry after a passing failure has a due time of its own. Empty: however late.
     */
    Optional<Duration> staleAfter();

    /** The step that follows; empty for the next in the list. */
    Optional<StepKey> next();

    /** Checks the bounds. */
    @Value.Check
    default void check() {
        staleAfter().ifPresent(d -> Require.that(!d.isNegative() && !d.isZero(), "step staleAfter", d, "be positive"));
    }

    /** The settings of a step that says nothing else: at once, in the plan's window, then the next in the list. */
    static StepSettings none() {
        return builder().build();
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link StepSettings}; not thread-safe. */
    final class Builder extends ImmutableStepSettings.Builder {
        Builder() {}
    }
}
