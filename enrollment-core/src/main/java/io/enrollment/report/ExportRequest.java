package io.enrollment.report;

import io.enrollment.internal.Require;
import io.enrollment.internal.ValueStyle;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.PlanId;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/** Which enrollments are exported, how, and for whom. Immutable. */
@Value.Immutable
@ValueStyle
public interface ExportRequest {

    /** The plan. */
    PlanId plan();

    /** Only those in one of these statuses; empty for all. */
    Set<EnrollmentStatus> statuses();

    /** Whether removed ones are in it. */
    @Value.Default
    default boolean includeRemoved() {
        return false;
    }

    /** How it is written. */
    @Value.Default
    default ExportFormat format() {
        return ExportFormat.CSV;
    }

    /** The id of whoever asks for it. */
    String requester();

    /** Where a mail is sent when it is ready, by the email channel; without one nobody is told but the sink. */
    Optional<String> mailTo();

    /** Checks the requester. */
    @Value.Check
    default void check() {
        Require.text("export requester", requester(), 200);
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds an {@link ExportRequest}; not thread-safe. */
    final class Builder extends ImmutableExportRequest.Builder {
        Builder() {}
    }
}
