package io.enrollment.examples.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.Verdict;
import io.enrollment.subject.Subject;
import java.io.IOException;
import java.util.Map;

/** Verdicts as JSON Lines. */
final class EvaluationLines implements EvaluationOutput {

    private final Ui ui;

    EvaluationLines(Ui ui) {
        this.ui = ui;
    }

    @Override
    public void add(Subject subject, Verdict verdict) {
        ui.print(JsonLines.line(json -> {
            json.writeStringField("subject", subject.id().value());
            json.writeBooleanField("eligible", verdict.eligible());
            JsonLines.optional(json, "reason", verdict.headline().map(CheckResult::reason));
            json.writeArrayFieldStart("checks");
            for (CheckResult result : verdict.results()) {
                check(json, result);
            }
            json.writeEndArray();
        }));
    }

    @Override
    public void end() {
        ui.out().flush();
    }

    private static void check(JsonGenerator json, CheckResult result) throws IOException {
        json.writeStartObject();
        json.writeStringField("check", result.check().value());
        json.writeStringField("result", result.outcome().name());
        json.writeStringField("reason", result.reason());
        json.writeObjectFieldStart("evidence");
        for (Map.Entry<String, String> fact : result.evidence().entrySet()) {
            json.writeStringField(fact.getKey(), fact.getValue());
        }
        if (result.wouldPassIf().isPresent()) {
            json.writeStringField("wouldPassIf", result.wouldPassIf().get());
        }
        json.writeEndObject();
        JsonLines.optional(json, "earliestPassAt", result.earliestPassAt());
        json.writeEndObject();
    }
}
