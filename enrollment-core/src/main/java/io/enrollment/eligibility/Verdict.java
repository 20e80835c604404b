package io.enrollment.eligibility;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of all checks of one candidate.
 *
 * @param results in headline order; with FIRST_FAILURE none after the first failure
 */
public record Verdict(List<CheckResult> results) {

    private static final Comparator<CheckResult> IN_HEADLINE_ORDER =
            (a, b) -> a.check().compareTo(b.check());

    /** Sorts by headline order, so that the order in which checks ran never shows. */
    public Verdict {
        List<CheckResult> sorted = new ArrayList<>(results);
        sorted.sort(IN_HEADLINE_ORDER);
        results = Collections.unmodifiableList(sorted);
    }

    /** Whether no check failed. */
    public boolean eligible() {
        return headline().isEmpty();
    }

    /** The first failure in headline order. */
    public Optional<CheckResult> headline() {
        for (CheckResult result : results) {
            if (result.failed()) {
                return Optional.of(result);
            }
        }
        return Optional.empty();
    }

    /** The result of one check, when it ran. */
    public Optional<CheckResult> result(CheckName check) {
        return results.stream().filter(result -> result.check().equals(check)).findFirst();
    }
}
