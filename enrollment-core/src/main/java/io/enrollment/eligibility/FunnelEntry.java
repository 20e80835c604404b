package io.enrollment.eligibility;

import io.enrollment.internal.Require;
import java.util.Optional;

/**
 * What became of one candidate.
 *
 * @param verdict what the checks said; a refusal before the checks is a result of {@link CheckName#ENTRY} in it
 * @param enrolled whether an enrollment was made
 * @param enrollRefusal why an eligible candidate was not enrolled, such as a lost race
 */
public record FunnelEntry(Verdict verdict, boolean enrolled, Optional<String> enrollRefusal) {

    /** Refuses a candidate that was enrolled against its verdict, or both enrolled and refused. */
    public FunnelEntry {
        Require.that(!enrolled || verdict.eligible(), "funnel enrolled", enrolled, "be false for a failed verdict");
        Require.that(
                !enrolled || enrollRefusal.isEmpty(), "funnel enrollRefusal", enrollRefusal, "be empty when enrolled");
    }

    /** The stage that rejected the candidate; empty when it was enrolled. */
    public Optional<FunnelStage> rejectedAt() {
        if (enrolled) {
            return Optional.empty();
        }
        return Optional.of(verdict.headline()
                .map(failure -> FunnelStage.of(failure.check()))
                .orElse(FunnelStage.SUCCESS));
    }

    /** The reason of the rejection. */
    Optional<String> rejection() {
        if (enrolled) {
            return Optional.empty();
        }
        return Optional.of(
                verdict.headline().map(CheckResult::reason).orElse(enrollRefusal.orElse(Reasons.NOT_ENROLLED)));
    }
}
