package io.enrollment.enrollment;

import io.enrollment.calendar.DueTime;
import io.enrollment.internal.ValueStyle;
import io.enrollment.plan.StepKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/** One thing that happened to one enrollment. Append-only; holds no address and no message body. */
@Value.Immutable
@ValueStyle
public interface LogEntry {

    /** The enrollment. */
    EnrollmentId enrollment();

    /** Its place in the enrollment's log, from 1, without holes. */
    long seq();

    /** When. */
    Instant at();

    /** What. */
    LogKind kind();

    /** The step it concerns. */
    Optional<StepKey> step();

    /** When that step was due, with the derivation. */
    Optional<DueTime> due();

    /** Why: one machine-readable code. */
    Optional<String> reason();

    /** Who did it, when it was a person or the host. */
    Optional<String> actor();

    /** The idempotency key of the message, for message steps. */
    Optional<IdempotencyKey> idempotencyKey();

    /** Further facts by name. */
    Map<String, String> details();

    /**
     * What the decision that this is the first entry of went by, as {@code DecisionJson} writes it, for a replay; only while an
     * engine that records hands it to the store, which keeps it beside the log and does not read it with the log.
     */
    @Value.Auxiliary
    Optional<String> decidedOn();

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link LogEntry}; not thread-safe. */
    final class Builder extends ImmutableLogEntry.Builder {
        Builder() {}
    }
}
