package io.enrollment.examples.cli;

import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.Verdict;
import io.enrollment.subject.Subject;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Verdicts as a table, with the sums below. */
final class EvaluationTable implements EvaluationOutput {

    private final Ui ui;
    private final TextTable table = new TextTable("SUBJECT", "NAME", "ELIGIBLE", "REASON", "FAILED CHECKS");
    private final Map<String, Long> reasons = new TreeMap<>();
    private long subjects;

    EvaluationTable(Ui ui) {
        this.ui = ui;
    }

    @Override
    public void add(Subject subject, Verdict verdict) {
        subjects++;
        verdict.headline().ifPresent(failure -> reasons.merge(failure.reason(), 1L, Long::sum));
        String reason = verdict.headline().map(CheckResult::reason).orElse("");
        String failures = verdict.results().stream()
                .filter(CheckResult::failed)
                .map(CheckResult::describe)
                .collect(Collectors.joining("; "));
        table.add(subject.id(), subject.displayName(), verdict.eligible() ? "yes" : "no", reason, failures);
    }

    @Override
    public void end() {
        table.print(ui);
        long refused = reasons.values().stream().mapToLong(Long::longValue).sum();
        ui.heading(subjects + " subjects = " + (subjects - refused) + " eligible + " + refused + " not eligible");
        ReasonCounts.print(ui, reasons);
        ui.out().flush();
    }
}
