package io.enrollment.eligibility;

import java.util.List;
import java.util.Optional;

/**
 * The outcome of all checks of one candidate.
 *
 * @param results in headline order; with FIRST_FAILURE none after the first failure
 */
public record Verdict(List<CheckResult> results) {

    /** Sorts by headline order, so that the order in which checks ran never shows. */
    public Verdict {
        results = results.stream()
                .sorted((a, b) -> a.check().compareTo(b.check()))
                .toList();
    }

    /** Whether no check failed. */
    public boolean eligible() {
        return headline().isEmpty();
    }

    /** The first failure in headline order. */
    public Optional<CheckResult> headline() {
        return results.stream().filter(CheckResult::failed).findFirst();
    }

    /** The result of one check, when it ran. */
    public Optional<CheckResult> result(CheckName check) {
        return results.stream().filter(result -> result.check().equals(check)).findFirst();
    }
}
