package io.enrollment.subject;

import io.enrollment.internal.Require;
import io.enrollment.internal.ValueStyle;
import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * One entry of the append-only consent ledger: consent given, withdrawn, or an event from which the law implies it.
 */
@Value.Immutable
@ValueStyle
public interface Consent {

    /** What happened. */
    ConsentKind kind();

    /** When it happened; for a contract, subscription or membership, when it began. */
    Instant at();

    /** The channel that it covers; empty for every channel. */
    Optional<ChannelKind> channel();

    /** The topic that it covers; empty for every topic. */
    Optional<String> topic();

    /** When it ended or will end (contract, subscription, membership, a publication taken down). */
    Optional<Instant> endsAt();

    /** Whether the person opted in actively; a pre-ticked box is not an opt-in. */
    @Value.Default
    default boolean optIn() {
        return true;
    }

    /** Where the proof lies; an entry without it proves nothing (CASL s.13). */
    Optional<String> evidence();

    /** For {@code PUBLISHED} and {@code DISCLOSED}: the address in question, when it is recorded. */
    Optional<String> address();

    /** For {@code REFERRAL}: the full name of who referred. */
    Optional<String> referrer();

    /** Checks the order of the two instants. */
    @Value.Check
    default void check() {
        endsAt().ifPresent(end -> Require.that(!end.isBefore(at()), "consent endsAt", end, "not be before at " + at()));
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Consent}; not thread-safe. */
    final class Builder extends ImmutableConsent.Builder {
        Builder() {}
    }
}
