package io.enrollment.eligibility;

import io.enrollment.internal.Require;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A person's decision to enroll in spite of some checks. What the subject itself said, and what the law says, cannot be
 * overridden: neither OPT_OUT_ALL, CASL and DELETED, nor an opt-out of a channel that another check reports.
 *
 * @param checks the checks to override, at least one
 * @param actor who decided
 * @param reason why
 */
public record CheckOverride(Set<CheckName> checks, String actor, String reason) {

    private static final Set<CheckName> NEVER = Set.of(CheckName.OPT_OUT_ALL, CheckName.CASL, CheckName.DELETED);

    /**
     * Checks the parts and copies the set.
     *
     * @throws IllegalArgumentException if a check is among those that cannot be overridden, or a text is blank or too long
     */
    public CheckOverride {
        checks = Set.copyOf(checks);
        Require.notEmpty("override checks", checks);
        checks.forEach(check ->
                Require.that(!NEVER.contains(check), "override checks", check, "not be OPT_OUT_ALL, CASL or DELETED"));
        Require.text("override actor", actor, 200);
        Require.text("override reason", reason, 1000);
    }

    /** The verdict with the overridden failures passed; meant for one of all checks. */
    public Verdict apply(Verdict verdict) {
        return new Verdict(verdict.results().stream().map(this::apply).collect(Collectors.toList()));
    }

    /** The result, passed when it is a failure that this overrides. */
    public CheckResult apply(CheckResult result) {
        boolean overridden = result.failed()
                && checks.contains(result.check())
                && !result.reason().equals(Reasons.CHANNEL_OPTED_OUT);
        return overridden ? passed(result) : result;
    }

    private CheckResult passed(CheckResult result) {
        CheckResult.Builder passed = CheckResult.passed(result.check(), Reasons.OVERRIDDEN);
        return passed.fact("actor", actor)
                .fact("reason", reason)
                .fact("was", result.reason())
                .build();
    }
}
