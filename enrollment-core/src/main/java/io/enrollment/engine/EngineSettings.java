package io.enrollment.engine;

import io.enrollment.internal.Require;
import io.enrollment.internal.ValueStyle;
import java.time.Duration;
import org.immutables.value.Value;

/** The numbers that an engine works by. Each default says why. Immutable. */
@Value.Immutable
@ValueStyle
public interface EngineSettings {

    /** The name of this node in claims and thread names. */
    @Value.Default
    default String node() {
        return "node";
    }

    /** How many workers claim and carry out steps. Two: one can wait for a channel while the other works. */
    @Value.Default
    default int workers() {
        return 2;
    }

    /** The most enrollments in one claim. A batch of 100 is worth ten to twenty times a single row on real databases. */
    @Value.Default
    default int batchSize() {
        return 100;
    }

    /** The longest time between two looks at the queue. Steps of this node's own making do not wait for it. */
    @Value.Default
    default Duration pollInterval() {
        return Duration.ofSeconds(1);
    }

    /** How long a claim holds, by the store's clock. Long against a hand-off, short against a person's patience. */
    @Value.Default
    default Duration lease() {
        return Duration.ofSeconds(60);
    }

    /** How long a hand-off may take before its outcome counts as unknown. */
    @Value.Default
    default Duration sendTimeout() {
        return Duration.ofSeconds(20);
    }

    /**
     * How long a worker goes by what it claimed without asking again whether a command came in between. Half a second: what is
     * paused or stopped while a slow batch leaves does not leave any more, and a quick batch needs no further statement. Zero
     * asks before each hand-off.
     */
    @Value.Default
    default Duration recheck() {
        return Duration.ofMillis(500);
    }

    /** How long closing waits for what is under way. */
    @Value.Default
    default Duration drainTimeout() {
        return Duration.ofSeconds(30);
    }

    /**
     * How far a real clock may jump at once before the engine stops claiming. Five minutes: far more than any correction of a
     * clock that is kept, far less than a wrong day.
     */
    @Value.Default
    default Duration clockJumpLimit() {
        return Duration.ofMinutes(5);
    }

    /**
     * Whether what each decision goes by is kept beside the log, so that a capture replays exactly. Off: that is the whole
     * subject, two to four kilobytes for each decision; it goes with the enrollment by retention and erasure.
     */
    @Value.Default
    default boolean recordDecisions() {
        return false;
    }

    /** How many subjects an enrollment of many handles in one transaction. */
    @Value.Default
    default int enrollBatchSize() {
        return 200;
    }

    /** How many subjects an enroller run handles in one transaction. Canceling one takes at most as long as a chunk. */
    @Value.Default
    default int runChunkSize() {
        return 1000;
    }

    /** How many times the delivery of an export is tried. Eight doubling pauses from a second on are two minutes. */
    @Value.Default
    default int exportTries() {
        return 8;
    }

    /** The pause after the first failed delivery of an export. */
    @Value.Default
    default Duration exportRetry() {
        return Duration.ofSeconds(1);
    }

    /** Checks the numbers against each other. */
    @Value.Check
    default void check() {
        Require.text("engine node", node(), 64);
        Require.that(workers() >= 1 && workers() <= 64, "engine workers", workers(), "be 1 to 64");
        Require.that(batchSize() >= 1 && batchSize() <= 1000, "engine batchSize", batchSize(), "be 1 to 1000");
        Require.that(
                enrollBatchSize() >= 1 && enrollBatchSize() <= 1000,
                "engine enrollBatchSize",
                enrollBatchSize(),
                "be 1 to 1000");
        Require.that(
                runChunkSize() >= 1 && runChunkSize() <= 10_000,
                "engine runChunkSize",
                runChunkSize(),
                "be 1 to 10000");
        positive("pollInterval", pollInterval());
        positive("sendTimeout", sendTimeout());
        Require.that(!recheck().isNegative(), "engine recheck", recheck(), "not be negative");
        positive("drainTimeout", drainTimeout());
        positive("exportRetry", exportRetry());
        Require.that(exportTries() >= 1 && exportTries() <= 20, "engine exportTries", exportTries(), "be 1 to 20");
        positive("clockJumpLimit", clockJumpLimit());
        Require.that(
                lease().compareTo(sendTimeout().multipliedBy(2)) > 0,
                "engine lease",
                lease(),
                "be more than twice the sendTimeout of " + sendTimeout());
    }

    private static void positive(String field, Duration value) {
        Require.that(!value.isNegative() && !value.isZero(), "engine " + field, value, "be positive");
    }

    /** The defaults. */
    static EngineSettings defaults() {
        return builder().build();
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link EngineSettings}; not thread-safe. */
    final class Builder extends ImmutableEngineSettings.Builder {
        Builder() {}
    }
}
