package io.enrollment.enrollment;

import io.enrollment.eligibility.CheckInput;
import io.enrollment.eligibility.CheckName;
import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.EligibilityCheck;
import io.enrollment.eligibility.Phase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A check of the host in a replay: says what it said, in that order, and nothing against whatever it was not asked then. */
final class RecordedCheck implements EligibilityCheck {

    private final CheckName name;
    private final Deque<CheckResult> answers = new ArrayDeque<>();

    private RecordedCheck(CheckName name) {
        this.name = name;
    }

    /** The checks that gave these answers; for one replay of one decision. */
    static List<RecordedCheck> all(List<CheckResult> answers) {
        Map<CheckName, RecordedCheck> checks = new LinkedHashMap<>();
        answers.forEach(answer -> checks.computeIfAbsent(answer.check(), RecordedCheck::new)
                .answers
                .addLast(answer));
        return List.copyOf(checks.values());
    }

    @Override
    public CheckName name() {
        return name;
    }

    @Override
    public Set<Phase> phases() {
        return Set.of(Phase.SEND);
    }

    @Override
    public CheckResult check(CheckInput input) {
        return answers.isEmpty()
                ? CheckResult.notApplicable(name, "NOT_ASKED_THEN").build()
                : answers.removeFirst();
    }
}
