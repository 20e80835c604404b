package io.enrollment.enrollment;

import io.enrollment.calendar.QuietHoursTable;
import io.enrollment.eligibility.CaslRules;
import io.enrollment.eligibility.Checks;
import io.enrollment.eligibility.EligibilityCheck;
import io.enrollment.internal.ValueStyle;
import java.util.List;
import org.immutables.value.Value;

/** What decisions go by, beside plan and facts: the checks, the rules of law, the retries. The same for a whole engine. */
@Value.Immutable
@ValueStyle
public interface Rules {

    /** All checks: the nine and the host's own. */
    @Value.Default
    default List<EligibilityCheck> checks() {
        return Checks.standard();
    }

    /** Canada's Anti-Spam Legislation as data. */
    @Value.Default
    default CaslRules casl() {
        return CaslRules.current();
    }

    /** Quiet hours by place. */
    QuietHoursTable quietHours();

    /** How passing failures are tried again. */
    @Value.Default
    default RetryPolicy retries() {
        return RetryPolicy.DEFAULT;
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link Rules}; not thread-safe. */
    final class Builder extends ImmutableRules.Builder {
        Builder() {}
    }
}
