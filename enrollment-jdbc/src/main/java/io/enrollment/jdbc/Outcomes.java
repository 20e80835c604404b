package io.enrollment.jdbc;

import io.enrollment.spi.ApplyOutcome;
import java.util.ArrayList;
import java.util.List;

/**
 * What the tries of one call came to. When the answer to a commit was lost, the next try finds that everything was applied
 * before: by this very call, so to its caller it is applied and not repeated. For one call; not thread-safe.
 */
final class Outcomes {

    private List<ApplyOutcome> before = List.of();

    /** The one outcome of a try, as the caller is to see it. */
    ApplyOutcome of(ApplyOutcome outcome) {
        return of(List.of(outcome)).get(0);
    }

    /** The outcomes of a try, as the caller is to see them. */
    List<ApplyOutcome> of(List<ApplyOutcome> outcomes) {
        List<ApplyOutcome> seen = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            boolean ours = outcomes.get(i) == ApplyOutcome.ALREADY_APPLIED
                    && i < before.size()
                    && before.get(i) == ApplyOutcome.APPLIED;
            seen.add(ours ? ApplyOutcome.APPLIED : outcomes.get(i));
        }
        before = List.copyOf(seen);
        return before;
    }
}
