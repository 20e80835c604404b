package io.enrollment.engine;

import io.enrollment.eligibility.CheckInput;
import io.enrollment.eligibility.CheckName;
import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.Eligibility;
import io.enrollment.eligibility.EligibilityCheck;
import io.enrollment.eligibility.Mode;
import io.enrollment.eligibility.Phase;
import java.util.List;
import java.util.Set;

/**
 * A check of the host whose answers are written down, for one decision.
 *
 * @param check the check
 * @param answers takes the answers
 */
record WitnessedCheck(EligibilityCheck check, List<CheckResult> answers) implements EligibilityCheck {

    @Override
    public CheckName name() {
        return check.name();
    }

    @Override
    public Set<Phase> phases() {
        return check.phases();
    }

    /** As the evaluation takes it: one that throws has said so. */
    @Override
    public CheckResult check(CheckInput input) {
        CheckResult result = Eligibility.evaluate(input, Mode.ALL_FAILURES, List.of(check))
                .results()
                .get(0);
        answers.add(result);
        return result;
    }
}
