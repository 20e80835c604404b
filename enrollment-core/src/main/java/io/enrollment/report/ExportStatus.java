package io.enrollment.report;

import io.enrollment.internal.Require;
import io.enrollment.internal.ValueStyle;
import io.enrollment.subject.OrganizationId;
import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;

/** An export in the background: what was asked for, and how far it is. Immutable. */
@Value.Immutable
@ValueStyle
public interface ExportStatus {

    /** Where an export is. */
    enum State {
        /** It waits to be written, or is being written. */
        WRITING,
        /** It is written and on its way to the sink; or, when it has a reference, the requester is yet to be told. */
        DELIVERING,
        /** It is delivered. */
        DELIVERED,
        /** It could not be written, or not be delivered after the last try; see {@link ExportStatus#problem}. */
        FAILED,
        /** Somebody canceled it. */
        CANCELED
    }

    /** Its id, 1 to 64 code points. */
    String id();

    /** Whose it is. */
    OrganizationId organization();

    /** What was asked for. */
    ExportRequest request();

    /** Where it is. */
    State state();

    /** How many enrollments are written so far. */
    @Value.Default
    default long rows() {
        return 0;
    }

    /** How many there were when it was asked for, as far as that is known; see {@code Exports.expected}. */
    @Value.Default
    default long expected() {
        return 0;
    }

    /** How many times somebody began to write it; more than one when a writer died, or could not go on. */
    @Value.Default
    default int writings() {
        return 0;
    }

    /** How many times its delivery was tried. */
    @Value.Default
    default int attempts() {
        return 0;
    }

    /** What went wrong last: of something that will be tried again, or for good. */
    Optional<String> problem();

    /** Where the sink put it. */
    Optional<String> reference();

    /** When it was asked for. */
    Instant createdAt();

    /** When it may be worked on next; of no meaning when it is over. */
    Instant dueAt();

    /** When it was over. */
    Optional<Instant> endedAt();

    /** Counts its changes. */
    @Value.Default
    default long revision() {
        return 0;
    }

    /** Whether nothing more happens to it by itself. */
    default boolean isOver() {
        return state() != State.WRITING && state() != State.DELIVERING;
    }

    /** Checks the id and the counts, and that what is over says when. */
    @Value.Check
    default void check() {
        Require.text("export id", id(), 64);
        Require.that(rows() >= 0, "export rows", rows(), "not be negative");
        Require.that(
                isOver() == endedAt().isPresent(),
                "export endedAt",
                endedAt(),
                "be given just when the export is over");
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds an {@link ExportStatus}; not thread-safe. */
    final class Builder extends ImmutableExportStatus.Builder {
        Builder() {}
    }
}
