package io.enrollment.examples.cli;

import io.enrollment.eligibility.Verdict;
import io.enrollment.json.ResultJson;
import io.enrollment.subject.Subject;

/** Verdicts as JSON Lines. */
final class EvaluationLines implements EvaluationOutput {

    private final Ui ui;

    EvaluationLines(Ui ui) {
        this.ui = ui;
    }

    @Override
    public void add(Subject subject, Verdict verdict) {
        ui.print(ResultJson.write(subject.id(), verdict));
    }

    @Override
    public void end() {
        ui.out().flush();
    }
}
