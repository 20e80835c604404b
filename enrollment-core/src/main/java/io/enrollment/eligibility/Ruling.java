package io.enrollment.eligibility;

import io.enrollment.eligibility.CheckResult.Outcome;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a row of the decision table says.
 *
 * @param facts what it used, in order
 * @param remedy the fact that would have to change; on failures only
 */
record Ruling(Outcome outcome, String reason, Map<String, String> facts, Optional<String> remedy) {

    /** The worst last. */
    static final Comparator<Ruling> BY_BADNESS = Comparator.comparingInt(Ruling::badness);

    static Ruling passed(String reason) {
        return new Ruling(Outcome.PASSED, reason, Map.of(), Optional.empty());
    }

    static Ruling failed(String reason, String remedy) {
        return new Ruling(Outcome.FAILED, reason, Map.of(), Optional.of(remedy));
    }

    static Ruling notApplicable(String reason) {
        return new Ruling(Outcome.NOT_APPLICABLE, reason, Map.of(), Optional.empty());
    }

    /** The same ruling with one fact more. */
    Ruling with(String name, Object value) {
        return with(Map.of(name, String.valueOf(value)));
    }

    /** The same ruling with more facts. */
    Ruling with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(facts);
        all.putAll(more);
        return new Ruling(outcome, reason, all, remedy);
    }

    boolean failed() {
        return outcome == Outcome.FAILED;
    }

    /** FAILED is worse than PASSED, PASSED worse than NOT_APPLICABLE. */
    private int badness() {
        return switch (outcome) {
            case FAILED -> 2;
            case PASSED -> 1;
            case NOT_APPLICABLE -> 0;
        };
    }
}
