package io.enrollment.simulation;

import io.enrollment.calendar.DueTime;
import io.enrollment.internal.ValueStyle;
import io.enrollment.plan.StepKey;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;

/** One step that was carried out or skipped in a simulation. */
@Value.Immutable
@ValueStyle
public interface SimulatedStep {

    /** For whom. */
    SubjectId subject();

    /** Which step. */
    StepKey step();

    /** The channel of a message step. */
    Optional<ChannelKind> channel();

    /** When it was due, with the derivation. */
    Optional<DueTime> due();

    /** When it happened. */
    Instant at();

    /** What happened: the kind of the log entry. */
    String outcome();

    /** Why, in one machine-readable code. */
    Optional<String> reason();

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link SimulatedStep}; not thread-safe. */
    final class Builder extends ImmutableSimulatedStep.Builder {
        Builder() {}
    }
}
