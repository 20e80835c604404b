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

    /** By which local days the periods of consent are counted; the statute does not say. */
    enum LegalDay {
        /** Those of the organization's legal zone. */
        ORGANIZATION,
        /** Those of the recipient; of every zone that it may be in, when its zone is not known. */
        RECIPIENT,
        /** Those of the organization and of the recipient: what may be sent may be sent by both. */
        EVERYWHERE
    }

    /** Which of the messages ahead are judged at enrollment. */
    enum Lookahead {
        /** The first message of each channel that the plan needs, at the instant of the check. */
        NONE,
        /** Besides, every message on these channels that the enrollment would come to, for the time at which it would be due. */
        REQUIRE_WHOLE_PLAN
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

    /** By which local days the periods of consent are counted. */
    @Value.Default
    default LegalDay legalDay() {
        return LegalDay.ORGANIZATION;
    }

    /** Whether consent must last for the whole plan to enroll. */
    @Value.Default
    default Lookahead lookahead() {
        return Lookahead.NONE;
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
