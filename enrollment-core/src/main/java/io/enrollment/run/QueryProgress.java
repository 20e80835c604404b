package io.enrollment.run;

import io.enrollment.internal.Require;
import io.enrollment.internal.ValueStyle;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;

/** One audience query of a run, and how far it is. Immutable. */
@Value.Immutable
@ValueStyle
public interface QueryProgress {

    /** The key of the query within the plan. */
    String key();

    /** The process order; lower first. */
    int order();

    /** Where it is. */
    @Value.Default
    default RunStatus status() {
        return RunStatus.SCHEDULED;
    }

    /** How many times it failed since it last gave something. */
    @Value.Default
    default int attempts() {
        return 0;
    }

    /** How many subjects it found. */
    @Value.Default
    default long found() {
        return 0;
    }

    /** How many of them were candidates of the run already (DUPLICATE_IN_RUN). */
    @Value.Default
    default long duplicates() {
        return 0;
    }

    /** How many it is expected to find, when its source can tell. */
    Optional<Long> expected();

    /** How long finding and judging took, over all its chunks. */
    @Value.Default
    default Duration took() {
        return Duration.ZERO;
    }

    /** Where it goes on; empty before the first page, and after the last. */
    Optional<String> cursor();

    /** When its first page was asked for. */
    Optional<Instant> startedAt();

    /** When it came to its end. */
    Optional<Instant> completedAt();

    /** What went wrong last. */
    Optional<String> message();

    /** The average time for one subject found; zero when it found none. */
    default Duration averageTime() {
        return found() == 0 ? Duration.ZERO : took().dividedBy(found());
    }

    /** Checks the counts. */
    @Value.Check
    default void check() {
        Require.text("query key", key(), 200);
        Require.that(attempts() >= 0, "query attempts", attempts(), "not be negative");
        Require.that(
                duplicates() >= 0 && duplicates() <= found(),
                "query duplicates",
                duplicates(),
                "be 0 to found " + found());
        Require.that(
                status().isTerminal() == completedAt().isPresent(),
                "query completedAt",
                completedAt(),
                "be present just when it has ended");
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this one. */
    default Builder toBuilder() {
        Builder builder = new Builder();
        builder.from(this);
        return builder;
    }

    /** Builds a {@link QueryProgress}; not thread-safe. */
    final class Builder extends ImmutableQueryProgress.Builder {
        Builder() {}
    }
}
