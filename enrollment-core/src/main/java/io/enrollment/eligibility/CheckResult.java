package io.enrollment.eligibility;

import io.enrollment.internal.Require;
import io.enrollment.internal.ValueStyle;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.immutables.value.Value;

/** What one check says of one candidate, with the facts it used and when it could pass. Immutable. */
@Value.Immutable
@ValueStyle
public interface CheckResult {

    /** The three answers; NOT_APPLICABLE never blocks. */
    enum Outcome {
        /** Nothing speaks against it. */
        PASSED,
        /** The candidate is refused. */
        FAILED,
        /** The check has nothing to say here. */
        NOT_APPLICABLE
    }

    /** The check. */
    CheckName check();

    /** Its answer. */
    Outcome outcome();

    /** One machine-readable code, upper case with underscores, with a detail behind a colon for some. */
    String reason();

    /** The facts it used, by name, in a stable order; never a whole address. */
    Map<String, String> evidence();

    /** From when on it would pass if nothing else changes; only on failures that time heals. */
    Optional<Instant> earliestPassAt();

    /** The fact that would have to change for it to pass; on failures that time alone does not heal. */
    Optional<String> wouldPassIf();

    /** Checks that only a failure says when it would pass. */
    @Value.Check
    default void validate() {
        Require.text("check reason", reason(), 300);
        Require.that(
                failed() || (earliestPassAt().isEmpty() && wouldPassIf().isEmpty()),
                "check outcome",
                outcome(),
                "be FAILED to say when it would pass");
    }

    /** Whether the candidate is refused. */
    default boolean failed() {
        return outcome() == Outcome.FAILED;
    }

    /** A sentence for people: check, outcome, reason, facts. */
    default String describe() {
        String facts = evidence().entrySet().stream()
                .map(fact -> fact.getKey() + "=" + fact.getValue())
                .collect(Collectors.joining(", ", " (", ")"));
        return check() + " " + outcome() + " " + reason() + (evidence().isEmpty() ? "" : facts)
                + earliestPassAt().map(at -> ", passes from " + at).orElse("")
                + wouldPassIf().map(fact -> ", passes if " + fact).orElse("");
    }

    /** Passed, for this reason. */
    static Builder passed(CheckName check, String reason) {
        return result(check, Outcome.PASSED, reason);
    }

    /** Failed, for this reason. */
    static Builder failed(CheckName check, String reason) {
        return result(check, Outcome.FAILED, reason);
    }

    /** Not applicable, for this reason. */
    static Builder notApplicable(CheckName check, String reason) {
        return result(check, Outcome.NOT_APPLICABLE, reason);
    }

    private static Builder result(CheckName check, Outcome outcome, String reason) {
        Builder builder = new Builder();
        builder.check(check).outcome(outcome).reason(reason);
        return builder;
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link CheckResult}; not thread-safe. */
    final class Builder extends ImmutableCheckResult.Builder {
        Builder() {}

        /** Adds a fact. */
        public Builder fact(String name, Object value) {
            return putEvidence(name, String.valueOf(value));
        }
    }
}
