package io.enrollment.plan;

import io.enrollment.internal.Require;
import io.enrollment.internal.ValueStyle;
import java.util.Set;
import org.immutables.value.Value;

/** What the statute leaves open, decided by the organization. Every default is the one that the rules document states. */
@Value.Immutable
@ValueStyle
public interface CaslPolicy {

    /** What holds when neither side's country tells whether the law applies. */
    enum UnknownJurisdiction {
        /** The law applies. */
        APPLY,
        /** The check fails. */
        FAIL,
        /** The check is not applicable. */
        NOT_APPLICABLE
    }

    /** What holds for a recipient whose country is not known, when the sender is not in Canada. */
    @Value.Default
    default UnknownJurisdiction unknownJurisdiction() {
        return UnknownJurisdiction.APPLY;
    }

    /** Whether an event on the day of sending counts; the strict reading of Interpretation Act s.27(5) excludes it. */
    @Value.Default
    default boolean sameDayCounts() {
        return true;
    }

    /** Whether consent implied by a later event lifts a withdrawal. */
    @Value.Default
    default boolean impliedAfterWithdrawal() {
        return false;
    }

    /**
     * The countries for which the organization states that it complies with the law there, SOR/2013-221 s.3(f); only
     * countries of that regulation's schedule belong here.
     */
    Set<String> foreignStates();

    /** Whether recall, safety and legal notices go out after a withdrawal. */
    @Value.Default
    default boolean exemptAfterWithdrawal() {
        return true;
    }

    /** Checks the country codes. */
    @Value.Check
    default void check() {
        foreignStates()
                .forEach(code -> Require.that(
                        code.matches("[A-Z]{2}") && !code.equals("CA"),
                        "casl foreignStates",
                        code,
                        "be an ISO 3166-1 alpha-2 code other than CA"));
    }

    /** The defaults. */
    static CaslPolicy defaults() {
        return builder().build();
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link CaslPolicy}; not thread-safe. */
    final class Builder extends ImmutableCaslPolicy.Builder {
        Builder() {}
    }
}
