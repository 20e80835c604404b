package io.enrollment.eligibility;

import io.enrollment.internal.Fatal;
import io.enrollment.internal.Require;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Runs checks and gathers what they say. Pure and thread-safe. */
public final class Eligibility {

    private static final Comparator<EligibilityCheck> IN_HEADLINE_ORDER = Comparator.comparing(EligibilityCheck::name);

    private Eligibility() {}

    /** The verdict of the nine checks. */
    public static Verdict evaluate(CheckInput input, Mode mode) {
        return evaluate(input, mode, Checks.standard());
    }

    /**
     * The verdict of these checks, as far as they run in the phase of the input. A check that throws fails the candidate
     * with {@code ERROR}, and no other.
     *
     * @throws IllegalArgumentException if two checks have the same name
     */
    public static Verdict evaluate(CheckInput input, Mode mode, List<EligibilityCheck> checks) {
        return evaluate(input, mode, checks, Optional.empty());
    }

    /**
     * The verdict of these checks after an override: what it lets pass does not stop the evaluation.
     *
     * @throws IllegalArgumentException if two checks have the same name
     */
    public static Verdict evaluate(
            CheckInput input, Mode mode, List<EligibilityCheck> checks, Optional<CheckOverride> override) {
        List<CheckResult> results = new ArrayList<>(checks.size());
        for (EligibilityCheck check : ordered(checks)) {
            if (check.phases().contains(input.phase())) {
                CheckResult result = run(check, input);
                results.add(override.isPresent() ? override.get().apply(result) : result);
            }
            if (mode == Mode.FIRST_FAILURE && endsWithFailure(results)) {
                break;
            }
        }
        return new Verdict(results);
    }

    private static boolean endsWithFailure(List<CheckResult> results) {
        return !results.isEmpty() && results.get(results.size() - 1).failed();
    }

    private static List<EligibilityCheck> ordered(List<EligibilityCheck> checks) {
        if (checks.equals(Checks.standard())) {
            return checks;
        }
        List<EligibilityCheck> ordered = new ArrayList<>(checks);
        ordered.sort(IN_HEADLINE_ORDER);
        for (int i = 1; i < ordered.size(); i++) {
            CheckName name = ordered.get(i).name();
            Require.that(!name.equals(ordered.get(i - 1).name()), "checks", name, "have each name once");
        }
        return ordered;
    }

    /** Whatever a host's check throws, short of the end of the machine, concerns this candidate only. */
    private static CheckResult run(EligibilityCheck check, CheckInput input) {
        try {
            CheckResult result = check.check(input);
            return result.check().equals(check.name()) ? result : error(check, "it answered for " + result.check());
        } catch (Exception | Error failure) {
            Fatal.rethrow(failure);
            return error(check, Failures.describe(failure));
        }
    }

    private static CheckResult error(EligibilityCheck check, String message) {
        return CheckResult.failed(check.name(), Reasons.ERROR)
                .fact("error", message)
                .wouldPassIf("the check works")
                .build();
    }
}
