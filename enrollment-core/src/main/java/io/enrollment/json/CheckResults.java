package io.enrollment.json;

import com.fasterxml.jackson.core.JsonParser;
import io.enrollment.eligibility.CheckName;
import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.Verdict;
import java.io.IOException;
import java.util.List;

/** The stored form of what checks said. */
final class CheckResults {

    private CheckResults() {}

    static void write(JsonLine json, Verdict verdict) {
        write(json, "checks", verdict.results());
    }

    static void write(JsonLine json, String name, List<CheckResult> results) {
        json.objects(name, results, CheckResults::members);
    }

    /** A result on its own. */
    static CheckResult read(String document) {
        return Compact.read(document, CheckResults::result);
    }

    static void members(JsonLine json, CheckResult result) {
        json.put("check", result.check());
        json.put("result", result.outcome());
        json.put("reason", result.reason());
        if (!result.evidence().isEmpty()) {
            json.texts("evidence", result.evidence());
        }
        json.put("earliestPassAt", result.earliestPassAt());
        json.put("wouldPassIf", result.wouldPassIf());
    }

    static Verdict read(JsonParser json) throws IOException {
        return new Verdict(Compact.list(json, CheckResults::result));
    }

    static CheckResult result(JsonParser json) throws IOException {
        CheckResult.Builder result = CheckResult.builder();
        for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
            switch (name) {
                case "check" -> result.check(CheckName.of(json.getText()));
                case "result" -> result.outcome(CheckResult.Outcome.valueOf(json.getText()));
                case "reason" -> result.reason(json.getText());
                case "evidence" -> result.evidence(Compact.texts(json));
                case "earliestPassAt" -> result.earliestPassAt(StoredTimes.instant(json.getText()));
                case "wouldPassIf" -> result.wouldPassIf(json.getText());
                default -> json.skipChildren();
            }
        }
        return result.build();
    }
}
